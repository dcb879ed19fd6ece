import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CaseRef } from "../../shared/model/case-ref.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import { QuestionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { HOUR } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeWorld } from "../messaging/world.fixture.ts";
import { newId } from "../runtime/ids.ts";
import { mintAskNonce, mintSent, readAskNonce, readSent } from "./ask-nonce.ts";
import { makeDesk } from "./desk.ts";
import { makeHoldForCase } from "./hold-for-case.ts";
import { questionIdOf } from "./question-id.ts";
import { questionsOf, readQuestion } from "./question-store.ts";
import { makeRepQuestions } from "./rep-questions.ts";
import { readSealed } from "./sealed-question-store.ts";
import { answerBy, takeQuestion } from "./take-question.ts";

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

const TALKS = "Could we meet on Friday instead?";

/** A rep's HCP with a page, the desks, and a way to ask. */
async function asker() {
  const world = makeWorld(engine);
  const deps = { ...world.deps, restrictedTable: engine.names.restricted };
  const hcp = await world.reachable();
  const own = makeRepQuestions(deps);
  const desk = makeDesk(deps);
  const context = { now: world.clock.now, requestId: "r", headers: {}, cookies: [] };
  const form = () => QuestionId.parse(newId("que", world.clock.now));
  async function ask(text: string, topic = "talks", formId = form(), by: Hcp = hcp) {
    const questionId = questionIdOf(formId, { topic, text });
    const outcome = await takeQuestion(deps, by, { questionId, topic, text }, world.clock.now);
    return { questionId, outcome };
  }
  const nothing = { query: undefined, body: undefined, params: undefined };
  const list = async (caller: Caller = world.rep) =>
    (await own.listQuestions({ caller, context, ...nothing })).items.map(({ questionId }) => questionId);
  const medical = async () =>
    (await desk.listMedicalQuestions({ caller: world.person("msl"), context, ...nothing })).items.map(
      ({ questionId }) => questionId,
    );
  const settle = (questionId: QuestionId, outcome: "phone" | "medical", caller = world.rep, rev = 1) =>
    own.settleQuestion({ params: { questionId }, body: { outcome, rev }, query: undefined, caller, context });
  const read = (questionId: QuestionId, caller: Caller) =>
    desk.readQuestion({ params: { questionId }, body: undefined, query: undefined, caller, context });
  const screen = (questionId: QuestionId, outcome: "nothing" | "reported", rev = 1) =>
    desk.screenQuestion({
      params: { questionId },
      body: { outcome, rev },
      query: undefined,
      caller: world.person("safety"),
      context,
    });
  return { ...world, deps, hcp, desk, context, form, ask, list, medical, settle, read, screen };
}

const auditOf = async (questionId: string) => {
  const { Items = [] } = await engine.tables.send(
    new QueryCommand({
      TableName: engine.names.audit,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": `Question#${questionId}` },
    }),
  );
  return Items;
};

describe("a question", () => {
  it("INV-10: is recorded, sealed and audited at once, without a word outside of the walls", async () => {
    const one = await asker();
    const { questionId, outcome } = await one.ask(TALKS);
    expect(outcome).toEqual({ kind: "taken", flagged: false });
    expect(await readSealed(one.deps, questionId)).toMatchObject({ text: TALKS, flagged: false });
    const record = await readQuestion(one.deps, questionId);
    expect(record).toMatchObject({ hcpId: one.hcp.hcpId, desk: "rep" });
    const audit = await auditOf(questionId);
    expect(audit.map(({ action }) => action)).toEqual(["question.asked"]);
    expect(JSON.stringify([record, audit])).not.toMatch(/Friday|flagged|vis_/);
  });

  it("is one, however often the button is pressed, and other words from the same form are another", async () => {
    const one = await asker();
    const formId = one.form();
    const presses = await Promise.all([1, 2, 3].map(() => one.ask(TALKS, "talks", formId)));
    expect(new Set(presses.map(({ questionId }) => questionId)).size).toBe(1);
    await one.ask("And could you bring a colleague?", "talks", formId);
    const { questions } = await questionsOf(one.deps, one.hcp.hcpId, { limit: 10 });
    expect(questions).toHaveLength(2);
  });

  it("says of a side effect that it is one also at the second press", async () => {
    const one = await asker();
    const formId = one.form();
    for (const _ of [1, 2]) {
      const { outcome } = await one.ask("She had a rash", "medicine", formId);
      expect(outcome).toEqual({ kind: "taken", flagged: true });
    }
  });

  it("is refused after five, and a repeated press of the fifth is not", async () => {
    const one = await asker();
    const forms = [1, 2, 3, 4, 5].map(() => one.form());
    for (const formId of forms) await one.ask(TALKS, "talks", formId);
    expect((await one.ask(TALKS)).outcome).toEqual({ kind: "refused", fault: "many" });
    expect((await one.ask(TALKS, "talks", forms[4])).outcome.kind).toBe("taken");
  });

  it("INV-6: reaches safety as the sixth when it tells of a side effect, and a case of it holds the person", async () => {
    const one = await asker();
    for (const _ of [1, 2, 3, 4, 5]) await one.ask(TALKS);
    const text = "My patient had a severe rash and was admitted to hospital";
    const { questionId, outcome } = await one.ask(text);
    expect(outcome).toEqual({ kind: "taken", flagged: true });
    expect(await readSealed(one.deps, questionId)).toMatchObject({ text, flagged: true });
    expect(await one.read(questionId, one.person("safety"))).toEqual({ text });
    expect(await one.list()).not.toContain(questionId);
    const hold = makeHoldForCase(one.deps)({
      params: { hcpId: one.hcp.hcpId },
      body: { open: true, caseRef: CaseRef.parse("PV-2026-6") },
      query: undefined,
      caller: one.person("safety"),
      context: one.context,
    });
    expect(await hold).toEqual({ held: true });
    expect((await one.ask(TALKS)).outcome).toEqual({ kind: "refused", fault: "many" });
  });

  it("MI-2: is medical information's when it names a medicine of the person's page", async () => {
    const one = await asker();
    const { questionId } = await one.ask("Bring something about cardiolex");
    expect(await readQuestion(one.deps, questionId)).toMatchObject({ desk: "medical" });
  });
});

it("is to be answered one business day later, and on Tuesday when it came on a Sunday", () => {
  const dublin = { country: "IE", timeZone: "Europe/Dublin" } as const;
  const by = (at: string) => new Date(answerBy(dublin, Date.parse(at))).toISOString();
  expect(by("2026-11-24T10:00:00Z")).toBe("2026-11-25T10:00:00.000Z");
  expect(by("2026-11-27T10:00:00Z")).toBe("2026-11-30T10:00:00.000Z");
  expect(by("2026-11-22T06:59:00Z")).toBe("2026-11-24T06:59:00.000Z");
  expect(by("2026-12-24T10:00:00Z")).toBe("2026-12-28T10:00:00.000Z");
});

describe("the rep's list", () => {
  it("has own HCPs' questions with their words, until they are answered", async () => {
    const one = await asker();
    const { questionId } = await one.ask(TALKS);
    expect(await one.list()).toContain(questionId);
    const stranger = one.person("rep");
    expect(await one.list(stranger)).toEqual([]);
    await expect(one.settle(questionId, "phone", stranger)).rejects.toMatchObject({ code: "not_found" });
    await expect(one.settle(questionId, "phone", one.rep, 7)).rejects.toMatchObject({ code: "conflict" });
    expect(await one.settle(questionId, "phone")).toMatchObject({ open: false, rev: 2 });
    expect(await one.settle(questionId, "phone")).toMatchObject({ open: false, rev: 2 });
    expect(await one.list()).not.toContain(questionId);
    expect((await auditOf(questionId)).map(({ action }) => action)).toEqual([
      "question.asked",
      "question.answered",
    ]);
  });

  it("INV-7: never has a medical one, and answering it is refused like one that never was", async () => {
    const one = await asker();
    const { questionId } = await one.ask("Is it safe in pregnancy?", "medicine");
    expect(await one.list()).not.toContain(questionId);
    await expect(one.settle(questionId, "phone")).rejects.toMatchObject({ code: "not_found" });
    expect(await one.medical()).toContain(questionId);
  });

  it("hands a question over, and nothing of it stays on the rep's side", async () => {
    const one = await asker();
    const { questionId } = await one.ask(TALKS);
    expect(await one.settle(questionId, "medical")).toMatchObject({ desk: "medical", open: true });
    expect(await one.list()).not.toContain(questionId);
    const { Items } = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.people,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `QUESTION#${questionId}` },
      }),
    );
    expect(Items).toEqual([]);
    expect(await one.read(questionId, one.person("msl"))).toEqual({ text: TALKS });
  });
});

describe("the desk", () => {
  it("lets medical information read its own and nobody else's, each time on record", async () => {
    const one = await asker();
    const msl = one.person("msl");
    const [talks, medicine] = [await one.ask(TALKS), await one.ask("Which dose?", "medicine")];
    await expect(one.read(talks.questionId, msl)).rejects.toMatchObject({ code: "not_found" });
    expect(await one.read(medicine.questionId, msl)).toEqual({ text: "Which dose?" });
    expect((await auditOf(medicine.questionId)).at(-1)).toMatchObject({
      action: "question.read",
      actor: { id: msl.userId, role: "msl" },
    });
  });

  it("INV-6: shows safety every question, those with words of a side effect first, until it has read them", async () => {
    const one = await asker();
    one.clock.now -= HOUR;
    const plain = await one.ask(TALKS);
    one.clock.now += HOUR;
    const rash = await one.ask("She had a rash");
    const safety = one.person("safety");
    const unread = async () =>
      (
        await one.desk.listUnscreenedQuestions({
          caller: safety,
          context: one.context,
          query: undefined,
          body: undefined,
          params: undefined,
        })
      ).items.map(({ questionId }) => questionId);
    const before = await unread();
    expect(before).toEqual(expect.arrayContaining([plain.questionId, rash.questionId]));
    expect(before.indexOf(rash.questionId)).toBeLessThan(before.indexOf(plain.questionId));
    expect(await one.read(plain.questionId, safety)).toEqual({ text: TALKS });
    expect(await one.screen(rash.questionId, "reported")).toMatchObject({ outcome: "reported", rev: 2 });
    expect(await one.screen(rash.questionId, "reported")).toMatchObject({ rev: 2 });
    await expect(one.screen(rash.questionId, "nothing", 2)).rejects.toMatchObject({ code: "wrong_state" });
    expect(await unread()).not.toContain(rash.questionId);
    // what was found is for safety alone
    expect(JSON.stringify(await auditOf(rash.questionId))).not.toContain("reported");
    // it is still medical information's question
    expect(await one.medical()).toContain(rash.questionId);
  });
});

describe("a form's nonce", () => {
  const KEY = Buffer.alloc(32, 7).toString("base64");
  const [mine, other] = ["vis_01ARZ3NDEKTSV4RRFFQ69G5FAV", "vis_01ARZ3NDEKTSV4RRFFQ69G5FAW"] as never[];
  const questionId = QuestionId.parse("que_01ARZ3NDEKTSV4RRFFQ69G5FAV");

  it("is taken in its own visit, unchanged and for twelve hours", () => {
    if (mine === undefined || other === undefined) throw new Error("two visits");
    const nonce = mintAskNonce(KEY, mine, questionId, 1000);
    expect(readAskNonce(KEY, mine, nonce, 1001)).toBe(questionId);
    expect(readAskNonce(KEY, other, nonce, 1001)).toBeUndefined();
    expect(readAskNonce(KEY, mine, nonce.replace("FAV", "FAX"), 1001)).toBeUndefined();
    expect(readAskNonce(KEY, mine, nonce, 1000 + 12 * 3600)).toBeUndefined();
  });

  it("and the answer's address claim nothing that was not so", () => {
    if (mine === undefined || other === undefined) throw new Error("two visits");
    const sent = mintSent(KEY, mine, { questionId, flagged: false });
    expect(readSent(KEY, mine, sent)).toEqual({ questionId, flagged: false });
    expect(readSent(KEY, mine, sent.replace(".0.", ".1."))).toBeUndefined();
    expect(readSent(KEY, other, sent)).toBeUndefined();
  });
});
