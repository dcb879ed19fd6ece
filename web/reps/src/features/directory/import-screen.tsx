import { Button, Progress } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall, useClient } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { csvText, downloadCsv } from "../../ui/csv.ts";
import { LinkButton } from "../../ui/link-button.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { dateTime } from "../../ui/time.ts";
import { Verdict, type VerdictKind } from "../../ui/verdict.tsx";
import classes from "./import-screen.module.css";
import { counted, outcome } from "./import-words.tsx";
import { fileOfRefused } from "./refused-file.ts";
import { RefusedRows } from "./refused-rows.tsx";
import { fileOfImport } from "./send-import.ts";

type Job = CallOutput<"readImport">;

const KINDS: Readonly<Record<Job["state"], { readonly kind: VerdictKind; readonly heading: string }>> = {
  awaiting_upload: { kind: "DELAY", heading: "Waiting for the file" },
  uploaded: { kind: "HOLD", heading: "The file has arrived" },
  running: { kind: "HOLD", heading: "Being read" },
  done: { kind: "ALLOW", heading: "Done" },
  failed: { kind: "DENY", heading: "This file was not taken. Nobody was changed." },
};

/** The report of one import, while it runs and ever after. */
export function Screen() {
  const { importId } = useParams({ strict: false }) as { readonly importId: string };
  const [settled, setSettled] = useState(false);
  const job = useCall(
    "readImport",
    { params: { importId }, query: { limit: 100 } },
    { every: settled ? 0 : 1000 },
  );
  const state = job.data?.state;
  useEffect(() => setSettled(state === "done" || state === "failed"), [state]);
  return (
    <Await of={job} skeleton={<Rows count={6} />}>
      {(read) => <Report job={read} />}
    </Await>
  );
}

function Report({ job }: { readonly job: Job }) {
  const { state, counts, total, fileName, requestedAt, refused } = job;
  const { kind, heading } = KINDS[state];
  const partly = state === "done" && counts.refused > 0;
  const download = useDownload(job);
  return (
    <>
      <PageHead
        title={fileName ?? "Import"}
        documentTitle="Import"
        aside={`Started ${dateTime(requestedAt)}`}
      >
        <LinkButton to="/imports">All imports</LinkButton>
        {partly && (
          <Button
            variant="filled"
            loading={download.busy}
            leftSection={<IconDownload size={16} stroke={1.75} aria-hidden />}
            onClick={() => void download.start()}
          >
            Download {counted(counts.refused, "refused row", "refused rows")}
          </Button>
        )}
      </PageHead>
      <div className={classes.page}>
        <Verdict
          kind={partly ? "DELAY" : kind}
          heading={partly ? "Done, some rows not" : heading}
          {...(state === "failed"
            ? { next: <LinkButton to="/imports">Choose another file</LinkButton> }
            : state === "done" && !partly
              ? { next: <LinkButton to="/hcps">See the HCPs</LinkButton> }
              : {})}
        >
          {outcome(job)}
        </Verdict>
        {state === "running" && total !== undefined && (
          <Progress size="lg" value={(counts.rows / Math.max(1, total)) * 100} aria-label="Rows read" />
        )}
        {download.error !== undefined && (
          <Problem error={download.error} onRetry={() => void download.start()} />
        )}
        {refused.length > 0 && (
          <>
            {partly && (
              <p className={classes.note}>
                The rest is in. Correct the refused rows and import that file; who is known already is brought
                up to date.
              </p>
            )}
            {counts.withoutEvidence > 0 && (
              <p className={classes.note}>
                {counted(counts.withoutEvidence, "person", "people")} came in without the consent that the row
                claims: its evidence is missing, so they count as not asked.
              </p>
            )}
            <RefusedRows job={job} />
          </>
        )}
      </div>
    </>
  );
}

/** Every refused row as a file to correct: as it was when this window sent the import, else its reasons only. */
function useDownload({ importId, fileName }: Job) {
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const start = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const refused: Job["refused"][number][] = [];
      let cursor: string | undefined;
      do {
        const query = { limit: 100, ...(cursor === undefined ? {} : { cursor }) };
        const page = await client.call("readImport", { params: { importId }, query });
        refused.push(...page.refused.filter(({ kept }) => kept !== true));
        cursor = page.cursor;
      } while (cursor !== undefined);
      const { header, rows } = fileOfRefused(refused, await fileOfImport(importId)?.text());
      downloadCsv(`${(fileName ?? "import").replace(/\.csv$/i, "")}-refused.csv`, csvText(header, rows));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, start };
}
