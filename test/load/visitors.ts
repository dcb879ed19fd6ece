import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { eventKey } from "../../functions/consent/store.ts";
import { messageKey } from "../../functions/messaging/store.ts";
import { newId } from "../../functions/runtime/ids.ts";
import { sessionCookie } from "../../functions/runtime/session.ts";
import type { Tables } from "../../functions/runtime/tables.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import {
  ConsentEventId,
  HcpId,
  MessageId,
  Sha256,
  UserId,
  VersionId,
  VisitId,
} from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";

/** An HCP with the cookie of a confirmed, individually tracked visit. */
export interface Visitor {
  readonly hcpId: HcpId;
  /** The Cookie header. */
  readonly cookie: string;
}

export interface VisitorDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly engagementTable: string;
  readonly sessionKey: string;
}

const AT = "2026-11-01T00:00:00.000Z";
const addressHash = Sha256.parse("a".repeat(64));

/**
 * People who agreed to individual tracking, each on a visit whose page shows these versions, written straight into the records: how they came here is
 * other tests' matter, and traffic needs hundreds of them.
 */
export async function makeVisitors(
  deps: VisitorDeps,
  count: number,
  versions: readonly string[],
): Promise<Visitor[]> {
  const message = deliveredMessage();
  await put(deps, messageKey(message.messageId), message);
  const visitors: Visitor[] = [];
  for (let n = 0; n < count; n++) {
    const hcpId = HcpId.parse(newId("hcp", Date.now()));
    const consent = agreement(hcpId);
    await put(deps, eventKey(hcpId, consent.rev), consent);
    const visitId = VisitId.parse(newId("vis", Date.now()));
    await show(deps, visitId, versions);
    visitors.push({ hcpId, cookie: cookieOf(deps.sessionKey, visitId, hcpId, message.messageId) });
  }
  return visitors;
}

function cookieOf(sessionKey: string, visitId: VisitId, hcpId: HcpId, messageId: MessageId): string {
  const session = {
    visitId,
    hcpId,
    messageId,
    tracking: "individual",
    expires: Math.floor(Date.now() / 1000) + 3600,
  } as const;
  return sessionCookie(sessionKey, session).split(";")[0] ?? "";
}

/** What the page of the visit showed. */
async function show(deps: VisitorDeps, visitId: VisitId, versions: readonly string[]): Promise<void> {
  const Item = {
    pk: `VISIT#${visitId}`,
    sk: "VIEW#vie_1",
    shown: versions.map((versionId) => ({ versionId })),
    shownAt: new Date().toISOString(),
  };
  await deps.tables.send(new PutCommand({ TableName: deps.engagementTable, Item }));
}

async function put(deps: VisitorDeps, key: { pk: string; sk: string }, item: object): Promise<void> {
  await deps.tables.send(new PutCommand({ TableName: deps.recordsTable, Item: { ...key, v: 1, ...item } }));
}

function agreement(hcpId: HcpId): ConsentEvent {
  return {
    eventId: ConsentEventId.parse(newId("cev", Date.now())),
    hcpId,
    rev: 1,
    at: AT,
    action: "grant",
    expiresAt: "2099-01-01T00:00:00.000Z",
    actor: "hcp",
    scope: { purpose: "promo", dataUse: "track_individual" },
    evidence: { textVersion: "consent.gb.1", method: "web_form", reference: "load" },
  };
}

function deliveredMessage(): Message {
  return {
    messageId: MessageId.parse(newId("msg", Date.now())),
    hcpId: HcpId.parse(newId("hcp", Date.now())),
    channel: "email",
    sender: { userId: UserId.parse("rep"), name: "Ana" },
    createdAt: AT,
    scheduledFor: AT,
    attempts: 1,
    timeline: [{ at: AT, state: "delivered" }],
    rev: 1,
    state: "delivered",
    handOff: {
      attempt: 1,
      at: AT,
      addressHash,
      spaceRev: 1,
      versionIds: [VersionId.parse(newId("ver", Date.now()))],
    },
  };
}
