import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../shared/contracts/errors.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import type { TemplateText } from "../../shared/model/template.ts";
import { DAY, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { findTypingRight } from "../templates/facts.ts";
import { MAIL_TEXT } from "../templates/template.fixture.ts";
import { makeNotes } from "./answer-note.ts";
import { ended } from "./message-changes.ts";
import { makeOffers } from "./offer-templates.ts";
import { recordChange } from "./record-change.ts";
import { makeWordingWorld } from "./wording.fixture.ts";
import { memorySender } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const noted = (review: "hold" | "sample"): TemplateText => ({
  ...MAIL_TEXT,
  slots: MAIL_TEXT.slots.map((slot) => (slot.kind === "text" ? { ...slot, review } : slot)),
});
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => "no refusal",
    (error: unknown) => (error instanceof AppError ? `${error.code} ${error.field ?? ""}`.trim() : error),
  );

/** A message whose typed text waits for compliance, before or after it left. */
async function waiting(review: "hold" | "sample", text = "Until Tuesday.") {
  const world = makeWordingWorld(engine);
  const notes = makeNotes(world.deps);
  const none = { params: undefined, query: undefined, body: undefined };
  const compliance = world.person("compliance");
  const { sender, sent } = memorySender();
  async function written(note = text, template = noted(review)) {
    const hcp = await world.reachable("email");
    const { versionId } = await world.addTemplate(template);
    const messageId = await world.compose(hcp.hcpId, "email", { versionId, fills: { note } });
    await world.handOff(sender)(messageId);
    return messageId;
  }
  const list = async () => {
    const items: Awaited<ReturnType<typeof notes.listNotes>>["items"] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: 100, cursor };
      const page = await notes.listNotes({ ...none, query, caller: compliance, context: world.context() });
      items.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== undefined);
    return items;
  };
  type Answer = {
    outcome: "release" | "reject" | "pass" | "finding";
    reason?: string;
    severity?: "minor" | "critical";
  };
  const answer = async (messageId: MessageId, body: Answer, caller = compliance) =>
    notes.answerNote({
      ...none,
      params: { messageId },
      body: { rev: (await world.found(messageId)).rev, ...body },
      caller,
      context: world.context(),
    });
  return { world, compliance, notes, written, list, answer, sender, sent, messageId: await written() };
}

describe("typed text that waits (MLR-16)", () => {
  it("is listed with what was typed and how the whole reads, until it is answered", async () => {
    const { messageId, list, answer } = await waiting("hold");
    const own = (await list()).find((one) => one.messageId === messageId);
    expect(own).toMatchObject({
      state: "held",
      senderName: "Ana Ruiz",
      hcpName: "Dr Brennan",
      templateName: "After a visit",
      typed: [{ label: "Your note", text: "Until Tuesday." }],
      body: expect.stringContaining("It is about the round. Until Tuesday."),
    });
    await answer(messageId, { outcome: "release" });
    expect((await list()).map((one) => one.messageId)).not.toContain(messageId);
  });

  it("leaves once it was released, by the gate, exactly once", async () => {
    const { world, messageId, answer, sender, sent, compliance } = await waiting("hold");
    expect(sent).toEqual([]);
    world.clock.now += MINUTE;
    await answer(messageId, { outcome: "release" });
    expect(await world.found(messageId)).toMatchObject({
      state: "queued",
      note: { state: "released", by: { name: compliance.name } },
    });
    await world.handOff(sender)(messageId);
    await world.handOff(sender)(messageId);
    expect(sent).toHaveLength(1);
    expect(await code(answer(messageId, { outcome: "reject", reason: "Too late." }))).toBe("wrong_state");
  });

  it("does not leave when it was rejected, and its rep reads why", async () => {
    const { world, messageId, answer, sender, sent } = await waiting("hold");
    expect(await code(answer(messageId, { outcome: "reject" }))).toBe("not_allowed body.reason");
    await answer(messageId, { outcome: "reject", reason: "Name no place." });
    await world.handOff(sender)(messageId);
    expect(await world.found(messageId)).toMatchObject({
      state: "denied",
      reason: { code: "FREE_TEXT", words: "Compliance did not release the text: Name no place." },
    });
    expect(sent).toEqual([]);
  });

  it("does not come back once its rep cancelled it, whatever is answered (INV-1)", async () => {
    const { world, messageId, answer, sender, sent } = await waiting("hold");
    const cancel = { code: "CANCELLED", words: "Cancelled by Ana Ruiz." };
    const before = await world.found(messageId);
    const next = ended(before, "cancelled", cancel, world.clock.now);
    const actor = { type: "user" as const, id: world.rep.userId };
    await recordChange(world.deps, { before, next, actor, action: "message.cancel" }, world.clock.now);
    expect(await code(answer(messageId, { outcome: "release" }))).toBe("wrong_state");
    await world.handOff(sender)(messageId);
    expect([(await world.found(messageId)).state, sent]).toEqual(["cancelled", []]);
  });

  it("is answered by somebody else than its writer, and of the message that was looked at", async () => {
    const { world, messageId, answer, notes, compliance } = await waiting("hold");
    expect(await code(answer(messageId, { outcome: "release" }, world.rep))).toBe("separation_of_duties");
    const stale = notes.answerNote({
      params: { messageId },
      query: undefined,
      body: { outcome: "release", rev: 1 },
      caller: compliance,
      context: world.context(),
    });
    expect(await code(Promise.resolve(stale))).toBe("conflict body.rev");
    expect(await code(answer(messageId, { outcome: "pass" }))).toBe("wrong_state");
  });
});

describe("typed text that has left", () => {
  it("passes, and the message stays what it was", async () => {
    const { world, messageId, answer } = await waiting("sample");
    const before = await world.found(messageId);
    await answer(messageId, { outcome: "pass" });
    const after = await world.found(messageId);
    expect(after).toMatchObject({
      state: before.state,
      timeline: before.timeline,
      note: { state: "passed" },
    });
  });

  it("with a critical finding ends the rep's right to type, one that is minor does not", async () => {
    const { world, messageId, answer, written } = await waiting("sample");
    const right = () => findTypingRight(world.deps, world.rep.userId);
    expect(await code(answer(messageId, { outcome: "finding", reason: "A claim." }))).toBe(
      "not_allowed body.severity",
    );
    await answer(messageId, { outcome: "finding", reason: "A claim.", severity: "minor" });
    expect(await right()).toBeUndefined();
    world.clock.now += 7 * DAY;
    const second = await written();
    await answer(second, { outcome: "finding", reason: "A claim.", severity: "critical" });
    expect(await right()).toMatchObject({ state: "suspended", messageId: second });
    expect(await code(written())).toBe("not_allowed body.wording.fills.note");
  });
});

describe("what a composer offers", () => {
  it("is what the HCP may be written to with, and the rules of the gate", async () => {
    const world = makeWordingWorld(engine);
    const hcp = await world.reachable("email");
    const template = await world.addTemplate(MAIL_TEXT);
    await world.addTemplate({ ...MAIL_TEXT, countries: ["GB"] });
    const offers = await makeOffers(world.deps).offerTemplates({
      params: { hcpId: hcp.hcpId },
      query: { channel: "email" },
      body: undefined,
      caller: world.rep,
      context: world.context(),
    });
    const own = offers.items.filter(({ versionId }) => versionId === template.versionId);
    expect(own).toMatchObject([{ subject: "For your Thursday round", example: "It is about the round." }]);
    expect(offers.items.every((one) => one.channel === "email")).toBe(true);
    expect(offers.lists.names).toContain("Cardiolex");
    expect(offers).toMatchObject({
      values: { rep: "Ana Ruiz", hcp: "Dr Brennan" },
      rights: { repFreeText: "text", suspended: false },
    });
  });
});
