import { beforeAll, describe, expect, it } from "vitest";
import { denialsOf } from "./audit-trail.ts";
import { HcpPhone } from "./hcp-phone.ts";
import { confirmed, invite } from "./invited.ts";
import { leap, openJourney } from "./journey.ts";
import { refusalOf } from "./main-job.ts";

const journey = openJourney();
const { house } = journey;
const [rep, msl, safety] = [house.as("rep"), house.as("msl"), house.as("safety")];
/** A Tuesday: the next business day in Leeds is Wednesday. */
const DAY = "2026-11-24";
const TALKS = "Could we meet on Friday at two instead?";
/** Business time goes on while this runs. */
const TOMORROW = expect.stringMatching(/^2026-11-25T11:0\d:/);
const RASH = "One of mine had a rash after the second week.";

let hcpId: string;
let link: string;
let phone: HcpPhone;

beforeAll(async () => {
  await leap(journey, `${DAY}T11:00:00.000Z`);
  const who = { id: "ASK-1", territory: "GB-53", email: "ask.one@example.com" };
  ({ hcpId, link } = await invite(house, who));
  ({ phone } = await confirmed(house, link));
});

/** The form filled in and sent. */
async function ask(fields: Readonly<Record<string, string>>) {
  return phone.press(await phone.open("/space/ask"), 'name="nonce"', fields);
}
const own = async () => (await rep.call("listQuestions", {})).items.filter(({ hcp }) => hcp.hcpId === hcpId);
const medical = async () =>
  (await msl.call("listMedicalQuestions", {})).items.filter(({ hcp }) => hcp.hcpId === hcpId);
const unread = async () =>
  (await safety.call("listUnscreenedQuestions", {})).items.filter(({ hcp }) => hcp.hcpId === hcpId);

describe("a question about talks", () => {
  it("goes from the page to the rep, once, also of somebody who is not counted", async () => {
    const space = await phone.open("/space");
    expect(space.html).toContain('href="/space/ask"');
    const form = await phone.open("/space/ask");
    expect(form.html).toMatch(/You have an answer by Wednesday 25 November/);
    expect(form.html).not.toMatch(/checked|<script/);
    const fields = { topic: "talks", text: TALKS };
    const answer = await phone.press(form, 'name="nonce"', fields);
    expect([answer.status, answer.path]).toEqual([200, "/space/ask"]);
    expect(answer.html).toContain("reads it and answers by Wednesday 25 November");
    expect(answer.html).not.toContain("This also goes to our safety team now");
    // the same button once more
    await phone.press(form, 'name="nonce"', fields);
    const items = await own();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ text: TALKS, dueAt: TOMORROW });
    expect(await medical()).toEqual([]);
  });

  it("is on the timeline without its words, and gone from the list once answered", async () => {
    const [item] = await own();
    const params = { questionId: item?.questionId ?? "" } as never;
    const answered = await rep.call("settleQuestion", { params, body: { outcome: "phone", rev: 1 } });
    expect(answered).toMatchObject({ desk: "rep", open: false });
    expect(await own()).toEqual([]);
    const { items } = await rep.call("readTimeline", { params: { hcpId }, query: {} });
    expect(items.find(({ kind }) => kind === "question")).toMatchObject({
      desk: "rep",
      answered: { way: "phone" },
    });
    expect(JSON.stringify(items)).not.toContain("Friday");
  });

  it("is handed over by the rep when it is about a medicine after all", async () => {
    await ask({ topic: "talks", text: "Please ring me about what we said last time." });
    const [item] = await own();
    const params = { questionId: item?.questionId ?? "" } as never;
    await rep.call("settleQuestion", { params, body: { outcome: "medical", rev: 1 } });
    expect(await own()).toEqual([]);
    const [case_] = await medical();
    expect(await msl.call("readQuestion", { params })).toEqual({
      text: "Please ring me about what we said last time.",
    });
    await msl.call("answerMedicalQuestion", { params, body: { way: "message", rev: case_?.rev ?? 0 } });
    expect(await medical()).toEqual([]);
  });
});

describe("a question with words of a side effect", () => {
  it("INV-6, INV-7: says that safety has it too, and never reaches the rep", async () => {
    const answer = await ask({ topic: "talks", text: RASH });
    expect(answer.html).toContain("Medical information reads it");
    expect(answer.html).toMatch(/This also goes to our safety team now.*tel:\+442079460143/);
    expect(await own()).toEqual([]);
    const [first] = await unread();
    expect(first).toMatchObject({ flagged: true, dueAt: TOMORROW });
    const params = { questionId: first?.questionId ?? "" } as never;
    expect(await safety.call("readQuestion", { params })).toEqual({ text: RASH });
    const body = { outcome: "reported", rev: first?.rev ?? 0 } as const;
    await safety.call("screenQuestion", { params, body });
    expect((await unread()).map(({ questionId }) => questionId)).not.toContain(first?.questionId);
    // the rep's timeline tells it from no other question for medical information (PV-7)
    const { items } = await rep.call("readTimeline", { params: { hcpId }, query: {} });
    const [newest] = items;
    expect(newest).toEqual({
      kind: "question",
      at: expect.stringMatching(/^2026-11-24T11:0\d:/),
      questionId: first?.questionId,
      desk: "medical",
      dueAt: TOMORROW,
    });
  });

  it("is nobody else's: another's try finds nothing, and is recorded", async () => {
    const [item] = await medical();
    const params = { questionId: item?.questionId ?? "" } as never;
    const settle = rep.call("settleQuestion", { params, body: { outcome: "phone", rev: 1 } });
    expect(await refusalOf(settle)).toBe("not_found");
    for (const role of ["rep", "compliance", "admin", "marketer"] as const)
      expect(await refusalOf(house.as(role).call("readQuestion", { params }))).toBe("not_found");
    const denials = await denialsOf(journey, await house.userId("rep"), DAY);
    expect(denials).toContainEqual(
      expect.objectContaining({ action: "question.settle", reason: "other_desk" }),
    );
  });
});

describe("the form", () => {
  it("comes back with what was typed, in the person's language, when something is wrong", async () => {
    const page = await phone.open("/space/ask?lang=de");
    const answer = await phone.press(page, 'name="nonce"', { text: "Wann <b>passt</b> es?" });
    expect(answer.status).toBe(400);
    expect(answer.html).toContain("Bitte wählen Sie, worum es geht");
    expect(answer.html).toMatch(/Wann &lt;b>passt&lt;\/b> es\?/);
    const forged = await phone.press(answer, 'name="nonce"', {
      nonce: "que_x.9.y",
      topic: "talks",
      text: "Hallo",
    });
    expect([forged.status, /lange offen/.test(forged.html)]).toEqual([400, true]);
  });

  it("takes five, and then says whom to ring", async () => {
    let last = await ask({ topic: "talks", text: "The fourth, about Monday." });
    last = await ask({ topic: "talks", text: "The fifth, about Tuesday." });
    expect(last.status).toBe(200);
    last = await ask({ topic: "talks", text: "The sixth, about Wednesday." });
    expect(last.status).toBe(429);
    expect(last.html).toMatch(/The sixth, about Wednesday/);
    expect((await own()).map(({ text }) => text)).not.toContain("The sixth, about Wednesday.");
  });

  it("INV-6: takes what tells of a side effect after that too, and safety has it and can hold the person", async () => {
    const text = "My patient had a severe rash and was admitted to hospital.";
    const answer = await ask({ topic: "talks", text });
    expect(answer.status).toBe(200);
    expect(answer.html).toMatch(/This also goes to our safety team now.*tel:\+442079460143/);
    const [first] = await unread();
    expect(first).toMatchObject({ flagged: true });
    const params = { questionId: first?.questionId ?? "" } as never;
    expect(await safety.call("readQuestion", { params })).toEqual({ text });
    expect((await own()).map((one) => one.text)).not.toContain(text);
    const hold = (open: boolean) =>
      safety.call("holdForCase", {
        params: { hcpId: hcpId as never },
        body: { caseRef: "PV-ASK-6" as never, open },
      });
    expect(await hold(true)).toEqual({ held: true });
    expect(await hold(false)).toEqual({ held: false });
  });

  it("is for somebody with a name and a visit; an address claims nothing", async () => {
    const stranger = new HcpPhone(house.address.hcp);
    expect((await stranger.open("/space/ask")).status).toBe(410);
    const colleague = new HcpPhone(house.address.hcp);
    const page = await colleague.submit(await colleague.open(link), { attest: "yes", go: "colleague" });
    expect(page.html).not.toContain("/space/ask");
    const refused = await colleague.open("/space/ask");
    expect([refused.status, /Please ask by telephone/.test(refused.html)]).toEqual([403, true]);
    const invented = await phone.open("/space/ask?sent=que_01ARZ3NDEKTSV4RRFFQ69G5FAV.1.x");
    expect(invented.html).toContain('name="nonce"');
  });
});
