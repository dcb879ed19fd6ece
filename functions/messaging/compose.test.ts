import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageId } from "../../shared/model/ids.ts";
import { DAY, HOUR, instantText, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeApi, refusal } from "./api.fixture.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { memorySender, TERRITORY } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

describe("composing a message", () => {
  it("queues it with its first history line, due now, and emits message.queued", async () => {
    const { world, compose, read } = makeApi(engine);
    const hcp = await world.reachable();
    const { messageId, state } = await compose(hcp.hcpId);
    expect(state).toBe("queued");
    expect(await read(messageId as MessageId)).toMatchObject({
      state: "queued",
      dueAt: instantText(WEDNESDAY),
      timeline: [{ state: "queued" }],
    });
    const due = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.records,
        IndexName: "gsi1",
        KeyConditionExpression: "gsi1pk = :pk",
        ExpressionAttributeValues: { ":pk": `HCP#${hcp.hcpId}#MESSAGES` },
      }),
    );
    expect(due.Items).toMatchObject([
      {
        gsi2pk: expect.stringMatching(/^DUE#2026-11-18T10#\d$/),
        emits: [{ name: "message.queued", detail: { messageId, hcpId: hcp.hcpId, rev: 1 } }],
      },
    ]);
  });

  it("gives the same message for a repeated key, also when both calls come at once", async () => {
    const { world, compose, list } = makeApi(engine);
    const hcp = await world.reachable();
    const body = { idempotencyKey: "visit-7" };
    const [first, second] = await Promise.all([compose(hcp.hcpId, body), compose(hcp.hcpId, body)]);
    const third = await compose(hcp.hcpId, body);
    expect(new Set([first.messageId, second.messageId, third.messageId]).size).toBe(1);
    expect((await list(hcp.hcpId, { limit: 10 })).items).toHaveLength(1);
  });

  it("refuses the same key for something else, and keeps keys of two callers apart", async () => {
    const { world, compose } = makeApi(engine);
    const hcp = await world.reachable();
    const first = await compose(hcp.hcpId, { idempotencyKey: "k" });
    expect(await refusal(compose(hcp.hcpId, { idempotencyKey: "k", channel: "sms" }))).toBe("conflict");
    const colleague = world.person("rep");
    await world.align(colleague);
    expect((await compose(hcp.hcpId, { idempotencyKey: "k" }, colleague)).messageId).not.toBe(
      first.messageId,
    );
  });

  it("waits for notBefore, at most ninety days", async () => {
    const { world, compose, read } = makeApi(engine);
    const hcp = await world.reachable();
    const later = instantText(WEDNESDAY + 5 * HOUR);
    const { messageId } = await compose(hcp.hcpId, { notBefore: later });
    expect(await read(messageId as MessageId)).toMatchObject({ dueAt: later });
    const tooLate = instantText(WEDNESDAY + 91 * DAY);
    expect(await refusal(compose(hcp.hcpId, { notBefore: tooLate }))).toBe("not_allowed");
  });

  it("waits half a minute when the sender may take it back, and says until when", async () => {
    const { world, compose, read } = makeApi(engine);
    const hcp = await world.reachable();
    const dueAt = instantText(WEDNESDAY + 30 * SECOND);
    const body = { recallable: true, idempotencyKey: "second-click" };
    const { messageId, ...first } = await compose(hcp.hcpId, body);
    expect(first.dueAt).toBe(dueAt);
    world.clock.now = WEDNESDAY + 10 * SECOND;
    expect(await compose(hcp.hcpId, body)).toEqual({ messageId, state: "queued", dueAt });
    expect(await read(messageId as MessageId)).toMatchObject({ dueAt });
    const later = instantText(WEDNESDAY + HOUR);
    expect((await compose(hcp.hcpId, { recallable: true, notBefore: later })).dueAt).toBe(later);
  });

  it("finds nothing for a rep of another territory", async () => {
    const { world, compose, dryRun, read, cancel, list, own } = makeApi(engine);
    const hcp = await world.reachable();
    const { messageId } = await compose(hcp.hcpId);
    const stranger = world.person("rep");
    await world.align(stranger, "IE-99");
    const tries = [
      compose(hcp.hcpId, {}, stranger),
      dryRun(hcp.hcpId, stranger),
      read(messageId as MessageId, stranger),
      cancel(messageId as MessageId, stranger),
      list(hcp.hcpId, { limit: 5 }, stranger),
    ];
    expect(await Promise.all(tries.map(refusal))).toEqual(tries.map(() => "not_found"));
    expect((await own("waiting", 5, undefined, stranger)).items).toEqual([]);
  });
});

describe("the dry run", () => {
  it("says what the hand-off would say, and writes nothing", async () => {
    const { world, dryRun, list } = makeApi(engine);
    const hcp = await world.reachable();
    expect(await dryRun(hcp.hcpId)).toEqual({ verdict: "ALLOW" });
    await world.handOff(memorySender().sender)(await world.queue(hcp));
    expect(await dryRun(hcp.hcpId)).toMatchObject({
      verdict: "DENY",
      reason: { code: "FREQ_CAP", earliestAt: instantText(WEDNESDAY + 90 * DAY) },
    });
    expect((await list(hcp.hcpId, { limit: 10 })).items).toHaveLength(1);
  });

  it("refuses a page of which a safety text cannot be seen", async () => {
    const { world, dryRun } = makeApi(engine);
    const hcp = await world.reachable();
    const versionId = await world.addVersion();
    await world.arrange(hcp, versionId);
    await world.changeVersion(versionId, { safetyText: "\u2060\u200B" });
    expect(await dryRun(hcp.hcpId)).toMatchObject({
      verdict: "DENY",
      reason: { code: "ASSEMBLY_INVALID", words: "A piece lacks its safety information." },
    });
  });

  it("answers for a time that is still to come", async () => {
    const { world, dryRun } = makeApi(engine);
    const hcp = await world.reachable();
    const night = instantText(WEDNESDAY + 12 * HOUR);
    expect(await dryRun(hcp.hcpId, world.rep, night)).toMatchObject({
      verdict: "DELAY",
      until: "2026-11-19T08:30:00.000Z",
    });
    const tooLate = instantText(WEDNESDAY + 91 * DAY);
    expect(await refusal(dryRun(hcp.hcpId, world.rep, tooLate))).toBe("not_allowed");
  });

  it("does not tell a rep why privacy blocked, and tells compliance", async () => {
    const { world, compose, dryRun, read } = makeApi(engine);
    const hcp = await world.reachable("email", { status: "no_contact", territory: TERRITORY });
    const hidden = { code: "NOT_AVAILABLE", words: "Not available for this contact." };
    expect(await dryRun(hcp.hcpId)).toMatchObject({ verdict: "DENY", reason: hidden });
    const { messageId } = await compose(hcp.hcpId);
    await world.handOff(memorySender().sender)(messageId as MessageId);
    const view = await read(messageId as MessageId);
    expect(view).toMatchObject({ state: "denied", reason: hidden });
    expect(JSON.stringify(view)).not.toContain("no_contact");
    const compliance = world.person("compliance");
    expect(await read(messageId as MessageId, compliance)).toMatchObject({
      reason: { code: "HCP_INELIGIBLE" },
    });
  });
});

describe("following messages", () => {
  it("lists them newest first, page by page", async () => {
    const { world, list } = makeApi(engine);
    const hcp = await world.reachable();
    const ids: MessageId[] = [];
    for (let index = 0; index < 3; index++) {
      world.clock.now = WEDNESDAY + index * HOUR;
      ids.push(await world.queue(hcp));
    }
    const first = await list(hcp.hcpId, { limit: 2 });
    expect(first.items.map((message) => message.messageId)).toEqual([ids[2], ids[1]]);
    const second = await list(hcp.hcpId, { limit: 2, cursor: first.cursor ?? "" });
    expect(second.items.map((message) => message.messageId)).toEqual([ids[0]]);
    expect(second.cursor).toBeUndefined();
    expect(await refusal(list(hcp.hcpId, { limit: 2, cursor: "elsewhere" }))).toBe("invalid_request");
  });

  it("cancels a waiting message for good, and says wrong_state after hand-off", async () => {
    const { world, cancel } = makeApi(engine);
    const hcp = await world.reachable();
    const waiting = await world.queue(hcp);
    expect(await cancel(waiting)).toMatchObject({ state: "cancelled" });
    expect(await cancel(waiting)).toMatchObject({ state: "cancelled", rev: 2 });
    const { sender, sent } = memorySender();
    await world.handOff(sender)(waiting);
    expect(sent).toEqual([]);
    const left = await world.queue(hcp);
    await world.handOff(sender)(left);
    expect(await refusal(cancel(left))).toBe("wrong_state");
  });

  it("lets either the cancellation or the hand-off win, never both", async () => {
    const { world, cancel } = makeApi(engine);
    for (let round = 0; round < 5; round++) {
      const hcp = await world.reachable();
      const messageId = await world.queue(hcp);
      const { sender, sent } = memorySender();
      const [cancelled] = await Promise.all([refusal(cancel(messageId)), world.handOff(sender)(messageId)]);
      const { state } = await world.found(messageId);
      expect([cancelled, state, sent.length]).toEqual(
        sent.length === 0 ? ["no refusal", "cancelled", 0] : ["wrong_state", "sent", 1],
      );
    }
  });
});
