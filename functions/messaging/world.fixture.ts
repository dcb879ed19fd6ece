import { PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Channel } from "../../shared/model/channel.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import {
  AssetId,
  ContentId,
  HcpId,
  MessageId,
  type Sha256,
  UserId,
  VersionId,
} from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Caller, Role } from "../../shared/model/roles.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { appendConsent, type ConsentEntry } from "../consent/append.ts";
import { versionPart } from "../content/store.ts";
import { approvedVersion } from "../content/version.fixture.ts";
import { profileKey } from "../directory/profile-store.ts";
import { alignmentKey } from "../directory/territory-store.ts";
import { readyAsset } from "../media/ready-asset.fixture.ts";
import { assetPart } from "../media/store.ts";
import { sha256 } from "../runtime/hash.ts";
import { newId } from "../runtime/ids.ts";
import { openLog } from "../runtime/log.ts";
import { demoProfiles } from "../runtime/profiles.fixture.ts";
import { transact } from "../runtime/transaction.ts";
import { spaceKey } from "../spaces/store.ts";
import { makeHandOff } from "./hand-off.ts";
import type { MessageSender, OutgoingMessage, SendOutcome } from "./message-sender.ts";
import { recordChange, SYSTEM } from "./record-change.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { readMessage } from "./store.ts";

export const SESSION_KEY = Buffer.alloc(32, 7).toString("base64");
export const TERRITORY = "IE-01";

/** A sender that keeps what it got and answers as told. */
export function memorySender(answer: (message: OutgoingMessage) => SendOutcome = accept) {
  const sent: OutgoingMessage[] = [];
  const sender: MessageSender = {
    async send(message) {
      sent.push(message);
      return answer(message);
    },
  };
  return { sender, sent };
}
function accept(message: OutgoingMessage): SendOutcome {
  return { kind: "accepted", providerMessageId: `provider-${message.messageId}-${message.attempt}` };
}

/** The records of one test: fresh people in shared tables, business time that the test moves. */
export function makeWorld(engine: EngineTables) {
  const clock = { now: WEDNESDAY };
  const deps = {
    tables: engine.tables,
    recordsTable: engine.names.records,
    peopleTable: engine.names.people,
    auditTable: engine.names.audit,
    engagementTable: engine.names.engagement,
    insightsTable: engine.names.insights,
    providers: { sms: true, email: true },
    hcpOrigin: "https://hcp.acme.example",
    company: "Acme Therapeutics",
    microsPerMail: 160,
    profiles: demoProfiles,
    clock: () => clock.now,
    log: openLog("messaging-test"),
    sessionKey: async () => SESSION_KEY,
  };
  const rep = person("rep");

  function person(...roles: Role[]): Caller {
    return { userId: UserId.parse(newId("u", clock.now)), name: "Ana Ruiz", roles };
  }
  const put = (table: string, item: Record<string, unknown>) =>
    engine.tables.send(new PutCommand({ TableName: table, Item: item }));

  async function align(caller: Caller, territory = TERRITORY): Promise<void> {
    const from = instantText(WEDNESDAY - 30 * DAY);
    await put(deps.recordsTable, {
      ...alignmentKey(caller.userId, territory),
      v: 1,
      territory,
      from,
      rev: 1,
    });
  }
  async function addHcp(change: Partial<Hcp> = {}): Promise<Hcp> {
    const hcpId = HcpId.parse(newId("hcp", WEDNESDAY));
    const hcp: Hcp = {
      hcpId,
      externalId: hcpId,
      title: "Dr",
      firstName: "Niamh",
      lastName: "Brennan",
      specialty: "Cardiology",
      kind: "community",
      country: "IE",
      timeZone: "Europe/Dublin",
      language: "en-IE",
      territory: TERRITORY,
      email: "niamh.brennan@example.com",
      mobile: "+353861234567",
      emailHash: sha256(`${hcpId}-email`),
      mobileHash: sha256(`${hcpId}-sms`),
      status: "active",
      rev: 1,
      ...change,
    };
    await replaceHcp(hcp);
    return hcp;
  }
  const replaceHcp = (hcp: Hcp) => put(deps.peopleTable, { ...profileKey(hcp.hcpId), v: 1, ...hcp });
  async function consent(
    hcp: Hcp,
    channel: Channel,
    action: "grant" | "withdraw",
    actor: ConsentEntry["actor"] = "hcp",
  ): Promise<void> {
    const entry: ConsentEntry = {
      action,
      actor,
      scope: {
        channel,
        addressHash: addressHashOf(hcp, channel) as Sha256,
        purpose: "promo",
        dataUse: "send",
      },
      evidence: { textVersion: "ct-1", method: "web_form", reference: "form-1" },
      ...(action === "grant" ? { expiresAt: instantText(WEDNESDAY + 600 * DAY) } : {}),
    };
    await appendConsent(deps, hcp.hcpId, SYSTEM, () => entry, clock.now);
  }
  async function addVersion(): Promise<VersionId> {
    const asset = readyAsset(WEDNESDAY, { assetId: AssetId.parse(newId("ast", WEDNESDAY)) });
    const versionId = VersionId.parse(newId("ver", WEDNESDAY));
    const contentId = ContentId.parse(newId("con", WEDNESDAY));
    const version = approvedVersion({ versionId, contentId, assetId: asset.assetId, rev: 1 });
    await transact(deps.tables, [
      assetPart(deps.recordsTable, asset, []),
      versionPart(deps.recordsTable, version),
    ]);
    return versionId;
  }
  async function arrange(hcp: Hcp, ...versionIds: VersionId[]): Promise<void> {
    const items = versionIds.map((versionId) => ({ versionId }));
    await put(deps.recordsTable, { ...spaceKey(hcp.hcpId), v: 1, hcpId: hcp.hcpId, items, rev: 1 });
  }
  /** An HCP whom the rep may write to: aligned, consented, with a space of one approved video. */
  async function reachable(channel: Channel = "email", change: Partial<Hcp> = {}): Promise<Hcp> {
    const hcp = await addHcp(change);
    await align(rep);
    await consent(hcp, channel, "grant");
    await arrange(hcp, await addVersion());
    return hcp;
  }
  async function queue(
    hcp: Hcp,
    channel: Channel = "email",
    dueAt: Instant = clock.now,
    sender: Caller = rep,
  ): Promise<MessageId> {
    const messageId = MessageId.parse(newId("msg", clock.now));
    const next: Message = {
      messageId,
      hcpId: hcp.hcpId,
      channel,
      sender: { userId: sender.userId, name: sender.name },
      state: "queued",
      createdAt: instantText(clock.now),
      scheduledFor: instantText(dueAt),
      dueAt: instantText(dueAt),
      attempts: 0,
      timeline: [{ at: instantText(clock.now), state: "queued" }],
      rev: 1,
    };
    await recordChange(deps, { next, actor: SYSTEM, action: "message.compose" }, clock.now);
    return messageId;
  }
  async function found(messageId: MessageId): Promise<Message> {
    const message = await readMessage(deps, messageId);
    if (message === undefined) throw new Error(`${messageId} is not there`);
    return message;
  }
  /** Changes one attribute of a version behind everybody's back, with a new rev. */
  async function changeVersion(versionId: VersionId, values: Record<string, unknown>): Promise<void> {
    for (const [name, value] of Object.entries(values)) {
      await engine.tables.send(
        new UpdateCommand({
          TableName: deps.recordsTable,
          Key: { pk: `VERSION#${versionId}`, sk: "VERSION" },
          UpdateExpression: "SET #name = :value ADD #rev :one",
          ExpressionAttributeNames: { "#name": name, "#rev": "rev" },
          ExpressionAttributeValues: { ":value": value, ":one": 1 },
        }),
      );
    }
  }
  const handOff = (sender: MessageSender) => makeHandOff({ ...deps, sender });

  return {
    addHcp,
    addVersion,
    align,
    arrange,
    changeVersion,
    clock,
    consent,
    deps,
    found,
    handOff,
    person,
    queue,
    reachable,
    rep,
    replaceHcp,
  };
}
