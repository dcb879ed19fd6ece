import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lintNote } from "./note-lint.ts";
import { findingWords } from "./note-words.ts";
import { joined, noteWords, type WordLists } from "./restricted-words.ts";
import { TOLD } from "./told-illness.fixture.ts";

const LISTS: WordLists = joined([
  noteWords("en-IE", undefined, { channel: "email", onPage: ["Cardivex"], products: ["Nephrolan"] }),
  { partial: ["cap"], exact: [], names: ["Ozempic"] },
]);
const rules = (text: string, lists = LISTS) => [
  ...new Set(lintNote(text, lists, 300).map(({ rule }) => rule)),
];
const said = (text: string) => lintNote(text, LISTS, 300).map(({ from, to }) => text.slice(from, to));

describe("what a rep heard and may not pass on (MLR-14)", () => {
  it.each(TOLD)("is told safety: %s", (text) => {
    expect(rules(text)).toContain("adverse_event");
  });

  it.each([
    ["youtu.be/abc", "contact"],
    ["t.ly/abc", "contact"],
    ["acme.pharmacy", "contact"],
    ["www acme com", "contact"],
    ["acme(dot)com", "contact"],
    ["10.0.0.1", "contact"],
    ["ᴄᴀʀᴅɪᴠᴇx", "name"],
  ])("nor the way to somewhere else, however it is written: %s", (text, rule) => {
    expect(rules(`Have a look: ${text}`)).toContain(rule);
  });

  it.each([
    "As you may recall, I am at the hospital on Tuesday.",
    "Bis nächste Woche im Krankenhaus, ich freue mich auf das Gespräch um 9.30 Uhr.",
    "À mardi, vers dix heures, à l'hôpital. Merci pour votre accueil, Dr. Martin.",
    "I will bring the printed page. It takes 3 min. See you at 9.15 a.m.",
    "Your room number at the practice is on the card.",
  ])("while plain words may be sent: %s", (text) => {
    expect(rules(text).filter((rule) => ["adverse_event", "contact"].includes(rule))).toEqual([]);
  });
});

describe("restricted words that are spelled letter by letter", () => {
  const lists: WordLists = { partial: ["cures"], exact: ["no risk", "safe", "sase"], names: [] };

  it.each([
    "It c u r e s on Tuesday",
    "c.u.r.e.s",
    "It is s-a-f-e",
    "quite  s  a  f  e",
    "n o r i s k",
    "s @ f e",
    "s....a....f....e",
  ])("are found: %s", (text) => expect(rules(text, lists)).toEqual(["restricted"]));

  it.each([
    "Dr. A. B. Carr, room 5 A",
    "I. and S. are at 1 a.m. on 2 6 11",
    "plan a or b or c",
    "Code 5 4 5 3",
  ])("while initials and dates may be sent: %s", (text) => expect(rules(text, lists)).toEqual([]));

  it("are named in the place where they stand", () => {
    const text = "It is s a f e, they say";
    expect(lintNote(text, lists, 300).map(({ from, to }) => text.slice(from, to))).toEqual(["s a f e"]);
  });
});

describe("names of signs and short names", () => {
  const listed = (names: string[], exact: string[] = []) => ({ partial: [], exact, names });

  it("a product that is written in signs alone is found as it is, and nothing else is", () => {
    expect(rules("For you: ★★★★★★!", listed(["★★★★★★"]))).toEqual(["name"]);
    expect(rules("Until Thursday - in room 12", listed(["★★★★★★"], ["–––––", "!!"]))).toEqual([]);
    expect(rules("Until Thursday!!", listed([], ["!!"]))).toEqual(["restricted"]);
  });

  it("signs around a short name do not make every short word a slip of it", () => {
    expect(rules("Shall I bring tea", listed(["★★★★★A"]))).toEqual([]);
  });
});

describe("what a rep types (MLR-13, MLR-14)", () => {
  it.each([
    ["Ozempi-like", "name"],
    ["Chole\u200bcap", "restricted"],
    ["p2 trial ABC-123", "restricted"],
  ])("vector 9: %j is blocked", (text, rule) => {
    expect(rules(text)).toContain(rule);
  });

  it.each([
    "See you Tuesday at 3",
    "Thank you for the talk after Tuesday's round. The page holds what we spoke about.",
    "Shall we say Thursday, 26 November, 08:30 to 09:00, in room 12?",
    "Lovely to meet you in Galway on 24.11.2026.",
  ])("vector 9: %j is allowed", (text) => {
    expect(lintNote(text, LISTS, 300)).toEqual([]);
  });

  it.each([
    ["Cardivex", "as it is"],
    ["CARDIVEX", "in capitals"],
    ["Cardivx", "with a letter missing"],
    ["Cardviex", "with two letters swapped"],
    ["Cаrdivex", "with a Cyrillic letter"],
    ["Card\u00adivex", "with a soft hyphen"],
    ["C a r d i v e x", "with gaps"],
    ["C4rd1v3x", "with signs for letters"],
    ["ℂ𝕒𝕣𝕕𝕚𝕧𝕖𝕩", "in mathematical letters"],
    ["Nephrolan", "from the library"],
  ])("finds a product's name: %s, %s", (name) => {
    expect(rules(`About ${name} on Tuesday`)).toContain("name");
  });

  it.each([
    ["write to a.b@acme.example", "contact"],
    ["see bit.ly/x", "contact"],
    ["call +353 86 123 4567", "contact"],
    ["your 62-year-old from Monday", "patient"],
    ["born 03.04.1962", "patient"],
    ["MRN 448812", "patient"],
    ["he got a rash after the second one", "adverse_event"],
    ["keine Nebenwirkungen bisher", "adverse_event"],
    ["I saw you watched the film", "watched"],
    ["Sie haben die Seite geöffnet", "watched"],
    ["See you 🙂", "picture"],
    ["See you 🇬🇧", "picture"],
    ["1️⃣ See you", "picture"],
    ["the best there is", "restricted"],
    ["at a lower pr1ce", "restricted"],
    ["NCT01234567 next week", "name"],
  ])("%j is blocked as %s", (text, rule) => {
    expect(rules(text)).toContain(rule);
  });

  it("names the words and the rule, and never a way around (MLR-15)", () => {
    const text = "Is Chole\u200bcap on Tuesday fine?";
    const [finding] = lintNote(text, LISTS, 300);
    expect(finding && findingWords(text, finding)).toBe(
      "“cap” is a claim, a price, a dose or a patient: only approved pieces speak of these.",
    );
    expect(said("the C a r d i v e x day")).toContain("C a r d i v e x");
  });

  it("sends a rep with a side effect to safety (MLR-14)", () => {
    const text = "sorry to hear of the rash";
    const [finding] = lintNote(text, LISTS, 300);
    expect(finding && findingWords(text, finding)).toContain("report it to drug safety today");
  });

  it("counts what can be read", () => {
    expect(lintNote("see you", LISTS, 7)).toEqual([]);
    expect(lintNote("see you!", LISTS, 7)).toEqual([{ rule: "length", from: 7, to: 8 }]);
  });

  it("finds a name through any case, invisible letters and marks, and points at it", () => {
    const disguise = fc.array(fc.constantFrom("", "\u200b", "\u00ad", "\u0301", "\u2060"), {
      minLength: 8,
      maxLength: 8,
    });
    fc.assert(
      fc.property(disguise, fc.boolean(), fc.lorem({ maxCount: 3 }), (between, upper, around) => {
        const name = [..."cardivex"].map((one, n) => one + (between[n] ?? "")).join("");
        const text = `${around} ${upper ? name.toUpperCase() : name} ${around}`;
        const found = lintNote(text, LISTS, 1000).filter(({ rule }) => rule === "name");
        expect(
          found.some(({ from, to }) => text.slice(from, to) === (upper ? name.toUpperCase() : name)),
        ).toBe(true);
      }),
    );
  });

  it("answers any text, with places that lie in it and do not overlap within a rule", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (text) => {
        const findings = lintNote(text, LISTS, 40);
        for (const { from, to } of findings) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(text.length);
        }
        for (const [n, one] of findings.entries()) {
          const next = findings[n + 1];
          if (next?.rule === one.rule) expect(next.from).toBeGreaterThanOrEqual(one.to);
        }
      }),
    );
  });

  it("holds health terms out of texts, and leaves mails theirs (INV-8)", () => {
    const lists = (channel: "sms" | "email") =>
      noteWords("en-IE", undefined, { channel, onPage: [], products: [] });
    expect(rules("for the hospital round", lists("sms"))).toEqual(["restricted"]);
    expect(rules("for the hospital round", lists("email"))).toEqual([]);
  });

  it("counts a country's own words where they are for every product or for one on the page", () => {
    const stored = {
      country: "IE" as const,
      rev: 1,
      lists: [
        { partial: ["golf"], exact: [], names: [] },
        { product: "Nephrolan", partial: ["beans"], exact: [], names: ["Bovirex"] },
      ],
    };
    const lists = (onPage: string[]) =>
      noteWords("en-IE", stored, { channel: "email", onPage, products: [] });
    expect(rules("a round of golf", lists([]))).toEqual(["restricted"]);
    expect(rules("beans with Bovirex", lists(["Cardivex"]))).toEqual([]);
    expect(rules("beans with Bovirex", lists(["nephrolan"]))).toEqual(["restricted", "name"]);
  });
});
