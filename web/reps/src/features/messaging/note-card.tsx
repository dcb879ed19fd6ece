import { Button, NativeSelect, Textarea } from "@mantine/core";
import { IconClock } from "@tabler/icons-react";
import { useState } from "react";
import type { CallInput, CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { Chip } from "../../ui/chip.tsx";
import { Problem } from "../../ui/problem.tsx";
import { dueBy } from "../../ui/time.ts";
import { useToast } from "../../ui/toasts.tsx";
import classes from "./notes.module.css";

type Item = CallOutput<"listNotes">["items"][number];
type Outcome = CallInput<"answerNote">["body"]["outcome"];
type Severity = NonNullable<CallInput<"answerNote">["body"]["severity"]>;

const DONE: Readonly<Record<Outcome, string>> = {
  release: "Released. The gate is asked once more as it leaves.",
  reject: "Rejected. The rep reads why.",
  pass: "Noted: nothing to find.",
  finding: "The finding is noted.",
};
const SEVERITIES = [
  { value: "minor", label: "Minor" },
  { value: "major", label: "Major" },
  { value: "critical", label: "Critical: ends the rep’s right to type" },
] as const;

/** One message: what was typed, how the whole reads, and the two answers to it. */
export function NoteCard({ item }: { readonly item: Item }) {
  const { messageId, rev, note, typed, subject, body, senderName, hcpName, templateName } = item;
  const now = useNow();
  const toast = useToast();
  const [no, setNo] = useState(false);
  const [reason, setReason] = useState("");
  const [severity, setSeverity] = useState<Severity>("minor");
  const answer = useAct("answerNote", {
    invalidates: ["listNotes", "listSuspended"],
    onDone: (_note, { body: { outcome } }) => toast({ text: DONE[outcome] }),
  });
  const held = note.kind === "hold";
  const params = { messageId };
  const say = (outcome: Outcome) =>
    answer.mutate({
      params,
      body: {
        ...{ outcome, rev },
        ...(outcome === "reject" || outcome === "finding" ? { reason: reason.trim() } : {}),
        ...(outcome === "finding" ? { severity } : {}),
      },
    });
  return (
    <article className={classes.card} aria-label={`${senderName} to ${hcpName ?? "somebody"}`}>
      <div className={classes.head}>
        <h2>
          {senderName} to {hcpName ?? "somebody who is no longer on record"}
        </h2>
        <Chip icon={IconClock} tone={Date.parse(note.dueAt) <= now ? "stop" : held ? "hold" : "neutral"}>
          {dueBy(held ? "Waits, answer by" : "Has left, look by", note.dueAt, now)}
        </Chip>
      </div>
      {templateName !== undefined && <p className={classes.meta}>{templateName}</p>}
      {typed.map(({ label, text }) => (
        <div key={label}>
          <p className={classes.meta}>{label}</p>
          <blockquote className={classes.said}>{text}</blockquote>
        </div>
      ))}
      <details>
        <summary>The whole message</summary>
        {subject !== undefined && <p>{subject}</p>}
        <p className={classes.whole}>{body}</p>
      </details>
      {no ? (
        <form
          className={classes.ask}
          onSubmit={(event) => {
            event.preventDefault();
            say(held ? "reject" : "finding");
          }}
        >
          <Textarea
            label={held ? "Why it does not leave" : "What is wrong with it"}
            description={held ? "The rep reads it" : undefined}
            required
            autosize
            maxLength={300}
            value={reason}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
            data-autofocus
          />
          {!held && (
            <NativeSelect
              label="How grave"
              data={SEVERITIES}
              value={severity}
              onChange={({ currentTarget }) => {
                const chosen = SEVERITIES.find(({ value }) => value === currentTarget.value);
                if (chosen !== undefined) setSeverity(chosen.value);
              }}
            />
          )}
          <div className={classes.buttons}>
            <Button onClick={() => setNo(false)}>Cancel</Button>
            <Button type="submit" disabled={reason.trim().length < 3} loading={answer.isPending}>
              {held ? "Reject" : "Note the finding"}
            </Button>
          </div>
        </form>
      ) : (
        <div className={classes.buttons}>
          <Button onClick={() => setNo(true)}>{held ? "Reject …" : "Finding …"}</Button>
          <Button variant="filled" loading={answer.isPending} onClick={() => say(held ? "release" : "pass")}>
            {held ? "Release" : "Pass"}
          </Button>
        </div>
      )}
      {answer.error !== null && <Problem error={answer.error} />}
    </article>
  );
}
