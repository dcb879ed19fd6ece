import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../shared/contracts/errors.ts";
import type { MessageStanding } from "../../shared/contracts/messaging.ts";
import type { HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { DAY, HOUR, instantText, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeCompose } from "./compose.ts";
import { makeDryRun } from "./dry-run.ts";
import { makeFollow } from "./follow.ts";
import { makeOwnMessages } from "./own-messages.ts";
import { makePreview } from "./preview.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { makeWorld, memorySender, TERRITORY } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

function makeApi() {
  const world = makeWorld(engine);
  const context = () => ({ now: world.clock.now, requestId: "r", headers: {}, cookies: [] });
  const none = { params: undefined, query: undefined, body: undefined };
  const compose = makeCompose(world.deps);
  const dryRun = makeDryRun(world.deps);
  const deps = { ...world.deps, engagementTable: engine.names.engagement };
  const follow = makeFollow(deps);
  const ownMessages = makeOwnMessages(deps);
  const preview = makePreview(world.deps);
  type Body = {
    channel?: "sms" | "email";
    idempotencyKey?: string;
    notBefore?: string;
    recallable?: boolean;
  };
  return {
    world,
    compose: (hcpId: HcpId, body: Body = {}, caller = world.rep) =>
      compose({
        ...none,
        body: { hcpId, channel: "email", recallable: false, ...body },
        caller,
        context: context(),
      }),
    dryRun: (hcpId: HcpId, caller = world.rep, notBefore?: string) =>
      dryRun({
        ...none,
        body: { hcpId, channel: "email", ...(notBefore === undefined ? {} : { notBefore }) },
        caller,
        context: context(),
      }),
    own: (standing: MessageStanding, limit = 25, cursor?: string, caller: Caller = world.rep) =>
      ownMessages({ ...none, query: { standing, limit, cursor }, caller, context: context() }),
    preview: (hcpId: HcpId, channel: "sms" | "email", at?: string) =>
      preview({ ...none, params: { hcpId }, query: { channel, at }, caller: world.rep, context: context() }),
    reschedule: (messageId: MessageId, rev: number, notBefore?: string) =>
      follow.rescheduleMessage({
        ...none,
        params: { messageId },
        body: { rev, notBefore },
        caller: world.rep,
        context: context(),
      }),
    read: (messageId: MessageId, caller: Caller = world.rep) =>
      follow.readMessage({ ...none, params: { messageId }, caller, context: context() }),
    cancel: (messageId: MessageId, caller: Caller = world.rep) =>
      follow.cancelMessage({ ...none, params: { messageId }, caller, context: context() }),
    list: (hcpId: HcpId, query: { limit: number; cursor?: string }, caller: Caller = world.rep) =>
      follow.listMessages({ ...none, params: { hcpId }, query, caller, context: context() }),
  };
}
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe("composing a message", () => {
  it("queues it with its first history line, due now, and emits message.queued", async () => {
    const { world, compose, read } = makeApi();
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
        gsi2pk: expect.stringMatching(/^DUE#2026-11-18T10:00#\d$/),
        emits: [{ name: "message.queued", detail: { messageId, hcpId: hcp.hcpId, rev: 1 } }],
      },
    ]);
  });

  it("gives the same message for a repeated key, also when both calls come at once", async () => {
    const { world, compose, list } = makeApi();
    const hcp = await world.reachable();
    const body = { idempotencyKey: "visit-7" };
    const [first, second] = await Promise.all([compose(hcp.hcpId, body), compose(hcp.hcpId, body)]);
    const third = await compose(hcp.hcpId, body);
    expect(new Set([first.messageId, second.messageId, third.messageId]).size).toBe(1);
    expect((await list(hcp.hcpId, { limit: 10 })).items).toHaveLength(1);
  });

  it("refuses the same key for something else, and keeps keys of two callers apart", async () => {
    const { world, compose } = makeApi();
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
    const { world, compose, read } = makeApi();
    const hcp = await world.reachable();
    const later = instantText(WEDNESDAY + 5 * HOUR);
    const { messageId } = await compose(hcp.hcpId, { notBefore: later });
    expect(await read(messageId as MessageId)).toMatchObject({ dueAt: later });
    const tooLate = instantText(WEDNESDAY + 91 * DAY);
    expect(await refusal(compose(hcp.hcpId, { notBefore: tooLate }))).toBe("not_allowed");
  });

  it("waits half a minute when the sender may take it back, and says until when", async () => {
    const { world, compose, read } = makeApi();
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
    const { world, compose, dryRun, read, cancel, list, own } = makeApi();
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
    const { world, dryRun, list } = makeApi();
    const hcp = await world.reachable();
    expect(await dryRun(hcp.hcpId)).toEqual({ verdict: "ALLOW" });
    await world.handOff(memorySender().sender)(await world.queue(hcp));
    expect(await dryRun(hcp.hcpId)).toMatchObject({
      verdict: "DENY",
      reason: { code: "FREQ_CAP", earliestAt: instantText(WEDNESDAY + 90 * DAY) },
    });
    expect((await list(hcp.hcpId, { limit: 10 })).items).toHaveLength(1);
  });

  it("answers for a time that is still to come", async () => {
    const { world, dryRun } = makeApi();
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
    const { world, compose, dryRun, read } = makeApi();
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

describe("the preview of an invitation", () => {
  it("shows the text that would leave, masked address, facts in order and the day's hours", async () => {
    const { world, preview, list } = makeApi();
    const hcp = await world.reachable("sms");
    const shown = await preview(hcp.hcpId, "sms");
    expect(shown.look).toMatchObject({ channel: "sms", segments: 1 });
    expect(shown.look.text).toContain("Ana Ruiz");
    expect(shown.address).toBe("+35•••67");
    expect(shown.checks.map((check) => check.code)).toEqual([
      "PROFILE_OFF",
      "NOT_ALIGNED",
      "SUPPRESSED",
      "NO_CONSENT",
      "CONTENT_NOT_USABLE",
      "ASSEMBLY_INVALID",
      "FREQ_CAP",
      "QUIET_HOURS",
    ]);
    expect(shown.openings).toEqual([{ from: "2026-11-18T08:30:00.000Z", to: "2026-11-18T18:30:00.000Z" }]);
    expect(shown.day).toEqual({ from: "2026-11-18T00:00:00.000Z", to: "2026-11-19T00:00:00.000Z" });
    expect((await list(hcp.hcpId, { limit: 5 })).items).toEqual([]);
  });

  it("tells nothing of a contact who is not available", async () => {
    const { world, preview } = makeApi();
    const hcp = await world.reachable("email", { status: "deceased" });
    expect((await preview(hcp.hcpId, "email")).checks).toEqual([]);
  });
});

describe("a sender's own messages", () => {
  it("stand in one list each: waiting, left or ended, page by page", async () => {
    const { world, compose, cancel, own } = makeApi();
    const hcp = await world.reachable();
    const ids: string[] = [];
    for (let index = 0; index < 3; index++) {
      world.clock.now = WEDNESDAY + index * SECOND;
      ids.push((await compose(hcp.hcpId)).messageId);
    }
    const [left = "", cancelled = "", waiting = ""] = ids;
    await world.handOff(memorySender().sender)(left as MessageId);
    await cancel(cancelled as MessageId);
    const idsOf = async (standing: MessageStanding) =>
      (await own(standing)).items.map((message) => message.messageId);
    expect(await Promise.all((["left", "ended", "waiting"] as const).map(idsOf))).toEqual([
      [left],
      [cancelled],
      [waiting],
    ]);
    expect((await own("left")).items[0]).toMatchObject({
      hcp: { lastName: "Brennan", timeZone: "Europe/Dublin" },
      visits: { shared: false },
    });
    const another = (await compose(hcp.hcpId)).messageId;
    const first = await own("waiting", 1);
    expect(first.items.map((one) => one.messageId)).toEqual([another]);
    const second = await own("waiting", 1, first.cursor);
    expect(second.items.map((one) => one.messageId)).toEqual([waiting]);
  });

  it("stay the sender's without the person, once the HCP is somebody else's", async () => {
    const { world, compose, own } = makeApi();
    const hcp = await world.reachable();
    const { messageId } = await compose(hcp.hcpId);
    await world.replaceHcp({ ...hcp, territory: "IE-77" });
    const [only] = (await own("waiting")).items;
    expect(only?.messageId).toBe(messageId);
    expect(only?.hcp).toBeUndefined();
  });

  it("get another time while they wait, by whoever saw the present one", async () => {
    const { world, compose, reschedule } = makeApi();
    const hcp = await world.reachable();
    const messageId = (await compose(hcp.hcpId)).messageId as MessageId;
    const later = instantText(WEDNESDAY + HOUR);
    expect(await reschedule(messageId, 1, later)).toMatchObject({ state: "queued", dueAt: later, rev: 2 });
    expect(await refusal(reschedule(messageId, 1))).toBe("conflict");
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);
    expect(sent).toEqual([]);
    await reschedule(messageId, 2);
    await world.handOff(sender)(messageId);
    expect(sent).toHaveLength(1);
    expect(await refusal(reschedule(messageId, 5))).toBe("wrong_state");
  });
});

describe("following messages", () => {
  it("lists them newest first, page by page", async () => {
    const { world, list } = makeApi();
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
    const { world, cancel } = makeApi();
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
    const { world, cancel } = makeApi();
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
