import { IconCircleCheck, IconCircleX, IconClock, IconLoader2 } from "@tabler/icons-react";
import type { CallOutput } from "../../../../client/client.ts";
import { Chip } from "../../ui/chip.tsx";

export type ImportSummary = CallOutput<"listImports">["items"][number];

const number = new Intl.NumberFormat("en-IE");
/** `1 row`, `1,234 rows`. */
export function counted(count: number, one: string, many: string): string {
  return `${number.format(count)} ${count === 1 ? one : many}`;
}

/** What became of an import, in one sentence. */
export function outcome({ state, counts, total, failure }: ImportSummary): string {
  const { kept, updated, refused, rows, consents } = counts;
  const added = kept - updated;
  switch (state) {
    case "awaiting_upload":
      return "It is on its way. Where nothing has come after a minute, choose it again.";
    case "uploaded":
      return "The file has arrived and is being read.";
    case "running":
      return total === undefined
        ? `${counted(rows, "row", "rows")} read.`
        : `${number.format(rows)} of ${counted(total, "row", "rows")} read.`;
    case "failed":
      return failure ?? "The file could not be taken.";
    case "done": {
      const brought = [
        ...(added > 0 || updated === 0 ? [`${counted(added, "person", "people")} added`] : []),
        ...(updated > 0 ? [`${number.format(updated)} brought up to date`] : []),
        ...(consents > 0 ? [`${counted(consents, "consent", "consents")} with evidence`] : []),
        ...(refused > 0 ? [`${counted(refused, "row", "rows")} not`] : []),
      ];
      return `${brought.join(", ")}.`;
    }
  }
}

/** State of an import: icon, word, colour. */
export function ImportChip({ job }: { readonly job: ImportSummary }) {
  switch (job.state) {
    case "done":
      return job.counts.refused > 0 ? (
        <Chip icon={IconCircleCheck} tone="wait">
          Done, some rows not
        </Chip>
      ) : (
        <Chip icon={IconCircleCheck} tone="ok">
          Done
        </Chip>
      );
    case "failed":
      return (
        <Chip icon={IconCircleX} tone="stop">
          Not taken
        </Chip>
      );
    case "awaiting_upload":
      return <Chip icon={IconClock}>Waiting for its file</Chip>;
    default:
      return (
        <Chip icon={IconLoader2} tone="hold">
          Being read
        </Chip>
      );
  }
}
