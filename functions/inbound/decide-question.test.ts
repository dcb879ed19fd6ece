import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ILLNESS_STEMS, ILLNESS_WORDS } from "../../shared/model/illness-words.ts";
import { HOUR } from "../../shared/model/time.ts";
import { TOLD } from "../../shared/model/told-illness.fixture.ts";
import { decideQuestion, type QuestionFacts } from "./decide-question.ts";
import { MEDICINE_STEMS, SAFETY_STEMS, SAFETY_WORDS } from "./safety-words.ts";
import { mayBeAboutMedicine, mayBeSideEffect } from "./screen-question.ts";

const NOW = Date.parse("2026-11-24T10:00:00.000Z");
const facts = (change: Partial<QuestionFacts> = {}): QuestionFacts => ({
  topic: "talks",
  text: "Could we move Thursday's appointment to Friday at two?",
  products: ["Cardiolex"],
  earlier: [],
  decideBy: NOW + 24 * HOUR,
  ...change,
});
const decide = (change: Partial<QuestionFacts> = {}) => decideQuestion(facts(change), NOW);

describe("whose a question is", () => {
  it("MI-2: the rep's, where the HCP says so and nothing in it is about a medicine", () => {
    for (const text of [
      "Could we move Thursday's appointment to Friday at two?",
      "Please switch me to mornings. The kitchen at Mitchell Street is fine, thanks a lot.",
      "Können wir den Termin am Donnerstag verschieben? Er passt leider nicht.",
      "Pouvez-vous passer jeudi matin plutôt que vendredi ?",
      "Please ring me about what we said last time, at the weekend I am in the mountains.",
      "Wann passt es Ihnen nächste Woche? Mittwochs habe ich um acht eine halbe Stunde Zeit.",
      "Merci pour votre page. Je serais disponible mardi à dix heures, par téléphone si possible.",
    ])
      expect([text, decide({ text })]).toMatchObject([text, { kind: "taken", desk: "rep", flagged: false }]);
  });

  it("MI-2: medical information's, whatever was chosen, when it may be about a medicine or an illness", () => {
    for (const text of [
      "Can I start at 5mg?",
      "What about the dose in renal failure?",
      "Would you bring something on CARDIOLEX?",
      "Wie steht es um Wechselwirkungen?",
      "Et la posologie chez l'enfant ?",
    ])
      expect([text, decide({ text })]).toMatchObject([text, { desk: "medical", flagged: false }]);
    expect(decide({ topic: "medicine" })).toMatchObject({ desk: "medical", flagged: false });
  });

  it("INV-7: never the rep's with words of a side effect, which safety reads within a day (PV-1)", () => {
    for (const text of [
      "She had a rash after the second week",
      "Mein Nachbar klagt über Übelkeit",
      "Il a eu des vertiges",
      "He died on Monday",
      "Mrs K. fainted in our waiting room",
      "🤮 since Tuesday",
      "The pen is leaking",
      "no side effects so far",
    ])
      expect([text, decide({ text })]).toMatchObject([
        text,
        { desk: "medical", flagged: true, screenBy: NOW + 24 * HOUR },
      ]);
  });

  it.each(TOLD)("INV-6: is for safety as people tell it: %s", (text) => {
    expect(decide({ text })).toMatchObject({ desk: "medical", flagged: true });
  });

  it("is never the rep's in an alphabet that nobody looks into", () => {
    for (const text of ["У пациента сыпь", "عنده طفح جلدي", "患者さんに発疹が出ました"])
      expect(decide({ text })).toMatchObject({ desk: "medical" });
  });

  it("PV-1: safety's day runs over a weekend, while an answer waits for Monday", () => {
    const decideBy = NOW + 72 * HOUR;
    expect(decide({ text: "She had a rash", decideBy })).toMatchObject({
      dueAt: decideBy,
      screenBy: NOW + 24 * HOUR,
    });
    expect(decide({ decideBy })).toMatchObject({ dueAt: decideBy, screenBy: decideBy });
  });

  it("every word that is looked for is found, in any case and inside a sentence", () => {
    for (const word of [...SAFETY_STEMS, ...SAFETY_WORDS, ...ILLNESS_STEMS, ...ILLNESS_WORDS])
      expect([word, mayBeSideEffect(`So: ${word.toUpperCase()}.`)]).toEqual([word, true]);
    for (const word of MEDICINE_STEMS)
      expect([word, mayBeAboutMedicine(`x ${word} y`, [])]).toEqual([word, true]);
  });

  it("a number is not numb", () => {
    expect(mayBeSideEffect("My fingers are numb, with numbness in the toes")).toBe(true);
    expect(mayBeSideEffect("Which number do I ring for an appointment?")).toBe(false);
  });

  it("no text reaches the rep that has such a word or the name of a medicine on the page", () => {
    const word = fc.constantFrom(...SAFETY_STEMS, ...SAFETY_WORDS, ...MEDICINE_STEMS, "cardiolex");
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), word, (around, said) => {
        const decision = decide({ text: `${around} ${said} ${around}` });
        expect(decision.kind === "taken" ? decision.desk : "medical").toBe("medical");
      }),
    );
  });
});

describe("what is not taken", () => {
  it.each([
    ["empty", { text: " \r\n\t " }],
    ["long", { text: "a".repeat(1001) }],
    ["unprintable", { text: "a\u0007b" }],
    ["unprintable", { text: "abc\u202Edef" }],
    ["unprintable", { text: "\u200B\u200B" }],
    ["topic", { topic: "" }],
    ["topic", { topic: "competitors" }],
    ["many", { earlier: [1, 2, 3, 4, 5].map((hours) => NOW - hours * HOUR) }],
  ] as const)("says %s", (fault, change) => {
    expect(decide(change)).toEqual({ kind: "refused", fault });
  });

  it("counts a thousand characters as a browser does, line ends as one", () => {
    expect(decide({ text: `${"a\r\n".repeat(499)}ab` })).toMatchObject({
      kind: "taken",
      text: `${"a\n".repeat(499)}ab`,
    });
    expect(decide({ text: "a".repeat(1000) }).kind).toBe("taken");
  });

  it("takes five in twelve hours, and the next when the first is older", () => {
    const earlier = [12, 3, 2, 1, 0].map((hours) => NOW - hours * HOUR);
    expect(decide({ earlier }).kind).toBe("taken");
    expect(decide({ earlier: [NOW - 12 * HOUR + 1, ...earlier.slice(1)] }).kind).toBe("refused");
  });

  it("INV-6: keeps what tells of a side effect for safety also after five, and stops only a flood", () => {
    const text = "My patient had a severe rash and was admitted to hospital";
    const times = (count: number) => Array.from({ length: count }, (_, at) => NOW - at);
    for (const topic of ["talks", "medicine"])
      expect(decide({ topic, text, earlier: times(49) })).toMatchObject({
        kind: "taken",
        desk: "medical",
        flagged: true,
        screenBy: NOW + 24 * HOUR,
      });
    expect(decide({ text, earlier: times(50) })).toEqual({ kind: "refused", fault: "many" });
    // and nothing else is let in by it
    expect(decide({ earlier: times(6) })).toEqual({ kind: "refused", fault: "many" });
  });

  it("takes or refuses whatever was typed, and what it takes can be kept and read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 1200 }), fc.string(), (text, topic) => {
        const decision = decide({ text, topic });
        if (decision.kind === "refused") return;
        expect(decision.text.length).toBeGreaterThan(0);
        expect(decision.text.length).toBeLessThanOrEqual(1000);
        expect(decision.text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
