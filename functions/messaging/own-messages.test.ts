import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MessageStanding } from "../../shared/contracts/messaging.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import { HOUR, instantText, SECOND } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeApi, refusal } from "./api.fixture.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

describe("the preview of an invitation", () => {
  it("shows the text that would leave, masked address, facts in order and the day's hours", async () => {
    const { world, preview, list } = makeApi(engine);
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
    const { world, preview } = makeApi(engine);
    const hcp = await world.reachable("email", { status: "deceased" });
    expect((await preview(hcp.hcpId, "email")).checks).toEqual([]);
  });
});

describe("a sender's own messages", () => {
  it("stand in one list each: waiting, left or ended, page by page", async () => {
    const { world, compose, cancel, own } = makeApi(engine);
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
    world.clock.now = WEDNESDAY + 3 * SECOND;
    const another = (await compose(hcp.hcpId)).messageId;
    const first = await own("waiting", 1);
    expect(first.items.map((one) => one.messageId)).toEqual([another]);
    const second = await own("waiting", 1, first.cursor);
    expect(second.items.map((one) => one.messageId)).toEqual([waiting]);
  });

  it("stay the sender's without the person, once the HCP is somebody else's", async () => {
    const { world, compose, own } = makeApi(engine);
    const hcp = await world.reachable();
    const { messageId } = await compose(hcp.hcpId);
    await world.replaceHcp({ ...hcp, territory: "IE-77" });
    const [only] = (await own("waiting")).items;
    expect(only?.messageId).toBe(messageId);
    expect(only?.hcp).toBeUndefined();
  });

  it("get another time while they wait, by whoever saw the present one", async () => {
    const { world, compose, reschedule } = makeApi(engine);
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
