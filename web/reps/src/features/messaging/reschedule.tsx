import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import { clock, dateTime } from "../../ui/time.ts";
import { useToast } from "../../ui/toasts.tsx";
import classes from "./message-row.module.css";
import type { ListedMessage } from "./message-row.tsx";
import { instantOf, wallTimeOf } from "./wall-time.ts";

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Gives a waiting message another time, on the HCP's clock. */
export function Reschedule({
  message,
  zone = HERE,
}: {
  readonly message: ListedMessage;
  readonly zone?: string | undefined;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="compact-md" onClick={() => setOpen(true)}>
        Change time
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title="Change time">
        <TimeForm message={message} zone={zone} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function TimeForm(props: {
  readonly message: ListedMessage;
  readonly zone: string;
  readonly onDone: () => void;
}) {
  const { message, zone, onDone } = props;
  const now = useNow(10_000);
  const toast = useToast();
  const [typed, setTyped] = useState(() =>
    wallTimeOf(Math.max(now, Date.parse(message.dueAt ?? message.createdAt)), zone),
  );
  const move = useAct("rescheduleMessage", {
    invalidates: ["listOwnMessages", "listMessages"],
    onDone: ({ dueAt }) => {
      const moved = dueAt !== undefined && instant !== undefined && Date.parse(dueAt) > instant;
      toast({
        text:
          dueAt === undefined
            ? "It leaves now."
            : `It leaves ${dateTime(dueAt, zone)} at the earliest${moved ? ", in the hours of its test" : ""}.`,
      });
      onDone();
    },
  });
  const instant = instantOf(typed, zone);
  const notYet = instant !== undefined && instant > now;
  const { messageId, rev } = message;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (instant !== undefined && notYet)
          move.mutate({ params: { messageId }, body: { notBefore: new Date(instant).toISOString(), rev } });
      }}
    >
      <div className={classes.fields}>
        <TextInput
          type="date"
          label="Day"
          value={typed.day}
          onChange={({ currentTarget }) => setTyped({ ...typed, day: currentTarget.value })}
        />
        <TextInput
          type="time"
          label="Time there"
          value={typed.time}
          onChange={({ currentTarget }) => setTyped({ ...typed, time: currentTarget.value })}
        />
      </div>
      {move.error !== null && <Problem error={move.error} />}
      <Button type="submit" variant="filled" disabled={!notYet} loading={move.isPending}>
        {notYet ? `Move to ${dateTime(instant, zone)}` : "Move"}
      </Button>
      {!notYet && (
        <p className={classes.hint} role="status">
          Choose a time that is still to come; it is {clock(now, zone)} there.
        </p>
      )}
    </form>
  );
}
