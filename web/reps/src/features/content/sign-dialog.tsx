import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { useSession } from "../../app/session.tsx";
import { CopyHash } from "../../ui/copy-hash.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { listed } from "../../ui/places.ts";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import { changesOf } from "./version-changes.ts";
import classes from "./withdraw-dialog.module.css";

type Read = CallOutput<"readVersion">;

/** A signature is for exact bytes and has a meaning in the reviewer's own words. */
export function SignDialog(props: {
  readonly version: Read;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { version, open, onClose } = props;
  const [meaning, setMeaning] = useState(
    `I approve this material as medically accurate for ${listed(version.countries)}`,
  );
  return (
    <Dialog open={open} onClose={onClose} title={`Sign “${version.title}”`}>
      <SignForm {...props} meaning={meaning} onMeaning={setMeaning} />
    </Dialog>
  );
}

function SignForm(props: {
  readonly version: Read;
  readonly meaning: string;
  readonly onMeaning: (meaning: string) => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { version, meaning, onMeaning, onClose, onDone } = props;
  const { versionId, bytesSha256 = "" } = version;
  const me = useSession();
  const toast = useToast();
  // what was looked at before this was opened: nothing else may be signed here
  const [seen] = useState(version);
  const changed = seen.bytesSha256 !== bytesSha256;
  const changes = changesOf(seen, version);
  const approve = useAct("approveVersion", {
    invalidates: ["readVersion", "listContent"],
    onDone: (after) => {
      toast({ text: `Signed. It can be used as v${after.major ?? 1}.0 from now on.` });
      onDone();
    },
  });
  const sign = () =>
    approve.mutate({ params: { versionId }, body: { sha256: bytesSha256, meaning: meaning.trim() } });
  return (
    <form
      className={classes.body}
      onSubmit={(event) => {
        event.preventDefault();
        sign();
      }}
    >
      <Textarea
        label="What your signature means"
        required
        autosize
        minRows={2}
        maxLength={300}
        value={meaning}
        onChange={({ currentTarget }) => onMeaning(currentTarget.value)}
        data-autofocus
      />
      <div className={classes.reach}>
        <p>
          Signed as <b>{me.name}</b>, reviewer, for exactly these bytes:
        </p>
        <CopyHash sha256={bytesSha256} />
      </div>
      {approve.error !== null && <Problem error={approve.error} />}
      {changed && (
        <p role="alert">
          <b>It changed while this was open</b>
          {changes.length > 0 && `: ${changes.join(", ")}`}. Close this, look at it as it is now, and sign
          then.
        </p>
      )}
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          variant="filled"
          disabled={changed || meaning.trim().length < 3}
          loading={approve.isPending}
        >
          Sign and approve
        </Button>
      </div>
    </form>
  );
}
