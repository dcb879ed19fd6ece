import { AwsError } from "../../runtime-ports.ts";

interface Failure {
  readonly Id: string;
  readonly SenderFault: boolean;
  readonly Code: string;
  readonly Message: string;
}

/**
 * Runs a batch request entry by entry, at the same time. The request fails as a whole for what SQS refuses as a
 * whole (no entry, more than 10, bad or repeated ids); otherwise each entry succeeds or fails alone.
 */
export async function runBatch<Entry extends { readonly Id: string }>(
  entries: readonly Entry[],
  run: (entry: Entry) => Promise<object>,
): Promise<{ readonly Successful: readonly object[]; readonly Failed: readonly Failure[] }> {
  assertEntries(entries);
  const successful: object[] = [];
  const failed: Failure[] = [];
  await Promise.all(
    entries.map(async (entry) => {
      try {
        successful.push({ Id: entry.Id, ...(await run(entry)) });
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        failed.push({
          Id: entry.Id,
          SenderFault: error.status < 500,
          Code: error.code,
          Message: error.message,
        });
      }
    }),
  );
  return { Successful: successful, Failed: failed };
}

function assertEntries(entries: readonly { readonly Id: string }[]): void {
  if (entries.length === 0) {
    throw new AwsError(400, "EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (entries.length > 10) {
    throw new AwsError(
      400,
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${entries.length}.`,
    );
  }
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) {
    throw new AwsError(
      400,
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  }
  const repeated = entries.find(({ Id }, index) => entries.findIndex((entry) => entry.Id === Id) !== index);
  if (repeated) throw new AwsError(400, "BatchEntryIdsNotDistinct", `Id ${repeated.Id} repeated.`);
}
