import * as z from "zod";
import { HcpId } from "../../shared/model/ids.ts";
import { batchGet } from "../runtime/batch-get.ts";
import type { Tables } from "../runtime/tables.ts";
import { hcpVisitsKey } from "./fold.ts";

export { readLinkClicks as linkClicksOf } from "./link-clicks-store.ts";
export { playedBy } from "./played-by.ts";

const VisitsItem = z.object({ pk: z.string(), lastAt: z.string() });
/** BatchGet takes 100 keys. */
const A_REQUEST = 100;

/**
 * When each of these HCPs was last there, for lists; who never was is missing. One BatchGet for each hundred. Ask only
 * about people who share their viewing (INV-4).
 */
export async function lastVisitsOf(
  deps: { readonly tables: Tables; readonly insightsTable: string },
  hcpIds: readonly HcpId[],
): Promise<ReadonlyMap<HcpId, string>> {
  const groups = Array.from({ length: Math.ceil(hcpIds.length / A_REQUEST) }, (_, index) =>
    hcpIds.slice(index * A_REQUEST, (index + 1) * A_REQUEST),
  );
  const found = await Promise.all(
    groups.map((group) => batchGet(deps.tables, deps.insightsTable, group.map(hcpVisitsKey))),
  );
  return new Map(
    found.flat().map((item) => {
      const { pk, lastAt } = VisitsItem.parse(item);
      return [HcpId.parse(pk.slice("HCP#".length)), lastAt] as const;
    }),
  );
}
