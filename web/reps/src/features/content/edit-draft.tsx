import { Button } from "@mantine/core";
import { useState } from "react";
import { kindOfVersion } from "../../../../../shared/model/reading-text.ts";
import type { CallOutput } from "../../../../client/client.ts";
import { useAct } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { Panel } from "../../ui/panel.tsx";
import { Problem } from "../../ui/problem.tsx";
import { daysOfUse, problemsIn, type VersionFields, withGuess, wordsIn } from "../../ui/version-fields.ts";
import { focusFirstProblem, VersionForm } from "../../ui/version-form.tsx";
import classes from "./item-screen.module.css";

type Read = CallOutput<"readVersion">;

function fieldsOf(version: Read): VersionFields {
  const { title, product, countries, language, channels, safetyText, readingText = "", expiresAt } = version;
  return {
    title,
    product,
    countries,
    language,
    channels,
    safetyText,
    readingText,
    lastDay: expiresAt?.slice(0, 10) ?? "",
  };
}

/** The words of a version before its approval. Somebody else's change in between is a conflict, never overwritten. */
export function EditDraft({ version, onClose }: { readonly version: Read; readonly onClose: () => void }) {
  const now = useNow();
  const [fields, setFields] = useState(() => fieldsOf(version));
  // the revision that is read while one writes: a later one is somebody else's
  const [rev] = useState(version.rev);
  const [tried, setTried] = useState(false);
  const edit = useAct("editVersion", { invalidates: ["readVersion", "listContent"], onDone: onClose });
  const kind = kindOfVersion(version);
  const problems = problemsIn(fields, kind, now);
  const save = () => {
    setTried(true);
    if (Object.keys(problems).length > 0) return focusFirstProblem();
    edit.mutate({
      params: { versionId: version.versionId },
      body: { rev, ...wordsIn(fields, kind) },
    });
  };
  return (
    <Panel title="Edit">
      {version.state === "in_review" && (
        <p className={classes.meta}>
          It is in review. A change makes it a draft again, and it has to be submitted anew.
        </p>
      )}
      <VersionForm
        kind={kind}
        value={fields}
        onChange={(after) => setFields(withGuess(fields, after))}
        problems={tried ? problems : {}}
        productFixed
        days={daysOfUse(now)}
      />
      {edit.error !== null && <Problem error={edit.error} onRetry={save} />}
      <div className={classes.buttons}>
        <Button onClick={onClose}>Cancel</Button>
        <Button variant="filled" loading={edit.isPending} onClick={save}>
          Save changes
        </Button>
      </div>
    </Panel>
  );
}
