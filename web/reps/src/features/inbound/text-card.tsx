import { Button, TextInput } from "@mantine/core";
import { IconClock, IconMessage2 } from "@tabler/icons-react";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { useHasRole } from "../../app/session.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Problem } from "../../ui/problem.tsx";
import { dueBy, relative } from "../../ui/time.ts";
import { useToast } from "../../ui/toasts.tsx";
import { CaseHold } from "./case-hold.tsx";
import { TASKS } from "./text-words.ts";
import classes from "./texts.module.css";

type Item = CallOutput<"listInboundWork">["items"][number];

/** One text: who, by when, what it says once a reason was given, and what it meant. */
export function TextCard({ item }: { readonly item: Item }) {
  const now = useNow();
  const words = TASKS[item.task];
  const { inboundId } = item;
  const mayHold = useHasRole("safety");
  const [reason, setReason] = useState<string>(words.reason);
  const toast = useToast();
  const read = useAct("readInboundText");
  const decide = useAct("decideInbound", {
    invalidates: ["listInboundWork"],
    onDone: ({ outcome }) => toast({ text: words.done[outcome] ?? "Noted." }),
  });
  const look = () => read.mutate({ params: { inboundId }, body: { reason: reason.trim() } });
  const late = Date.parse(item.dueAt) <= now;
  const who = item.hcps.map(({ name }) => name).join(", ");
  return (
    <article className={classes.card} aria-label={`Text from ${who || item.number}`}>
      <div className={classes.head}>
        <h2>{who || "A number that nobody on record has"}</h2>
        <Chip icon={IconClock} tone={late ? "stop" : "wait"}>
          {dueBy(words.due, item.dueAt, now)}
        </Chip>
      </div>
      <p className={classes.meta}>
        {item.number}, {relative(item.receivedAt, now)}
      </p>
      <p>{words.what}</p>
      {read.data === undefined ? (
        <form
          className={classes.ask}
          onSubmit={(event) => {
            event.preventDefault();
            look();
          }}
        >
          <TextInput
            label="Why you read it"
            description="It may be medical. Your name and this reason are recorded."
            required
            maxLength={200}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <Button
            type="submit"
            leftSection={<IconMessage2 size={16} stroke={1.75} aria-hidden />}
            disabled={reason.trim().length < 3}
            loading={read.isPending}
          >
            Read the text
          </Button>
        </form>
      ) : (
        <>
          <blockquote className={classes.said}>{read.data.text}</blockquote>
          <p className={classes.meta}>
            A side effect or a complaint in it goes to drug safety today, whatever you choose here.
          </p>
          <div className={classes.buttons}>
            {words.choices.map(({ outcome, label }) => (
              <Button
                key={outcome}
                loading={decide.isPending && decide.variables?.body.outcome === outcome}
                disabled={decide.isPending}
                onClick={() => decide.mutate({ params: { inboundId }, body: { outcome, rev: item.rev } })}
              >
                {label}
              </Button>
            ))}
          </div>
          {mayHold && item.hcps.map((hcp) => <CaseHold key={hcp.hcpId} hcp={hcp} />)}
        </>
      )}
      {read.error !== null && <Problem error={read.error} onRetry={look} />}
      {decide.error !== null && <Problem error={decide.error} />}
    </article>
  );
}
