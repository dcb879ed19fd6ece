import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { CallInput, CallOutput } from "../../../../client/client.ts";
import { useClient } from "../../app/api.tsx";
import type { Hcp } from "../../app/hcp.tsx";
import { guarded, pressGuard } from "../../app/press-guard.ts";

type Body = NonNullable<CallInput<"recordConsent">["body"]>;
/** A declaration that is on record, with its receipt. */
export interface Recorded {
  readonly body: Body;
  readonly receipt: CallOutput<"recordConsent">;
}

/** Screens that show permissions, or rest on them. */
const AFTER = ["readConsent", "readTimeline", "listHcpRows", "dryRun", "readHcpInsights"];

/**
 * Records several declarations one after the other. Each stands for itself: after a failure those before it are on record,
 * and `done` in the error's place says which.
 */
export function useRecords(hcp: Hcp) {
  const client = useClient();
  const queries = useQueryClient();
  const [guard] = useState(pressGuard);
  const records = useMutation<readonly Recorded[], PartlyRecorded, readonly Body[]>({
    mutationFn: async (bodies) => {
      const done: Recorded[] = [];
      for (const body of bodies) {
        try {
          done.push({
            body,
            receipt: await client.call("recordConsent", { params: { hcpId: hcp.hcpId }, body }),
          });
        } catch (error) {
          throw new PartlyRecorded(done, error);
        }
      }
      return done;
    },
    onSettled: async () => {
      guard.leave();
      await Promise.all(AFTER.map((name) => queries.invalidateQueries({ queryKey: [name] })));
    },
  });
  return { ...records, mutate: guarded(guard, records.mutate) };
}

/** Something was not recorded; what came before it was. */
export class PartlyRecorded extends Error {
  constructor(
    readonly done: readonly Recorded[],
    override readonly cause: unknown,
  ) {
    super("not everything was recorded");
    this.name = "PartlyRecorded";
  }
}
