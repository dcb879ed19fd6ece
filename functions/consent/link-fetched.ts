import type { LinkPage } from "../../shared/contracts/engagement.ts";
import type { HcpId, MessageId } from "../../shared/model/ids.ts";
import { findHcp } from "../directory/facts.ts";
import { linkFetchedPut } from "../engagement/conditions.ts";
import type { RequestContext } from "../runtime/http.ts";
import type { Tables } from "../runtime/tables.ts";
import { putIf } from "../runtime/transaction.ts";

/**
 * Keeps that a page behind a message's link was asked for: a scanner is known by opening all of them at once
 * (domain-rules 3.5). Whoever comes to leave is shown the way out also where this cannot be written.
 */
export async function noteLinkFetched(
  deps: { readonly tables: Tables; readonly engagementTable: string; readonly peopleTable: string },
  link: { readonly hcpId: HcpId; readonly messageId: MessageId },
  page: LinkPage,
  context: RequestContext,
): Promise<void> {
  try {
    const hcp = await findHcp(deps, link.hcpId);
    if (hcp === undefined) return;
    const fetched = { messageId: link.messageId, territory: hcp.territory, page };
    await putIf(deps.tables, linkFetchedPut(deps.engagementTable, fetched, context));
  } catch {
    // one piece of evidence less
  }
}
