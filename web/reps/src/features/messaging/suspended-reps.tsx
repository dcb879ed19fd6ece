import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct, useCall } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { Problem } from "../../ui/problem.tsx";
import { day } from "../../ui/time.ts";
import { useToast } from "../../ui/toasts.tsx";
import classes from "./notes.module.css";

type Suspended = CallOutput<"listSuspended">["items"][number];

/** Reps who may not type after a critical finding, and the way back. Nothing is shown where there is nobody. */
export function SuspendedReps() {
  const { data } = useCall("listSuspended", {}, { every: 60_000 });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-labelledby="suspended">
      <h2 id="suspended" className={classes.title}>
        May not type
      </h2>
      <ul className={classes.list}>
        {data.items.map((one) => (
          <li key={one.userId}>
            <SuspendedRep rep={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function SuspendedRep({ rep }: { readonly rep: Suspended }) {
  const now = useNow();
  const toast = useToast();
  const [reason, setReason] = useState("");
  const restore = useAct("restoreTyping", {
    invalidates: ["listSuspended"],
    onDone: () => toast({ text: `${rep.name} may type again.` }),
  });
  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault();
        restore.mutate({ params: { userId: rep.userId }, body: { reason: reason.trim() } });
      }}
    >
      <p>
        <b>{rep.name}</b>, since {day(rep.at, { now })}
      </p>
      <TextInput
        label="Why the right comes back"
        required
        maxLength={300}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {restore.error !== null && <Problem error={restore.error} />}
      <div className={classes.buttons}>
        <Button type="submit" disabled={reason.trim().length < 3} loading={restore.isPending}>
          Give it back
        </Button>
      </div>
    </form>
  );
}
