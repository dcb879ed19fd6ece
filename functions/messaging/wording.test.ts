import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../shared/contracts/errors.ts";
import { MessageId, Sha256 } from "../../shared/model/ids.ts";
import { NOTE_LINT } from "../../shared/model/note-lint.ts";
import type { TemplateText } from "../../shared/model/template.ts";
import { DAY, instantText, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { newId } from "../runtime/ids.ts";
import { transact } from "../runtime/transaction.ts";
import { findRestrictedWords } from "../templates/facts.ts";
import { decidedTemplate, MAIL_TEXT, REVIEWER, SMS_TEXT } from "../templates/template.fixture.ts";
import { withdrawTemplate } from "../templates/template-state.ts";
import { typingRightPart } from "../templates/typing-right.ts";
import { restrictedWordsPart } from "../templates/words-store.ts";
import { makeHandOff } from "./hand-off.ts";
import { WEDNESDAY } from "./send-facts.fixture.ts";
import { makeWordingWorld } from "./wording.fixture.ts";
import { memorySender, SESSION_KEY } from "./world.fixture.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const HELD_NOTE: TemplateText = {
  ...MAIL_TEXT,
  slots: MAIL_TEXT.slots.map((slot) => (slot.kind === "text" ? { ...slot, review: "hold" } : slot)),
};
const problem = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) =>
      error instanceof AppError ? { code: error.code, field: error.field, detail: error.detail } : error,
  );

/** A mail with a typed note, ordered for later, by when its facts may have changed. */
async function ordered(text = MAIL_TEXT, fills: Record<string, string> = { note: "Until Tuesday." }) {
  const world = makeWordingWorld(engine);
  const hcp = await world.reachable("email");
  const template = await world.addTemplate(text);
  const later = WEDNESDAY + 60 * MINUTE;
  const wording = { versionId: template.versionId, fills };
  const messageId = await world.compose(hcp.hcpId, "email", wording, { notBefore: instantText(later) });
  const { sender, sent } = memorySender();
  const leave = async () => {
    world.clock.now = Math.max(world.clock.now, later);
    await world.handOff(sender)(messageId);
    return world.found(messageId);
  };
  return { world, hcp, template, messageId, sent, leave };
}

type Ordered = Awaited<ReturnType<typeof ordered>>;

async function suspend({ world }: Ordered): Promise<void> {
  const { userId, name } = world.rep;
  const by = { userId, name: "Claire Dubois" };
  const messageId = MessageId.parse(newId("msg", WEDNESDAY));
  const at = instantText(WEDNESDAY);
  const right = { userId, name, state: "suspended" as const, messageId, at, by, rev: 1 };
  await transact(engine.tables, [typingRightPart(world.deps.recordsTable, right)]);
}

describe("a message with a template's words", () => {
  it("leaves with them, the HCP's specialty's own, and the code they were approved under (MLR-10, B13)", async () => {
    const { sent, leave } = await ordered();
    await leave();
    const [mail] = sent;
    if (mail?.channel !== "email") throw new Error("no mail left");
    expect(mail.subject).toBe("For your Thursday round");
    expect(mail.text).toContain(
      "Dear Dr Brennan,\n\nthank you for your time. It is about the round. Until Tuesday.",
    );
    expect(mail.text).toContain("IE-MSG-26-00001 v1.0");
    expect(mail.html).toContain("It waits on your private page.");
    expect(mail.text).toContain("Unsubscribe: ");
  });

  it("leaves as a text of one part that names no product (INV-8)", async () => {
    const world = makeWordingWorld(engine);
    const hcp = await world.reachable("sms");
    const { versionId } = await world.addTemplate(SMS_TEXT);
    const messageId = await world.compose(hcp.hcpId, "sms", {
      versionId,
      fills: { reason: "sends what you asked for:" },
    });
    const { sender, sent } = memorySender();
    await world.handOff(sender)(messageId);
    expect(sent[0]).toMatchObject({
      text: expect.stringMatching(
        /^Acme Therapeutics: Ana Ruiz sends what you asked for: https:\/\/hcp\.acme\.example\/s\/\w{22} Reply STOP to opt out$/,
      ),
    });
  });

  it("does not leave when they were withdrawn a moment before (vector 4, MLR-7)", async () => {
    const { world, template, sent, leave } = await ordered();
    await world.replaceTemplate(
      decidedTemplate(withdrawTemplate(template, "regulator", REVIEWER, WEDNESDAY)),
    );
    expect(await leave()).toMatchObject({
      state: "denied",
      reason: { code: "CONTENT_NOT_USABLE", words: "The template is withdrawn. Choose other words." },
    });
    expect(sent).toEqual([]);
  });

  it("does not leave when they ended or were replaced in the country (MLR-6, MLR-9)", async () => {
    for (const change of [
      { expiresAt: instantText(WEDNESDAY + MINUTE) },
      { supersededIn: ["IE" as const] },
    ]) {
      const { world, template, leave } = await ordered();
      await world.replaceTemplate({ ...template, ...change, rev: template.rev + 1 });
      expect(await leave()).toMatchObject({ state: "denied", reason: { code: "CONTENT_NOT_USABLE" } });
    }
  });

  it("does not leave with other bytes than those that were approved when it was ordered (INV-2)", async () => {
    const { world, template, leave } = await ordered();
    const bytesSha256 = Sha256.parse("f".repeat(64));
    await world.replaceTemplate({ ...template, bytesSha256, rev: template.rev + 1 });
    expect((await leave()).timeline.at(-1)?.reason?.words).toMatch(/not what was approved/);
  });

  it("is another order with other words, and the same one with the same (idempotency)", async () => {
    const world = makeWordingWorld(engine);
    const hcp = await world.reachable("email");
    const { versionId } = await world.addTemplate(MAIL_TEXT);
    const order = (note: string) =>
      world.compose(hcp.hcpId, "email", { versionId, fills: { note } }, { idempotencyKey: "key-1" });
    const first = await order("Until Tuesday.");
    expect(await order("Until Tuesday.")).toBe(first);
    expect(await problem(order("Until Wednesday."))).toMatchObject({ code: "conflict" });
  });
});

describe("what a rep fills in", () => {
  it("is refused before it is stored, with the words and the rule (MLR-14, MLR-15)", async () => {
    expect(await problem(ordered(MAIL_TEXT, { note: "Cardiolix is on Tuesday." }))).toEqual({
      code: "not_allowed",
      field: "body.wording.fills.note",
      detail: "“Cardiolix” reads as the name of a product, a substance or a trial.",
    });
    expect(await problem(ordered(MAIL_TEXT, { greeting: "Hey" }))).toMatchObject({
      field: "body.wording.fills.greeting",
      detail: "Choose one of the approved wordings for “Greeting”.",
    });
    expect(await problem(ordered(MAIL_TEXT, { other: "x" }))).toMatchObject({
      field: "body.wording.fills.other",
    });
  });

  it("is judged again when it leaves: a word that was listed meanwhile stops it (MLR-14)", async () => {
    const { world, sent, leave } = await ordered(MAIL_TEXT, { note: "After the golf, then." });
    const { rev } = await findRestrictedWords(world.deps, "IE");
    const lists = [{ partial: ["golf"], exact: [], names: [] }];
    await transact(engine.tables, [
      restrictedWordsPart(world.deps.recordsTable, { country: "IE", lists, rev: rev + 1 }),
    ]);
    expect(await leave()).toMatchObject({ state: "denied", reason: { code: "FREE_TEXT" } });
    expect(sent).toEqual([]);
  });

  it("is nothing typed where the country allows wordings to choose only, and nothing at all where it allows none (1.5)", async () => {
    const world = makeWordingWorld(engine);
    const british = { country: "GB", language: "en-GB", timeZone: "Europe/London" } as const;
    const french = { country: "FR", language: "fr-FR", timeZone: "Europe/Paris" } as const;
    for (const [change, text, expected] of [
      [british, { note: "Until Tuesday." }, { field: "body.wording.fills.note" }],
      [british, {}, undefined],
      [french, {}, { field: "body.wording.versionId" }],
    ] as const) {
      const hcp = await world.reachable("email", change);
      const { country, language } = change;
      const { versionId } = await world.addTemplate({ ...MAIL_TEXT, countries: [country], language });
      const answer = await problem(world.compose(hcp.hcpId, "email", { versionId, fills: { ...text } }));
      if (expected === undefined) expect(answer).toBeUndefined();
      else expect(answer).toMatchObject(expected);
    }
  });

  it("is not typed by a rep whose right is suspended, also not in what waits (MLR-16)", async () => {
    const all = await ordered();
    await suspend(all);
    expect(await all.leave()).toMatchObject({
      state: "denied",
      reason: { code: "FREE_TEXT", words: expect.stringContaining("suspended") },
    });
  });

  it.each([
    [
      "its template is withdrawn",
      "CONTENT_NOT_USABLE",
      ({ world, template }: Ordered) =>
        world.replaceTemplate(decidedTemplate(withdrawTemplate(template, "regulator", REVIEWER, WEDNESDAY))),
    ],
    [
      "a word is listed",
      "FREE_TEXT",
      async ({ world }: Ordered) => {
        const { country, rev } = await findRestrictedWords(world.deps, "IE");
        const lists = [{ partial: ["until"], exact: [], names: [] }];
        const words = { country, lists, rev: rev + 1 };
        await transact(engine.tables, [restrictedWordsPart(world.deps.recordsTable, words)]);
      },
    ],
    ["the rep's right is suspended", "FREE_TEXT", suspend],
  ] as const)(
    "does not leave when %s between the gate's answer and the hand-off (INV-1)",
    async (_, code, rival) => {
      const all = await ordered();
      const { world, messageId, sent } = all;
      world.clock.now += 60 * MINUTE;
      let rivals = 1;
      const { sender } = memorySender();
      const handOff = makeHandOff({
        ...world.deps,
        sender,
        // asked for after the gate and before the transaction
        sessionKey: async () => {
          if (rivals-- > 0) await rival(all);
          return SESSION_KEY;
        },
      });
      await handOff(messageId);
      expect(await world.found(messageId)).toMatchObject({ state: "denied", reason: { code } });
      expect(sent).toEqual([]);
      const { rev } = await findRestrictedWords(world.deps, "IE");
      const none = { country: "IE" as const, lists: [], rev: rev + 1 };
      await transact(engine.tables, [restrictedWordsPart(world.deps.recordsTable, none)]);
    },
  );

  it("waits for compliance where the template says so, and expires when nobody answers in five days (MLR-16)", async () => {
    const { world, messageId, sent, leave } = await ordered(HELD_NOTE);
    expect(await leave()).toMatchObject({
      state: "held",
      reason: { code: "HOLD" },
      // four working hours from Wednesday 11:00 in Dublin
      note: { kind: "hold", state: "open", dueAt: "2026-11-18T15:00:00.000Z" },
    });
    world.clock.now += 5 * DAY - MINUTE;
    const { sender } = memorySender();
    await world.handOff(sender)(messageId);
    expect((await world.found(messageId)).state).toBe("held");
    world.clock.now += MINUTE;
    await world.handOff(sender)(messageId);
    expect(await world.found(messageId)).toMatchObject({ state: "expired", reason: { code: "EXPIRED" } });
    expect(sent).toEqual([]);
  });

  it("waits for nobody where nothing was typed", async () => {
    const { sent, leave } = await ordered(HELD_NOTE, {});
    expect((await leave()).note).toBeUndefined();
    expect(sent).toHaveLength(1);
  });

  it("is looked at later for the first of a rep's month (MLR-16)", async () => {
    const { leave } = await ordered();
    expect(await leave()).toMatchObject({ note: { kind: "sample", state: "open", lint: NOTE_LINT } });
  });
});
