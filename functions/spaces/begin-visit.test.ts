import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MessageId, VisitId } from "../../shared/model/ids.ts";
import type { LinkClass } from "../../shared/model/link-class.ts";
import { DAY, instantText, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { appendConsent } from "../consent/append.ts";
import { recordedLinks } from "../engagement/facts.ts";
import { WEDNESDAY } from "../messaging/send-facts.fixture.ts";
import { makeWorld } from "../messaging/world.fixture.ts";
import { sha256 } from "../runtime/hash.ts";
import { newId } from "../runtime/ids.ts";
import type { Tables } from "../runtime/tables.ts";
import { beginVisit } from "./begin-visit.ts";
import { visitKey } from "./store.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

/** Tables whose first transactions are turned away by a rival, as DynamoDB does. */
function contested(times: number): Tables {
  let left = times;
  const send = async (command: Parameters<Tables["send"]>[0]) => {
    if (command instanceof TransactWriteCommand && left-- > 0) {
      throw new TransactionCanceledException({
        message: "cancelled",
        $metadata: {},
        CancellationReasons: [{ Code: "TransactionConflict" }, { Code: "None" }],
      });
    }
    return engine.tables.send(command);
  };
  return { send } as Tables;
}

const ATTESTED = { textVersion: "gate.1", colleague: false };

const pressBy = (by: LinkClass) => ({
  by,
  evidence: {
    pressedAt: instantText(WEDNESDAY),
    offered: newId("vis", WEDNESDAY),
    heldMs: 4000,
    userAgent: "Mozilla/5.0 (iPhone)",
    viewerAddress: "192.0.2.7:50000",
    viewerAsn: undefined,
    viewerCountry: "IE",
  },
});

async function visitUnder(conflicts: number) {
  const world = makeWorld(engine);
  const hcp = await world.addHcp();
  const visitId = VisitId.parse(newId("vis", WEDNESDAY));
  const link = {
    tokenHash: sha256(visitId),
    messageId: MessageId.parse(newId("msg", WEDNESDAY)),
    hcpId: hcp.hcpId,
    channel: "email" as const,
    linkEndsAt: (WEDNESDAY + 30 * DAY) / SECOND,
  };
  const deps = { ...world.deps, tables: contested(conflicts) };
  const begun = beginVisit(deps, link, visitId, { attested: ATTESTED, press: pressBy("human") }, WEDNESDAY);
  const recorded = async () =>
    (
      await engine.tables.send(
        new GetCommand({ TableName: engine.names.records, Key: visitKey(visitId), ConsistentRead: true }),
      )
    ).Item;
  return { begun, recorded };
}

describe("the beginning of a visit", () => {
  it("records the attestation also when a rival's transaction comes between", async () => {
    const { begun, recorded } = await visitUnder(2);
    expect(await begun).toMatchObject({ tracking: "aggregate" });
    expect(await recorded()).toMatchObject({ attestation: { textVersion: "gate.1" } });
  });

  it("INV-11: keeps how the button was pressed, and ties no visit to its person that no person certainly began", async () => {
    const world = makeWorld(engine);
    const hcp = await world.addHcp();
    const entry = {
      action: "grant" as const,
      actor: "hcp" as const,
      scope: { purpose: "promo" as const, dataUse: "track_individual" as const },
      evidence: { textVersion: "ct-1", method: "web_form" as const, reference: "form-1" },
      expiresAt: instantText(WEDNESDAY + 600 * DAY),
    };
    await appendConsent(world.deps, hcp.hcpId, { type: "hcp", id: hcp.hcpId }, () => entry, WEDNESDAY);
    const link = {
      tokenHash: sha256(hcp.hcpId),
      messageId: MessageId.parse(newId("msg", WEDNESDAY)),
      hcpId: hcp.hcpId,
      channel: "email" as const,
      linkEndsAt: (WEDNESDAY + 30 * DAY) / SECOND,
    };
    const asked = VisitId.parse(newId("vis", WEDNESDAY));
    const begin = (by: LinkClass) =>
      beginVisit(world.deps, link, asked, { attested: ATTESTED, press: pressBy(by) }, WEDNESDAY);
    const [unknown, machine, human, again] = [
      await begin("unknown"),
      await begin("machine"),
      await begin("human"),
      await begin("human"),
    ];
    expect([unknown, machine, human].map((one) => one?.tracking)).toEqual([
      "aggregate",
      "aggregate",
      "individual",
    ]);
    expect(again).toEqual(human);
    expect(new Set([unknown, machine, human].map((one) => one?.visitId)).size).toBe(3);
    const { presses, territory } = await recordedLinks(world.deps, link.messageId);
    expect(territory).toBe(hcp.territory);
    expect(presses.map(({ visitId, tracked }) => ({ visitId, tracked }))).toEqual(
      expect.arrayContaining([
        { visitId: human?.visitId, tracked: true },
        { visitId: machine?.visitId, tracked: false },
        { visitId: unknown?.visitId, tracked: false },
      ]),
    );
    expect(presses).toHaveLength(3);
    expect(presses[0]).toMatchObject({ address: "192.0.2.7", heldMs: 4000 });
  });

  it("does not happen without a recorded attestation (domain-rules 3.6)", async () => {
    const { begun, recorded } = await visitUnder(100);
    await expect(begun).rejects.toThrow("conflicts without end");
    expect(await recorded()).toBeUndefined();
  });
});
