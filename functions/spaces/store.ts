import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Space } from "../../shared/contracts/spaces.ts";
import { Channel } from "../../shared/model/channel.ts";
import { HcpId, MessageId, Sha256, VisitId } from "../../shared/model/ids.ts";
import { LinkClass } from "../../shared/model/link-class.ts";
import { InstantText } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";

/** Where the capability's records live. */
export interface RecordsTable {
  readonly tables: Tables;
  readonly recordsTable: string;
}

/**
 * The per-send link: only the token's hash is stored (domain-rules 3.2). `linkEndsAt` is epoch seconds; the record
 * itself stays longer, so that a late visitor is told what happened.
 */
export const Link = z.object({
  tokenHash: Sha256,
  messageId: MessageId,
  hcpId: HcpId,
  channel: Channel,
  linkEndsAt: z.int(),
});
export type Link = z.output<typeof Link>;

/** A confirmed visit of a link. The attestation is the HCP's own act (domain-rules 3.6). */
export const Visit = z.object({
  visitId: VisitId,
  hcpId: HcpId,
  messageId: MessageId,
  country: z.string(),
  attestation: z.object({ textVersion: z.string(), at: InstantText }),
  /** `false` when somebody else came by the link: it may have been shared. */
  addressee: z.boolean().optional(),
  /** Who pressed the button, as it was judged then; only a person's press is a click (INV-11). */
  pressClass: LinkClass.default("unknown"),
  /** How far the visit may be tied to the person: not at all unless a person certainly began it. */
  tracking: z.enum(["individual", "aggregate"]).default("aggregate"),
  rev: z.int(),
});
export type Visit = z.output<typeof Visit>;

/** Keys of the capability's items in the records table. */
export const spaceKey = (hcpId: HcpId) => ({ pk: `SPACE#${hcpId}`, sk: "SPACE" });
export const linkKey = (tokenHash: Sha256) => ({ pk: `LINK#${tokenHash}`, sk: "LINK" });
export const visitKey = (visitId: VisitId) => ({ pk: `VISIT#${visitId}`, sk: "VISIT" });

/** The space of an HCP, strongly consistent; undefined while nobody has arranged it. */
export async function readSpace(deps: RecordsTable, hcpId: HcpId): Promise<Space | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: spaceKey(hcpId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Space.parse(found.Item);
}

/** The link with this token hash, also after its expiry. */
export async function readLink(deps: RecordsTable, tokenHash: Sha256): Promise<Link | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: linkKey(tokenHash) }),
  );
  return found.Item === undefined ? undefined : Link.parse(found.Item);
}

/** A confirmed visit; strongly consistent where something is decided by it. */
export async function readVisit(
  deps: RecordsTable,
  visitId: VisitId,
  { consistent }: { readonly consistent: boolean } = { consistent: false },
): Promise<Visit | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: visitKey(visitId), ConsistentRead: consistent }),
  );
  return found.Item === undefined ? undefined : Visit.parse(found.Item);
}
