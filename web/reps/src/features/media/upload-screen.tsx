import { Button } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { kindOfVersion } from "../../../../../shared/model/reading-text.ts";
import { useAct, useCall, useClient } from "../../app/api.tsx";
import { useNow } from "../../app/now.ts";
import { PageHead, REASON } from "../../ui/page-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useToast } from "../../ui/toasts.tsx";
import {
  daysOfUse,
  EMPTY_FIELDS,
  problemsIn,
  type VersionFields,
  withGuess,
  wordsIn,
} from "../../ui/version-fields.ts";
import { focusFirstProblem, VersionForm } from "../../ui/version-form.tsx";
import { kindOfFile } from "./upload.ts";
import { UploadPanel } from "./upload-panel.tsx";
import classes from "./upload-screen.module.css";
import { clearUpload, findLeftUpload, useUpload } from "./upload-store.ts";

/** From a file to a draft: the file goes its way at the left while its words are written at the right. */
export function Screen() {
  const search = useSearch({ strict: false }) as { readonly from?: string };
  const client = useClient();
  const upload = useUpload();
  const navigate = useNavigate();
  const toast = useToast();
  const now = useNow();
  const { from } = search;
  const before = useCall(
    "readVersion",
    { params: { versionId: from ?? "" } },
    { enabled: from !== undefined },
  );
  const [typed, setTyped] = useState<VersionFields>();
  const [tried, setTried] = useState(false);
  const create = useAct("createContent", {
    invalidates: ["listContent"],
    onDone: ({ versionId }) => {
      clearUpload();
      toast({ text: "Draft saved." });
      void navigate({ to: "/library/$versionId", params: { versionId } });
    },
  });
  useEffect(() => void findLeftUpload(client), [client]);

  const fields = typed ?? (before.data === undefined ? EMPTY_FIELDS : fieldsOf(before.data));
  const kind =
    upload.step === "none"
      ? before.data === undefined
        ? "film"
        : kindOfVersion(before.data)
      : kindOfFile(upload.name);
  const problems = problemsIn(fields, kind, now);
  const assetId =
    upload.step === "sent" || upload.step === "sending" || upload.step === "paused"
      ? upload.assetId
      : undefined;
  const missing = Object.keys(problems).length;
  const save = () => {
    setTried(true);
    if (missing > 0) focusFirstProblem();
    if (missing > 0 || assetId === undefined) return;
    const { product } = fields;
    const contentId = before.data?.contentId;
    create.mutate({
      body: {
        ...wordsIn(fields, kind),
        assetId,
        product: product.trim(),
        ...(contentId === undefined ? {} : { contentId }),
      },
    });
  };
  const why =
    upload.step !== "sent"
      ? upload.step === "none" || upload.step === "failed"
        ? "Choose a video or a PDF; the draft can be saved once it has arrived."
        : "The draft can be saved once the file has arrived."
      : tried && missing > 0
        ? `${missing === 1 ? "One field needs" : `${missing} fields need`} a look.`
        : undefined;
  return (
    <>
      <PageHead
        dock
        title={
          before.data === undefined ? "Upload a video or a PDF" : `New version of “${before.data.title}”`
        }
        documentTitle="Upload"
        reason={why}
      >
        <Button
          variant="filled"
          disabled={upload.step !== "sent"}
          loading={create.isPending}
          aria-describedby={why === undefined ? undefined : REASON}
          onClick={save}
        >
          Save draft
        </Button>
      </PageHead>
      {create.error !== null && <Problem error={create.error} onRetry={save} />}
      <div className={classes.page}>
        <UploadPanel />
        <section className={classes.words} aria-labelledby="words">
          <h2 id="words" className={classes.title}>
            {kind === "document" ? "About this document" : "About this video"}
          </h2>
          <VersionForm
            kind={kind}
            value={fields}
            onChange={(after) => setTyped(withGuess(fields, after))}
            problems={tried ? problems : {}}
            productFixed={before.data !== undefined}
            days={daysOfUse(now)}
          />
        </section>
      </div>
    </>
  );
}

function fieldsOf(
  version: Omit<VersionFields, "lastDay" | "readingText"> & { readonly readingText?: string | undefined },
): VersionFields {
  const { title, product, countries, language, channels, safetyText, readingText = "" } = version;
  return { title, product, countries, language, channels, safetyText, readingText, lastDay: "" };
}
