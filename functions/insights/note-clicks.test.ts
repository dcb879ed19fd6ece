import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageId } from "../../shared/model/ids.ts";
import type { PressedBy } from "../../shared/model/link-class.ts";
import { DAY, HOUR, instantText, MINUTE, mondayOf, SECOND } from "../../shared/model/time.ts";
import { BROWSERS } from "../../test/corpus/link-requests.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { linkFetchedPut, linkPressedPart } from "../engagement/conditions.ts";
import { CLASSIFIER_VERSION } from "../engagement/facts.ts";
import { WEDNESDAY } from "../messaging/send-facts.fixture.ts";
import { makeWorld, memorySender } from "../messaging/world.fixture.ts";
import { newId } from "../runtime/ids.ts";
import { putIf, transact } from "../runtime/transaction.ts";
import { makeCountAgain } from "./count-again.ts";
import { readLinkClicks } from "./link-clicks-store.ts";
import { noteClicks } from "./note-clicks.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const WEEK = mondayOf(WEDNESDAY);
let territories = 0;

/** A message that has left into a territory of its own, and what may happen to its links. */
async function sentMessage() {
  territories += 1;
  const territory = `CLICKS-${territories}`;
  const world = makeWorld(engine);
  await world.align(world.rep, territory);
  const hcp = await world.reachable("email", { territory });
  const messageId = await world.queue(hcp);
  const { sender } = memorySender();
  await world.handOff(sender)(messageId);
  const { deps } = world;
  const fetched = async (page: "gate" | "choices" | "unsubscribe", at: number, visitId?: string) => {
    const headers = { "user-agent": BROWSERS.iphone, "cloudfront-viewer-address": "192.0.2.7:41000" };
    const context = { now: at, requestId: "r", headers, cookies: [] };
    const fetch = { messageId, territory, page, ...(visitId === undefined ? {} : { visitId }) };
    await putIf(deps.tables, linkFetchedPut(deps.engagementTable, fetch, context));
  };
  const pressed = async (visitId: string, at: number, pressedBy: PressedBy, tracked = true) => {
    const press = {
      messageId,
      territory,
      visitId,
      offered: visitId,
      pressedAt: instantText(at),
      heldMs: 9000,
      pressedBy,
      dwellMs: 8000,
      tracked,
      userAgent: BROWSERS.iphone,
      viewerAddress: "192.0.2.7:41001",
    };
    await transact(deps.tables, [linkPressedPart(deps.engagementTable, press, at)]);
  };
  const sums = async (sort: "SENT" | "LINKS") =>
    (
      await engine.tables.send(
        new GetCommand({
          TableName: engine.names.insights,
          Key: { pk: `TERRITORY#${territory}`, sk: `${sort}#${WEEK}` },
        }),
      )
    ).Item;
  return { world, deps, messageId, fetched, pressed, sums };
}

/** As if an older classifier had counted these numbers. */
async function countedBefore(messageId: MessageId, numbers: object): Promise<void> {
  const item = await readLinkClicks(
    { tables: engine.tables, insightsTable: engine.names.insights },
    messageId,
  );
  await engine.tables.send(
    new PutCommand({
      TableName: engine.names.insights,
      Item: {
        pk: `MSG#${messageId}`,
        sk: "CLICKS",
        v: 1,
        gsi1pk: "CLICKS#1",
        gsi1sk: `${item?.leftAt}#${messageId}`,
        ...item,
        classifierVersion: 1,
        ...numbers,
      },
    }),
  );
}

describe("the links of a message, counted", () => {
  it("INV-11: move the sums of the week of the hand-off once, however often and at whatever time they are counted", async () => {
    const { deps, messageId, fetched, pressed, sums } = await sentMessage();
    const at = WEDNESDAY + HOUR;
    for (const [n, page] of (["gate", "choices", "unsubscribe"] as const).entries())
      await fetched(page, WEDNESDAY + MINUTE + n * 100);
    await noteClicks(deps, messageId, at);
    expect(await sums("LINKS")).toMatchObject({ human: 0, machine: 3, unknown: 0 });
    expect(await sums("SENT")).toBeUndefined();
    const visitId = newId("vis", at);
    await fetched("gate", at, visitId);
    await noteClicks(deps, messageId, at);
    expect(await sums("LINKS")).toMatchObject({ human: 0, machine: 3, unknown: 1 });
    await pressed(visitId, at + 8 * SECOND, "touch");
    await Promise.all(Array.from({ length: 4 }, () => noteClicks(deps, messageId, at)));
    expect(await sums("LINKS")).toMatchObject({ human: 1, machine: 3, unknown: 0 });
    expect(await sums("SENT")).toMatchObject({ attempted: 1, visited: 1, visitors: 1 });
    expect(await readLinkClicks(deps, messageId)).toMatchObject({
      week: WEEK,
      human: 1,
      tracked: 1,
      firstAt: instantText(at + 8 * SECOND),
      classifierVersion: CLASSIFIER_VERSION,
    });
  });

  it("INV-11: bring no visit anywhere for what is unknown or a machine", async () => {
    const { deps, messageId, fetched, pressed, sums } = await sentMessage();
    for (const [n, by] of (["none", "untrusted"] as const).entries()) {
      const visitId = newId("vis", WEDNESDAY + n);
      await fetched("gate", WEDNESDAY + HOUR, visitId);
      await pressed(visitId, WEDNESDAY + HOUR + 9 * SECOND, by);
    }
    await noteClicks(deps, messageId, WEDNESDAY + HOUR);
    expect(await sums("LINKS")).toMatchObject({ human: 0, machine: 1, unknown: 1 });
    expect(await sums("SENT")).toBeUndefined();
    expect(await readLinkClicks(deps, messageId)).toMatchObject({ tracked: 0 });
  });

  it("are the same whatever happened between, and never counted back by somebody late", async () => {
    const { deps, messageId, fetched, sums } = await sentMessage();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 1, maxLength: 6 }), async (steps) => {
        const before = (await sums("LINKS"))?.["unknown"] ?? 0;
        const asked = steps.filter((ask) => ask).length;
        await Promise.all(
          steps.map((ask) =>
            ask ? fetched("gate", WEDNESDAY + 2 * HOUR) : noteClicks(deps, messageId, WEDNESDAY + DAY),
          ),
        );
        await noteClicks(deps, messageId, WEDNESDAY + DAY);
        expect((await sums("LINKS"))?.["unknown"] ?? 0).toBe(before + asked);
      }),
      { numRuns: 10 },
    );
  });

  it("keep their numbers when the evidence is gone after 30 days (Appendix D: the class is kept)", async () => {
    const { deps, messageId, fetched, sums } = await sentMessage();
    await fetched("gate", WEDNESDAY + HOUR);
    await noteClicks(deps, messageId, WEDNESDAY + HOUR);
    await fetched("choices", WEDNESDAY + 31 * DAY);
    await noteClicks(deps, messageId, WEDNESDAY + 31 * DAY);
    expect(await sums("LINKS")).toMatchObject({ unknown: 1 });
  });
});

describe("a newer classifier", () => {
  const countAgain = (deps: Awaited<ReturnType<typeof sentMessage>>["deps"], now: number) =>
    makeCountAgain({ ...deps, clock: () => now })();

  it("counts again what an older one counted: numbers, sums and the visits of the cohort (domain-rules 3.5)", async () => {
    const { deps, messageId, fetched, pressed, sums } = await sentMessage();
    const visitId = newId("vis", WEDNESDAY + HOUR);
    await fetched("gate", WEDNESDAY + HOUR, visitId);
    await pressed(visitId, WEDNESDAY + HOUR + 9 * SECOND, "touch");
    await noteClicks(deps, messageId, WEDNESDAY + HOUR);
    const right = await readLinkClicks(deps, messageId);
    const rightSums = await sums("LINKS");
    // the older one took the person for a machine, and left the sums so
    await countedBefore(messageId, { human: 0, tracked: 0, machine: 1, rev: 7 });
    const { TERRITORY, LINKS } = { TERRITORY: rightSums?.["pk"], LINKS: rightSums?.["sk"] };
    await engine.tables.send(
      new UpdateCommand({
        TableName: engine.names.insights,
        Key: { pk: TERRITORY, sk: LINKS },
        UpdateExpression: "SET human = :none, machine = :one",
        ExpressionAttributeValues: { ":none": 0, ":one": 1 },
      }),
    );
    expect(await countAgain(deps, WEDNESDAY + DAY)).toBe(1);
    expect(await readLinkClicks(deps, messageId)).toEqual({ ...right, rev: 8 });
    expect(await sums("LINKS")).toEqual(rightSums);
    expect(await countAgain(deps, WEDNESDAY + DAY)).toBe(0);
  });

  it("takes back a visit that was no person's", async () => {
    const { deps, messageId, fetched, pressed, sums } = await sentMessage();
    const visitId = newId("vis", WEDNESDAY + HOUR);
    await fetched("gate", WEDNESDAY + HOUR, visitId);
    await pressed(visitId, WEDNESDAY + HOUR + 9 * SECOND, "touch");
    await noteClicks(deps, messageId, WEDNESDAY + HOUR);
    expect(await sums("SENT")).toMatchObject({ visited: 1, visitors: 1 });
    // what is known now: no hand was there
    await engine.tables.send(
      new UpdateCommand({
        TableName: engine.names.engagement,
        Key: { pk: `MSG#${messageId}`, sk: `PRESS#${visitId}` },
        UpdateExpression: "SET pressedBy = :by",
        ExpressionAttributeValues: { ":by": "untrusted" },
      }),
    );
    await countedBefore(messageId, {});
    await countAgain(deps, WEDNESDAY + DAY);
    expect(await sums("SENT")).toMatchObject({ attempted: 1, visited: 0, visitors: 0 });
    expect(await sums("LINKS")).toMatchObject({ human: 0, machine: 1, unknown: 0 });
  });

  it("leaves alone what is older than its evidence, and is held up by nothing that it cannot read", async () => {
    const { deps, messageId, fetched } = await sentMessage();
    await fetched("gate", WEDNESDAY + HOUR);
    await noteClicks(deps, messageId, WEDNESDAY + HOUR);
    await countedBefore(messageId, { unknown: 0 });
    expect(await countAgain(deps, WEDNESDAY + 31 * DAY)).toBe(0);
    const Key = { pk: "MSG#broken", sk: "CLICKS" };
    const leftAt = instantText(WEDNESDAY - DAY);
    await engine.tables.send(
      new PutCommand({
        TableName: engine.names.insights,
        Item: { ...Key, v: 1, gsi1pk: "CLICKS#1", gsi1sk: leftAt, messageId: "broken" },
      }),
    );
    await expect(countAgain(deps, WEDNESDAY + DAY)).rejects.toThrow("1 messages could not be counted again");
    expect(await readLinkClicks(deps, messageId)).toMatchObject({
      unknown: 1,
      classifierVersion: CLASSIFIER_VERSION,
    });
  });
});
