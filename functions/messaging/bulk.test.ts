import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bulkApi } from "../../shared/contracts/messaging/bulk.ts";
import { BulkId } from "../../shared/model/bulk.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { TemplateVersion, WordingWish } from "../../shared/model/template.ts";
import { HOUR, instantText, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { transact } from "../runtime/transaction.ts";
import { templateVersionPart } from "../templates/store.ts";
import { approvedOf, MAIL_TEXT } from "../templates/template.fixture.ts";
import { refusal } from "./api.fixture.ts";
import { makeBulkApi } from "./bulk-api.ts";
import { inviteOne } from "./bulk-message.ts";
import { readBulk } from "./bulk-store.ts";
import { makeBulkWork } from "./bulk-work.ts";
import { listMessages } from "./message-lists.ts";
import { makeWorld, memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

/** A rep's office with people of whom some may be written to. */
function makeOffice() {
  const world = makeWorld(engine);
  const api = makeBulkApi(world.deps);
  const work = makeBulkWork(world.deps);
  const context = () => ({ now: world.clock.now, requestId: "r", headers: {}, cookies: [] });
  const none = { params: undefined, query: undefined, body: undefined };
  const of = (bulkId: BulkId, caller = world.rep) => ({
    ...none,
    params: { bulkId },
    caller,
    context: context(),
  });

  async function people(agreed: number, silent: number): Promise<Hcp[]> {
    await world.align(world.rep);
    const piece = await world.addVersion();
    return Promise.all(
      Array.from({ length: agreed + silent }, async (_, index) => {
        const hcp = await world.addHcp();
        await world.arrange(hcp, piece);
        if (index < agreed) await world.consent(hcp, "email", "grant");
        return hcp;
      }),
    );
  }
  const create = async (
    hcpIds: readonly HcpId[],
    more: {
      notBefore?: string;
      wording?: { versionId: WordingWish["versionId"]; fills: Record<string, never> };
    } = {},
    caller = world.rep,
  ) => {
    const { bulkId } = await api.createBulk({
      ...none,
      body: { hcpIds: [...hcpIds], channel: "email", ...more },
      caller,
      context: context(),
    });
    return { bulkId: BulkId.parse(bulkId) };
  };
  const read = (bulkId: BulkId, caller = world.rep) => api.readBulk(of(bulkId, caller));
  const send = (bulkId: BulkId) => api.sendBulk(of(bulkId));
  const cancel = (bulkId: BulkId) => api.cancelBulk(of(bulkId));
  const recipients = (bulkId: BulkId, limit = 100, cursor?: string) =>
    api.listRecipients({ ...of(bulkId), query: { limit, cursor } });
  /** What the bus does: as many steps as there are. */
  async function workAll(bulkId: BulkId): Promise<void> {
    for (let step = 0; step < 50; step++) {
      const { state } = await read(bulkId);
      if (!["judging", "sending", "cancelling"].includes(state)) return;
      await work(bulkId);
    }
    throw new Error("it never ends");
  }
  const messagesTo = async (hcps: readonly Hcp[]) =>
    (await Promise.all(hcps.map(({ hcpId }) => listMessages(world.deps, hcpId, { limit: 10 })))).flatMap(
      ({ items }) => items,
    );
  return { world, work, people, create, read, send, cancel, recipients, workAll, messagesTo };
}
const idsOf = (hcps: readonly Hcp[]) => hcps.map(({ hcpId }) => hcpId);

describe("an invitation to many", () => {
  it("asks the gate about everybody first, and writes to nobody", async () => {
    const office = makeOffice();
    const hcps = await office.people(27, 4);
    const { bulkId } = await office.create(idsOf(hcps));
    await office.workAll(bulkId);
    expect(await office.read(bulkId)).toMatchObject({
      state: "ready",
      people: 31,
      done: 31,
      counts: { allow: 27, deny: 4, queued: 0 },
    });
    const { items } = await office.recipients(bulkId);
    expect(items).toHaveLength(31);
    const silent = items.find(({ hcpId }) => hcpId === hcps.at(-1)?.hcpId);
    expect(silent?.verdict).toMatchObject({ verdict: "DENY", reason: { code: "NO_CONSENT" } });
    expect(await office.messagesTo(hcps)).toEqual([]);
  });

  it("queues a message for each whom the gate would let through, and the gate decides again as it leaves (INV-1)", async () => {
    const office = makeOffice();
    const hcps = await office.people(3, 1);
    const { bulkId } = await office.create(idsOf(hcps));
    await office.workAll(bulkId);
    await office.send(bulkId);
    await office.workAll(bulkId);
    expect(await office.read(bulkId)).toMatchObject({ state: "sent", counts: { queued: 3 } });
    const made = await office.messagesTo(hcps);
    expect(made.map(({ hcpId }) => hcpId).sort()).toEqual(idsOf(hcps.slice(0, 3)).sort());
    const [changed] = hcps;
    if (changed === undefined) throw new Error("somebody is there");
    await office.world.consent(changed, "email", "withdraw");
    office.world.clock.now += 2 * MINUTE;
    const { sender, sent } = memorySender();
    const handOff = office.world.handOff(sender);
    for (const { messageId } of made) await handOff(messageId);
    expect(sent).toHaveLength(2);
    const states = (await office.recipients(bulkId)).items.map(({ state }) => state);
    expect(states.filter((state) => state === "sent")).toHaveLength(2);
    expect(states.filter((state) => state === "denied")).toHaveLength(1);
  });

  it("makes one message for each however often Send is pressed, and however often and at once a step runs", async () => {
    const office = makeOffice();
    const hcps = await office.people(28, 0);
    const { bulkId } = await office.create(idsOf(hcps));
    await office.workAll(bulkId);
    await Promise.all([office.send(bulkId), office.send(bulkId)]);
    await Promise.allSettled([office.work(bulkId), office.work(bulkId), office.work(bulkId)]);
    await office.send(bulkId);
    await office.workAll(bulkId);
    await office.send(bulkId);
    await office.work(bulkId);
    expect(await office.read(bulkId)).toMatchObject({ state: "sent", counts: { queued: 28 } });
    expect(await office.messagesTo(hcps)).toHaveLength(28);
  });

  it("goes on where a step died between a message and its note of progress", async () => {
    const office = makeOffice();
    const hcps = await office.people(4, 0);
    const { bulkId } = await office.create(idsOf(hcps));
    await office.workAll(bulkId);
    await office.send(bulkId);
    const { tables } = office.world.deps;
    let writes = 0;
    const dying = {
      send: (command: Parameters<typeof tables.send>[0]) => {
        if (command.constructor.name === "TransactWriteCommand" && ++writes === 3) throw new Error("killed");
        return tables.send(command);
      },
    } as typeof tables;
    await expect(makeBulkWork({ ...office.world.deps, tables: dying })(bulkId)).rejects.toThrow("killed");
    expect((await office.read(bulkId)).done).toBe(0);
    await office.workAll(bulkId);
    expect(await office.read(bulkId)).toMatchObject({ state: "sent", counts: { queued: 4 } });
    expect(await office.messagesTo(hcps)).toHaveLength(4);
  });

  it("is taken back together while its messages wait, also in the middle of sending", async () => {
    const office = makeOffice();
    const hcps = await office.people(30, 0);
    const { bulkId } = await office.create(idsOf(hcps));
    await office.workAll(bulkId);
    await office.send(bulkId);
    await Promise.allSettled([office.work(bulkId), office.cancel(bulkId).then(() => office.work(bulkId))]);
    await office.cancel(bulkId);
    await office.workAll(bulkId);
    const bulk = await office.read(bulkId);
    expect(bulk.state).toBe("cancelled");
    const made = await office.messagesTo(hcps);
    expect(made.filter(({ state }) => state !== "cancelled")).toEqual([]);
    expect(bulk.counts).toMatchObject({ queued: made.length, recalled: made.length });
    // a step of sending that wakes up late makes nobody's message
    const stored = await readBulk(office.world.deps, bulkId);
    const stopped = hcps.filter(({ hcpId }) => made.every((one) => one.hcpId !== hcpId));
    expect(stopped.length).toBeGreaterThan(0);
    for (const { hcpId } of stopped)
      expect(
        stored && (await inviteOne(office.world.deps, stored, undefined, hcpId, office.world.clock.now)),
      ).toBe(false);
    office.world.clock.now += HOUR;
    expect(await refusal(office.send(bulkId))).toBe("wrong_state");
  });

  it("waits for everybody's time, and a minute at least, so that it can be taken back", async () => {
    const office = makeOffice();
    const hcps = await office.people(1, 0);
    const soon = await office.create(idsOf(hcps));
    await office.workAll(soon.bulkId);
    await office.send(soon.bulkId);
    await office.workAll(soon.bulkId);
    const [first] = await office.messagesTo(hcps);
    expect(first).toMatchObject({ dueAt: instantText(office.world.clock.now + MINUTE) });
    const notBefore = instantText(office.world.clock.now + 5 * HOUR);
    const later = await office.create(idsOf(hcps), { notBefore });
    await office.workAll(later.bulkId);
    await office.send(later.bulkId);
    await office.workAll(later.bulkId);
    expect((await office.messagesTo(hcps)).map((one) => "dueAt" in one && one.dueAt)).toContain(notBefore);
  });

  it("says an approved template's words to everybody, and nothing to who may no longer hear them (MLR-9)", async () => {
    const office = makeOffice();
    const hcps = await office.people(2, 0);
    const template = approvedOf(
      { ...MAIL_TEXT, slots: [], body: "Something waits on your page." },
      { rev: 1 },
    );
    const write = (version: TemplateVersion) =>
      transact(engine.tables, [templateVersionPart(engine.names.records, version)]);
    await write(template);
    const wording = { versionId: template.versionId, fills: {} };
    const first = await office.create(idsOf(hcps), { wording });
    await office.workAll(first.bulkId);
    expect((await office.read(first.bulkId)).counts.allow).toBe(2);
    await office.send(first.bulkId);
    await office.workAll(first.bulkId);
    expect((await office.messagesTo(hcps)).map((one) => one.wording?.sha256)).toEqual([
      template.bytesSha256,
      template.bytesSha256,
    ]);
    const second = await office.create(idsOf(hcps), { wording });
    await office.workAll(second.bulkId);
    await write({
      ...template,
      expiresAt: instantText(office.world.clock.now - HOUR),
      rev: 2,
    });
    await office.send(second.bulkId);
    await office.workAll(second.bulkId);
    expect((await office.read(second.bulkId)).counts).toMatchObject({ allow: 2, queued: 0 });
  });

  it("has nothing typed or chosen for one of them (MLR-13)", () => {
    const { body } = bulkApi.endpoints.createBulk;
    const asked = { hcpIds: ["hcp_01ARZ3NDEKTSV4RRFFQ69G5FAV"], channel: "email" };
    const wording = { versionId: "tpv_01ARZ3NDEKTSV4RRFFQ69G5FAV", fills: {} };
    expect(body.safeParse({ ...asked, wording }).error?.issues).toBeUndefined();
    const typed = body.safeParse({ ...asked, wording: { ...wording, fills: { note: "See you soon." } } });
    expect(typed.error?.issues).toMatchObject([{ code: "unrecognized_keys", path: ["wording", "fills"] }]);
  });

  it("that stands still is pushed by pressing again, not before two minutes", async () => {
    const office = makeOffice();
    const hcps = await office.people(1, 0);
    const { bulkId } = await office.create(idsOf(hcps));
    await office.workAll(bulkId);
    await office.send(bulkId);
    const before = await readBulk(office.world.deps, bulkId);
    await office.send(bulkId);
    expect((await readBulk(office.world.deps, bulkId))?.rev).toBe(before?.rev);
    office.world.clock.now += 2 * MINUTE;
    await office.send(bulkId);
    expect((await readBulk(office.world.deps, bulkId))?.rev).toBe((before?.rev ?? 0) + 1);
  });

  it("is nobody's but its sender's, and holds nobody of another territory", async () => {
    const office = makeOffice();
    const hcps = await office.people(1, 0);
    const { bulkId } = await office.create(idsOf(hcps));
    const stranger = office.world.person("rep");
    await office.world.align(stranger);
    expect(await refusal(office.read(bulkId, stranger))).toBe("not_found");
    const elsewhere = await office.world.addHcp({ territory: "IE-99" });
    expect(await refusal(office.create([elsewhere.hcpId]))).toBe("not_found");
  });

  it("pages through its people", async () => {
    const office = makeOffice();
    const hcps = await office.people(5, 0);
    const { bulkId } = await office.create(idsOf(hcps));
    await office.workAll(bulkId);
    const first = await office.recipients(bulkId, 3);
    const rest = await office.recipients(bulkId, 3, first.cursor);
    expect([...first.items, ...rest.items].map(({ hcpId }) => hcpId)).toEqual(idsOf(hcps).sort());
    expect(first.items[0]?.name).toBe("Dr Brennan");
    expect(await refusal(office.recipients(bulkId, 3, "somebody"))).toBe("invalid_request");
  });
});
