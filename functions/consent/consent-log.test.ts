import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { HcpMasterData } from "../../shared/model/hcp.ts";
import { UserId } from "../../shared/model/ids.ts";
import { instantText } from "../../shared/model/time.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { addressHash } from "../directory/address-hash.ts";
import { findHcp } from "../directory/facts.ts";
import { transact } from "../runtime/transaction.ts";
import { makeConsentApi } from "./api.ts";
import { consentUnchangedPart } from "./conditions.ts";
import { consentHead } from "./facts.ts";
import {
  context,
  EVIDENCE,
  NOW,
  PEPPER,
  type PersonWithMail,
  personWithMail,
  REP,
  startWithRep,
} from "./person-with-mail.fixture.ts";

let engine: EngineTables;
let person: PersonWithMail;
beforeAll(async () => {
  engine = await startWithRep();
});
afterAll(() => engine.close());
beforeEach(async () => {
  person = await personWithMail(engine);
});

describe("the log", () => {
  it("CON-3: a grant is for the address of that day", async () => {
    await person.record({});
    const before = await person.mayMail(NOW + 1);
    const moved = `new.${person.email}`;
    await person.bringIn(
      HcpMasterData.parse({ ...(await findHcp(person.deps, person.hcpId)), email: moved }),
    );
    expect([before, await person.mayMail(NOW + 1, moved)]).toEqual(["granted", "none"]);
    // who comes back to the old address finds the permission that was given for it
    expect(await person.mayMail(NOW + 1)).toBe(before);
  });

  it("takes rivals one after the other: every event has its place and its audit link (INV-10)", async () => {
    await Promise.all(
      ["phone", "paper", "letter"].map((method) =>
        person.record({ evidence: { ...EVIDENCE, method: method as "phone" } }),
      ),
    );
    const head = await consentHead(person.deps, person.hcpId);
    expect(head.events.map(({ rev }) => rev)).toEqual([1, 2, 3]);
    const chain = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `Consent#${person.hcpId}` },
      }),
    );
    expect(chain.Items).toHaveLength(3);
    expect(JSON.stringify(chain.Items)).not.toContain(addressHash(PEPPER, "email", person.email));
  });

  it("consentUnchangedPart holds from none to the first event and to the next", async () => {
    const holds = async (rev: number) =>
      (await transact(engine.tables, [consentUnchangedPart(engine.names.records, person.hcpId, rev)])).kind;
    expect(await holds(0)).toBe("committed");
    const { rev } = await person.record({});
    expect([await holds(0), await holds(rev), await holds(rev + 1)]).toEqual([
      "refused",
      "committed",
      "refused",
    ]);
  });

  it("emits ids and rev only", async () => {
    const { eventId } = await person.record({ doubleOptIn: true });
    const head = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.records,
        KeyConditionExpression: "pk = :pk AND sk = :head",
        ExpressionAttributeValues: { ":pk": `CONSENT#${person.hcpId}`, ":head": "HEAD" },
      }),
    );
    const at = instantText(NOW);
    expect(head.Items?.[0]?.["emits"]).toEqual([
      { name: "consent.changed", detail: { hcpId: person.hcpId, rev: 1, at } },
      { name: "consent.confirmation_requested", detail: { hcpId: person.hcpId, eventId, rev: 1, at } },
    ]);
  });

  it("shows every permission and the timeline without any address", async () => {
    await person.record({});
    await person.record({ channel: undefined, dataUse: "share_with_rep" });
    const shown = await makeConsentApi(person.deps).readConsent({
      params: { hcpId: person.hcpId },
      query: undefined,
      body: undefined,
      caller: REP,
      context: context(NOW + 1),
    });
    const granted = shown.standing.filter(({ state }) => state === "granted");
    expect(granted.map(({ channel, dataUse }) => [channel, dataUse])).toEqual([
      ["sms", "share_with_rep"],
      ["email", "send"],
      ["email", "share_with_rep"],
      [undefined, "share_with_rep"],
    ]);
    expect(shown.timeline).toHaveLength(2);
    // the hashes of what can be asked are of words
    const { asks: _words, ...own } = shown;
    expect(JSON.stringify(own)).not.toMatch(/[0-9a-f]{64}|@/);
  });

  it("refuses a grant for a channel without address, and an HCP of another territory", async () => {
    await expect(person.record({ channel: "sms" })).rejects.toMatchObject({
      code: "not_allowed",
      field: "body.channel",
    });
    const stranger = { ...REP, userId: UserId.parse("rep-2") };
    const call = {
      params: { hcpId: person.hcpId },
      query: undefined,
      body: undefined,
      caller: stranger,
      context: context(NOW),
    };
    await expect(makeConsentApi(person.deps).readConsent(call)).rejects.toMatchObject({ code: "not_found" });
  });
});
