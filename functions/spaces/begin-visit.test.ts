import { TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import { GetCommand, TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MessageId, VisitId } from "../../shared/model/ids.ts";
import { DAY, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
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
  const deps = { ...world.deps, engagementTable: engine.names.engagement, tables: contested(conflicts) };
  const begun = beginVisit(deps, link, visitId, { textVersion: "gate.1", colleague: false }, WEDNESDAY);
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

  it("does not happen without a recorded attestation (domain-rules 3.6)", async () => {
    const { begun, recorded } = await visitUnder(100);
    await expect(begun).rejects.toThrow("conflicts without end");
    expect(await recorded()).toBeUndefined();
  });
});
