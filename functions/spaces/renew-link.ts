import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { HcpId } from "../../shared/model/ids.ts";
import { DAY, HOUR, type Instant, InstantText, instantText } from "../../shared/model/time.ts";
import { consentHead } from "../consent/facts.ts";
import { findHcp } from "../directory/facts.ts";
import { renewalParts } from "../messaging/conditions.ts";
import { sha256 } from "../runtime/hash.ts";
import { backOff, type TransactPart, transact } from "../runtime/transaction.ts";
import { linkServes } from "./entitlement.ts";
import { type RecordsTable, readLink } from "./store.ts";

/** Whoever holds an old link must not be able to fill somebody's inbox: one in an hour, three in a day. */
const LIMITS = [
  { count: 1, within: HOUR },
  { count: 3, within: DAY },
] as const;

const ROUNDS = 4;

/** When links were renewed for a person lately. */
const Renewals = z.object({ hcpId: HcpId, at: z.array(InstantText), rev: z.int() });
type Renewals = z.output<typeof Renewals>;

const renewalsKey = (hcpId: HcpId) => ({ pk: `SPACE#${hcpId}`, sk: "RENEWALS" });

/** Pure: whether another link may be sent after these. */
export function mayRenew(earlier: readonly Instant[], now: Instant): boolean {
  return LIMITS.every(({ count, within }) => earlier.filter((at) => at > now - within).length < count);
}

/**
 * Sends a new link to the address on record, if the old one was real and its person may still be written to. It says
 * nothing about any of that: the caller answers alike. The message goes through the send gate like every other.
 */
export async function renewLink(
  deps: RecordsTable & { readonly peopleTable: string; readonly auditTable: string },
  token: string,
  now: Instant,
): Promise<void> {
  const link = await readLink(deps, sha256(token));
  if (link === undefined) return;
  const [hcp, consent] = await Promise.all([findHcp(deps, link.hcpId), consentHead(deps, link.hcpId)]);
  if (hcp === undefined || !linkServes(link, hcp, consent, now)) return;
  for (let round = 0; round < ROUNDS; round++) {
    const renewals = await readRenewals(deps, link.hcpId);
    if (
      !mayRenew(
        renewals.at.map((at) => Date.parse(at)),
        now,
      )
    )
      return;
    const message = await renewalParts(deps, link.messageId, now);
    if (message === undefined) return;
    const outcome = await transact(deps.tables, [renewalPart(deps.recordsTable, renewals, now), ...message]);
    // somebody else renewed at the same moment: their link is on its way
    if (outcome.kind === "committed" || (outcome.kind === "refused" && outcome.names.includes("renewed")))
      return;
    await backOff(round);
  }
}

async function readRenewals(deps: RecordsTable, hcpId: HcpId): Promise<Renewals> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: renewalsKey(hcpId), ConsistentRead: true }),
  );
  return found.Item === undefined ? { hcpId, at: [], rev: 0 } : Renewals.parse(found.Item);
}

function renewalPart(recordsTable: string, { hcpId, at, rev }: Renewals, now: Instant): TransactPart {
  const recent = at.filter((one) => Date.parse(one) > now - DAY);
  return {
    name: "renewed",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...renewalsKey(hcpId),
          v: 1,
          hcpId,
          at: [...recent, instantText(now)],
          rev: rev + 1,
          expiresAt: Math.floor((now + 2 * DAY) / 1000),
        },
        ...(rev === 0
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : {
              ConditionExpression: "#rev = :rev",
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":rev": rev },
            }),
      },
    },
  };
}
