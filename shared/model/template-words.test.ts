import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAIL_TEXT, SMS_TEXT } from "../../functions/templates/template.fixture.ts";
import { smsSize } from "./gsm7.ts";
import { SlotName, type TemplateText } from "./template.ts";
import { frameWords, NO_TOKEN } from "./template-frame.ts";
import { templateProblems } from "./template-lint.ts";
import { paragraphsOf, sayTemplate, zonesOf } from "./template-words.ts";

const LINK = `https://hcp.acme.example/s/${NO_TOKEN}`;
const VALUES = {
  company: "Acme Therapeutics",
  rep: "Ana Ruiz",
  hcp: "Dr. Byrne",
  link: LINK,
  ...frameWords("en-IE"),
};
const FRAME = { ...VALUES, products: ["Cardivex"] };
const problems = (text: TemplateText) =>
  templateProblems(text, FRAME).map(({ field, words }) => `${field}: ${words}`);
const sms = (change: Partial<TemplateText>) => problems({ ...SMS_TEXT, ...change });
const mail = (change: Partial<TemplateText>) => problems({ ...MAIL_TEXT, ...change });

describe("a template's words", () => {
  it("are the approved ones with the platform's and the rep's in their places", () => {
    expect(sayTemplate(SMS_TEXT, VALUES, {}).body).toBe(
      `Acme Therapeutics: Ana Ruiz left something for you: ${LINK} Reply STOP to opt out`,
    );
    const fills = { greeting: "Good day", note: "Until Tuesday." };
    const said = sayTemplate(MAIL_TEXT, VALUES, fills);
    expect(said.subject).toBe("A short page for you, Dr. Byrne");
    expect(paragraphsOf(said.body)).toEqual([
      "Good day Dr. Byrne,",
      "thank you for your time. I put together what we spoke about. Until Tuesday.",
      "It waits on your private page.",
    ]);
  });

  it("are those of the specialty, however it is spelled (B13)", () => {
    const said = sayTemplate(MAIL_TEXT, VALUES, {}, "CARDIOLOGY");
    expect(said.subject).toBe("For your Thursday round");
    expect(said.body).toContain("It is about the round.");
    expect(sayTemplate(MAIL_TEXT, VALUES, {}, "Dermatology").subject).toBe("A short page for you, Dr. Byrne");
  });

  it("leave nothing where nothing was typed, not even a space", () => {
    expect(paragraphsOf(sayTemplate(MAIL_TEXT, VALUES, {}).body)[1]).toBe(
      "thank you for your time. I put together what we spoke about.",
    );
  });

  it("stay one part of a text: a rep's name that does not fit gives way", () => {
    const rep = `Ana ${"Maria ".repeat(8)}Ruiz`;
    const { body } = sayTemplate(SMS_TEXT, { ...VALUES, rep }, {});
    expect(body).toContain("Acme Therapeutics: your contact left");
    expect(smsSize(body).segments).toBe(1);
  });

  it("cannot be opened by what a rep types: braces stay braces", () => {
    fc.assert(
      fc.property(fc.constantFrom("{link}", "{company}", "{note}", "{stop} {hcp}"), (typed) => {
        expect(sayTemplate(MAIL_TEXT, VALUES, { note: typed }).body).toContain(typed);
      }),
    );
  });

  it("come apart into zones that say the pattern again", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("{link}", "{reason}", "{", "}", "Hello ", "ü"), { maxLength: 9 }),
        (parts) => {
          const pattern = parts.join("");
          const again = zonesOf(pattern, SMS_TEXT.slots)
            .map((zone) =>
              zone.kind === "locked" ? zone.text : `{${zone.kind === "field" ? zone.field : zone.slot.slot}}`,
            )
            .join("");
          expect(again).toBe(pattern);
        },
      ),
    );
  });
});

describe("what keeps a template from review (MLR-12, INV-8)", () => {
  it("is nothing in a good one", () => {
    expect([sms({}), mail({})]).toEqual([[], []]);
  });

  it.each([
    ["a product", { body: "{company}: news on Cardivex {reason} {link} {stop}" }, /reads as a product/],
    ["a health term", { body: "{company}: for your heart patients {reason} {link} {stop}" }, /INV-8/],
    [
      "a claim in a wording to choose",
      { slots: [{ ...SMS_TEXT.slots[0], options: ["the best for you:"] }] },
      /INV-8/,
    ],
    ["no way to stop", { body: "{company}: {rep} {reason} {link}" }, /\{stop\} has to stand/],
    ["no sender", { body: "{rep} {reason} {link} {stop}" }, /\{company\} has to stand/],
    ["two links", { body: "{company} {reason} {link} {link} {stop}" }, /\{link\} has to stand/],
    ["something stuck to the link", { body: "{company} {reason} {link}. {stop}" }, /space after \{link\}/],
    ["a dash outside GSM-7", { body: "{company} – {rep} {reason} {link} {stop}" }, /Outside GSM-7: –/],
    [
      "more than one part with the longest choice",
      { body: `{company}: ${"so it is ".repeat(9)}{reason} {link} {stop}` },
      /of 160/,
    ],
    [
      "a link of its own",
      { body: "{company} {reason} www.acme.example {link} {stop}" },
      /put in by the platform/,
    ],
    ["a name of an HCP", { body: "{company}: {hcp} {reason} {link} {stop}" }, /neither a place nor/],
    ["a subject", { subject: "For you" }, /no subject/],
    ["a brace that opens nothing", { body: "{company}: {Rep} {reason} {link} {stop}" }, /opens no place/],
    ["a slot that is nowhere", { body: "{company}: {rep} {link} {stop}" }, /stands 0 times/],
    ["a slot named as a field", { slots: [{ ...SMS_TEXT.slots[0], slot: "rep" }] }, /put in by the platform/],
  ] as [string, Partial<TemplateText>, RegExp][])("a text with %s", (_, change, words) => {
    expect(sms(change)).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });

  it("a text whose typed place could break its one part", () => {
    const slots = [
      { kind: "text" as const, slot: "note", label: "Note", maxChars: 120, review: "hold" as const },
    ];
    expect(sms({ body: "{company}: {note} {link} {stop}", slots })[0]).toMatch(/takes \d+ of 160/);
    const short = [
      { kind: "text" as const, slot: "note", label: "Note", maxChars: 40, review: "hold" as const },
    ];
    expect(sms({ body: "{company}: {note} {link} {stop}", slots: short })).toEqual([]);
  });

  it.each([
    ["no subject", { subject: undefined }, /needs a subject/],
    [
      "a product in the subject of a specialty",
      { specialties: [{ specialty: "Cardiology", subject: "Cardivex" }] },
      /reads as a product/,
    ],
    ["a place in the subject", { subject: "{note} for you" }, /A subject has no place/],
    ["no example for everybody else", { example: undefined }, /write one for everybody else/],
    [
      "a specialty twice",
      { specialties: [{ specialty: "Cardiology" }, { specialty: "cardiology" }] },
      /is there twice/,
    ],
  ] as [string, Partial<TemplateText>, RegExp][])("an e-mail with %s", (_, change, words) => {
    expect(mail(change)).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });

  it("never passes a text that some choice of wordings breaks", () => {
    const word = fc.constantFrom("left something", "für Sie", "de retour", "for you:", "when it suits you");
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1 }),
        fc.array(word, { maxLength: 6 }),
        (options, locked) => {
          const text: TemplateText = {
            ...SMS_TEXT,
            body: `{company}: {rep} ${locked.join(" ")} {reason} {link} {stop}`,
            slots: [{ kind: "picklist", slot: "reason", label: "Reason", options }],
          };
          if (problems(text).length > 0) return;
          for (const reason of options)
            expect(smsSize(sayTemplate(text, VALUES, { reason }).body)).toMatchObject({ segments: 1 });
        },
      ),
    );
  });
});

describe("the name of a place", () => {
  it.each(["constructor", "toString", "valueOf", "hasOwnProperty"])(
    "is none that every object has, which nobody filled: %s",
    (name) => {
      expect(SlotName.safeParse(name).success).toBe(false);
      expect(SlotName.safeParse(`${name}s`).success).toBe(true);
    },
  );
});
