import { DeleteCommand } from "@aws-sdk/lib-dynamodb";
import type { HcpId } from "../../shared/model/ids.ts";
import { consentHead, viewingRules } from "../consent/facts.ts";
import type { Tables } from "../runtime/tables.ts";
import { hcpVisitVersionKey } from "./fold.ts";
import { newestVisits } from "./visit-store.ts";

export interface ForgetViewingDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly insightsTable: string;
}

/** Items of visits that one Query brings. */
const READ = 200;

/**
 * Deletes what an HCP had deleted, or lets count only in totals: what is counted of their visits to such a piece, up to
 * the wish. Nobody was shown it from the press on; totals have no person and stay. Repeating it is harmless.
 */
export function makeForgetViewing(deps: ForgetViewingDeps) {
  return async ({ hcpId }: { readonly hcpId: HcpId }): Promise<void> => {
    const { events } = await consentHead(deps, hcpId);
    const rules = viewingRules(events);
    if (!rules.forgets) return;
    let before: string | undefined;
    do {
      const { visits, more } = await newestVisits(deps, hcpId, { limit: READ, before });
      for (const { visitId, versions } of visits)
        for (const { versionId, counted } of versions)
          if (!rules.counts(versionId, counted.lastAt))
            await forget(hcpVisitVersionKey(hcpId, visitId, versionId), counted.lastAt);
      before = more ? visits.at(-1)?.visitId : undefined;
    } while (before !== undefined);
  };

  /** What was counted meanwhile is not what was deleted. */
  async function forget(key: { readonly pk: string; readonly sk: string }, lastAt: string): Promise<void> {
    try {
      await deps.tables.send(
        new DeleteCommand({
          TableName: deps.insightsTable,
          Key: key,
          ConditionExpression: "attribute_not_exists(pk) OR lastAt = :seen",
          ExpressionAttributeValues: { ":seen": lastAt },
        }),
      );
    } catch (error) {
      if (!(error instanceof Error && error.name === "ConditionalCheckFailedException")) throw error;
    }
  }
}
