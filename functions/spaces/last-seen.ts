import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { HcpId, VersionId, VisitId } from "../../shared/model/ids.ts";
import { DAY, type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import { putIf } from "../runtime/transaction.ts";
import { type RecordsTable, readSpace } from "./store.ts";

/** As long as raw engagement (domain-rules Appendix D). */
const KEPT_MS = 396 * DAY;

const Look = z.object({ at: InstantText, versionIds: z.array(VersionId) });

/** What stood on the page at the last visit and at the one before, of somebody who agreed to be counted. */
export const LastSeen = z.object({ hcpId: HcpId, visitId: VisitId, now: Look, before: Look.optional() });
export type LastSeen = z.output<typeof LastSeen>;

const lastSeenKey = (hcpId: HcpId) => ({ pk: `SPACE#${hcpId}`, sk: "SEEN" });

/** What the person saw last; undefined before the first visit that was counted. */
export async function readLastSeen(deps: RecordsTable, hcpId: HcpId): Promise<LastSeen | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: lastSeenKey(hcpId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : LastSeen.parse(found.Item);
}

/**
 * Notes what stands on the page when a counted visit begins. The same visit again changes nothing, so that pressing
 * twice does not make everything old. Only a convenience of the page rests on it: a lost race is no loss.
 */
export async function noteSeen(
  deps: RecordsTable,
  hcpId: HcpId,
  visitId: VisitId,
  now: Instant,
): Promise<void> {
  const [space, last] = await Promise.all([readSpace(deps, hcpId), readLastSeen(deps, hcpId)]);
  if (last?.visitId === visitId) return;
  const seen: LastSeen = {
    hcpId,
    visitId,
    now: { at: instantText(now), versionIds: space?.items.map((item) => item.versionId) ?? [] },
    ...(last === undefined ? {} : { before: last.now }),
  };
  await putIf(deps.tables, {
    TableName: deps.recordsTable,
    Item: { ...lastSeenKey(hcpId), v: 1, ...seen, expiresAt: Math.floor((now + KEPT_MS) / 1000) },
    ...(last === undefined
      ? { ConditionExpression: "attribute_not_exists(pk)" }
      : {
          ConditionExpression: "visitId = :last",
          ExpressionAttributeValues: { ":last": last.visitId },
        }),
  });
}
