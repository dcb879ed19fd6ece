import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { useAct } from "../../app/api.tsx";
import { useSession } from "../../app/session.tsx";
import { CopyHash } from "../../ui/copy-hash.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import type { Template } from "./template-words.tsx";
import classes from "./templates.module.css";

type Act = "sign" | "return" | "withdraw";

const TITLES = { sign: "Sign", return: "Send back", withdraw: "Withdraw" } as const;
const CHANGES = ["readTemplate", "listTemplates"] as const;
const REASONS = [
  { value: "safety_update", label: "Safety update" },
  { value: "label_change", label: "Label change" },
  { value: "regulator", label: "Request of a regulator" },
  { value: "data_error", label: "Error in the data" },
  { value: "licence", label: "Licence of a picture or text" },
  { value: "business", label: "Business decision" },
] as const;
type Reason = (typeof REASONS)[number]["value"];

/** A reviewer's answer to a template: a signature for exact words, a no with its reason, or the end of every use. */
export function ReviewDialog(props: {
  readonly act: Act | undefined;
  readonly template: Template;
  readonly onClose: () => void;
}) {
  const { act, template, onClose } = props;
  return (
    <Dialog open={act !== undefined} onClose={onClose} title={`${TITLES[act ?? "sign"]} “${template.name}”`}>
      {act === "sign" && <SignForm {...props} />}
      {act === "return" && <ReturnForm {...props} />}
      {act === "withdraw" && <WithdrawForm {...props} />}
    </Dialog>
  );
}

interface FormProps {
  readonly template: Template;
  readonly onClose: () => void;
}

function SignForm({ template, onClose }: FormProps) {
  const me = useSession();
  const toast = useToast();
  // what was looked at before this was opened: nothing else may be signed here
  const [seen] = useState(template);
  const [meaning, setMeaning] = useState(`I approve these words for ${template.countries.join(", ")}`);
  const changed = seen.bytesSha256 !== template.bytesSha256;
  const approve = useAct("approveTemplate", {
    invalidates: CHANGES,
    onDone: ({ major = 1 }) => {
      toast({ text: `Signed. Messages can leave with v${major}.0 from now on.` });
      onClose();
    },
  });
  const params = { templateVersionId: template.versionId };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        approve.mutate({ params, body: { sha256: seen.bytesSha256 ?? "", meaning: meaning.trim() } });
      }}
    >
      <Textarea
        label="What your signature means"
        required
        autosize
        maxLength={300}
        value={meaning}
        onChange={({ currentTarget }) => setMeaning(currentTarget.value)}
        data-autofocus
      />
      <p>
        Signed as <b>{me.name}</b>, reviewer, for exactly these words:
      </p>
      {seen.bytesSha256 !== undefined && <CopyHash sha256={seen.bytesSha256} />}
      {changed && <p role="alert">It changed while this was open. Close this and look at it as it is now.</p>}
      {approve.error !== null && <Problem error={approve.error} />}
      <Buttons
        label="Sign and approve"
        disabled={changed || meaning.trim().length < 3}
        busy={approve.isPending}
        onClose={onClose}
      />
    </form>
  );
}

function ReturnForm({ template, onClose }: FormProps) {
  const toast = useToast();
  const [reason, setReason] = useState("");
  const back = useAct("returnTemplate", {
    invalidates: CHANGES,
    onDone: () => {
      toast({ text: `“${template.name}” is back with ${template.author.name}.` });
      onClose();
    },
  });
  const params = { templateVersionId: template.versionId };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        back.mutate({ params, body: { reason: reason.trim() } });
      }}
    >
      <Textarea
        label="What has to change"
        required
        autosize
        minRows={3}
        maxLength={1000}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
        data-autofocus
      />
      {back.error !== null && <Problem error={back.error} />}
      <Buttons
        label="Send back"
        disabled={reason.trim().length < 3}
        busy={back.isPending}
        onClose={onClose}
      />
    </form>
  );
}

function WithdrawForm({ template, onClose }: FormProps) {
  const toast = useToast();
  const [reason, setReason] = useState<Reason>("label_change");
  const withdraw = useAct("withdrawTemplate", {
    invalidates: CHANGES,
    onDone: () => {
      toast({ text: "Withdrawn. What waits with these words does not leave." });
      onClose();
    },
  });
  const params = { templateVersionId: template.versionId };
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        withdraw.mutate({ params, body: { reason } });
      }}
    >
      <NativeSelect
        label="Why"
        data={REASONS}
        value={reason}
        onChange={({ currentTarget }) => {
          const chosen = REASONS.find(({ value }) => value === currentTarget.value);
          if (chosen !== undefined) setReason(chosen.value);
        }}
        data-autofocus
      />
      <p>Nobody can use it again, and nothing that waits leaves with it. A new version needs a new review.</p>
      {withdraw.error !== null && <Problem error={withdraw.error} />}
      <Buttons label="Withdraw for good" disabled={false} busy={withdraw.isPending} onClose={onClose} />
    </form>
  );
}

function Buttons(props: {
  readonly label: string;
  readonly disabled: boolean;
  readonly busy: boolean;
  readonly onClose: () => void;
}) {
  const { label, disabled, busy, onClose } = props;
  return (
    <div className={classes.buttons}>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" variant="filled" disabled={disabled} loading={busy}>
        {label}
      </Button>
    </div>
  );
}
