import { Link } from "@tanstack/react-router";
import { useCall } from "../../app/api.tsx";
import { Await } from "../../ui/await.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { PageHead } from "../../ui/page-head.tsx";
import { Rows } from "../../ui/skeletons.tsx";
import { dateTime } from "../../ui/time.ts";
import { ImportDrop } from "./import-drop.tsx";
import { ImportChip, type ImportSummary, outcome } from "./import-words.tsx";

/** HCPs come in by file; every file keeps its report. */
export function Screen() {
  const imports = useCall("listImports", { query: { limit: 100 } }, { every: 5000 });
  return (
    <>
      <PageHead title="Imports" aside="HCPs from a CSV file" />
      <ImportDrop />
      <Await
        of={imports}
        skeleton={<Rows count={4} />}
        empty={{
          when: ({ items }) => items.length === 0,
          show: <EmptyLine>Nothing was imported yet. The first file’s report appears here.</EmptyLine>,
        }}
      >
        {({ items }) => (
          <DataTable<ImportSummary>
            caption="Imports, newest first"
            keyOf={({ importId }) => importId}
            rows={items}
            columns={[
              {
                id: "file",
                label: "File",
                value: (job) => job.fileName ?? job.importId,
                show: (job) => (
                  <Link to="/imports/$importId" params={{ importId: job.importId }}>
                    {job.fileName ?? "Without a name"}
                  </Link>
                ),
              },
              {
                id: "at",
                label: "Started",
                value: (job) => job.requestedAt,
                show: (job) => dateTime(job.requestedAt),
              },
              {
                id: "state",
                label: "State",
                value: (job) => job.state,
                show: (job) => <ImportChip job={job} />,
              },
              { id: "outcome", label: "Outcome", value: outcome, sortable: false },
            ]}
          />
        )}
      </Await>
    </>
  );
}
