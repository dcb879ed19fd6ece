import { Button } from "@mantine/core";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useClient } from "../../app/api.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Problem } from "../../ui/problem.tsx";
import classes from "./import-screen.module.css";
import { counted } from "./import-words.tsx";

type Job = CallOutput<"readImport">;
type Refused = Job["refused"][number];

/** Why rows did not come in, or their consent did not: row, column, reason; never the value. The next hundred when they are asked for. */
export function RefusedRows({ job }: { readonly job: Job }) {
  const client = useClient();
  const [further, setFurther] = useState<readonly Refused[]>([]);
  const [next, setNext] = useState<string | null>();
  const [error, setError] = useState<unknown>();
  const cursor = next === undefined ? job.cursor : (next ?? undefined);
  const more = async () => {
    if (cursor === undefined) return;
    setError(undefined);
    try {
      const { importId } = job;
      const page = await client.call("readImport", { params: { importId }, query: { limit: 100, cursor } });
      setFurther([...further, ...page.refused]);
      setNext(page.cursor ?? null);
    } catch (failure) {
      setError(failure);
    }
  };
  const rows = [...job.refused, ...further].flatMap(({ row, externalId, problems, kept }) =>
    problems.map((problem) => ({
      row,
      externalId,
      fate: kept === true ? "In, not asked" : "Not in",
      ...problem,
    })),
  );
  const all = job.counts.refused + job.counts.withoutEvidence;
  const shown = job.refused.length + further.length;
  return (
    <>
      <DataTable
        caption={`What is wrong in ${shown === all ? "" : `${shown} of `}${counted(all, "row", "rows")} of the file`}
        keyOf={({ row, column }) => `${row} ${column}`}
        rows={rows}
        dense
        columns={[
          { id: "row", label: "Row", value: ({ row }) => row, show: ({ row }) => `Row ${row}` },
          { id: "fate", label: "Outcome", value: ({ fate }) => fate },
          { id: "externalId", label: "External id", value: ({ externalId }) => externalId },
          { id: "column", label: "Column", value: ({ column }) => column },
          { id: "reason", label: "Reason", value: ({ reason }) => reason },
        ]}
      />
      {error !== undefined && <Problem error={error} onRetry={() => void more()} />}
      {cursor !== undefined && (
        <Button className={classes.more} onClick={() => void more()}>
          Show the next {counted(Math.min(100, all - shown), "row", "rows")}
        </Button>
      )}
    </>
  );
}
