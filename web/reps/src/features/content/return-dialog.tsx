import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import classes from "./withdraw-dialog.module.css";

/** A no goes back to the author with its reason; the version is a draft again. */
export function ReturnDialog(props: {
  readonly version: CallOutput<"readVersion">;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { version, open, onClose, onDone } = props;
  const [reason, setReason] = useState("");
  const toast = useToast();
  const send = useAct("returnVersion", {
    invalidates: ["readVersion", "listContent"],
    onDone: () => {
      toast({ text: `Sent back to ${version.author.name}.` });
      onDone();
    },
  });
  const press = () =>
    send.mutate({ params: { versionId: version.versionId }, body: { reason: reason.trim() } });
  return (
    <Dialog open={open} onClose={onClose} title={`Send “${version.title}” back`}>
      <form
        className={classes.body}
        onSubmit={(event) => {
          event.preventDefault();
          press();
        }}
      >
        <Textarea
          label={`Reason, for ${version.author.name}`}
          description="What has to change before it can be approved"
          required
          autosize
          minRows={3}
          maxLength={1000}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
          data-autofocus
        />
        {send.error !== null && <Problem error={send.error} onRetry={press} />}
        <div className={classes.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="filled" disabled={reason.trim().length < 3} loading={send.isPending}>
            Send back
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
