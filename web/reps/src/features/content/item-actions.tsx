import { Button } from "@mantine/core";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { useHasRole } from "../../app/session.tsx";
import { wordsOf } from "../../ui/error-words.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { useToast } from "../../ui/toasts.tsx";

type Read = CallOutput<"readVersion">;

/** What one may do with a version, by role and state; one main action, and the reason beside it when it has to wait. */
export function ItemActions(props: {
  readonly version: Read;
  /** State of its video; undefined while it is not known. */
  readonly film: CallOutput<"readAsset">["state"] | undefined;
  /** Whether the form of its words is open: then that has the main action. */
  readonly editing: boolean;
  readonly onEdit: () => void;
  readonly onWithdraw: () => void;
}) {
  const { version, film, editing, onEdit, onWithdraw } = props;
  const { versionId, state } = version;
  const writes = useHasRole("marketer");
  const reviews = useHasRole("reviewer");
  const visits = useHasRole("rep");
  const toast = useToast();
  const submit = useAct("submitVersion", {
    invalidates: ["readVersion", "listContent"],
    onDone: () => toast({ text: "Submitted. A reviewer reads it next." }),
  });
  return (
    <>
      {submit.error !== null && <span role="alert">{wordsOf(submit.error).detail}</span>}
      {writes && (state === "draft" || state === "in_review") && !editing && (
        <Button onClick={onEdit}>Edit</Button>
      )}
      {writes && state === "draft" && !editing && (
        <Button
          variant="filled"
          disabled={film !== "ready"}
          loading={submit.isPending}
          onClick={() => submit.mutate({ params: { versionId } })}
        >
          Submit for review
        </Button>
      )}
      {reviews && state === "in_review" && (
        <LinkButton variant="filled" to="/review/$versionId" params={{ versionId }}>
          Review it
        </LinkButton>
      )}
      {reviews && state === "approved" && <Button onClick={onWithdraw}>Withdraw</Button>}
      {writes && state !== "draft" && state !== "in_review" && (
        <LinkButton variant="filled" to="/upload" search={{ from: versionId }}>
          Upload a new version
        </LinkButton>
      )}
      {visits && state === "approved" && (
        <LinkButton variant="filled" to="/hcps">
          Choose an HCP
        </LinkButton>
      )}
    </>
  );
}
