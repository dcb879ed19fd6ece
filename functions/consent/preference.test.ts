import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { PreferenceChange } from "../../shared/model/preference.ts";
import { instantText } from "../../shared/model/time.ts";
import { languageFor, preferenceOf } from "./preference.ts";
import { viewingRules } from "./viewing.ts";

const TEN = Date.parse("2026-11-24T10:00:00Z");
const at = (minute: number) => instantText(TEN + minute * 60_000);
/** A log of wishes, one a minute from ten o'clock. */
const wished = (...wishes: readonly PreferenceChange[]) =>
  wishes.map((preference, minute) => ({ action: "prefer", preference, at: at(minute) }) as ConsentEvent);
const [A, B] = ["ver_01JD0000000000000000000001", "ver_01JD0000000000000000000002"] as never[] as [
  never,
  never,
];
const MORNINGS = { hours: { mon: ["08:30", "12:00"] as [string, string] } };

describe("how somebody wants to be written to (domain-rules 2.11)", () => {
  it("is as usual until they say otherwise, field by field, the last word first", () => {
    expect(preferenceOf([])).toEqual({ hours: undefined, language: undefined, frequency: "as_it_comes" });
    const log = wished({ frequency: "weekly" }, { hours: MORNINGS }, { frequency: "monthly" });
    expect(preferenceOf(log)).toEqual({ hours: MORNINGS, language: undefined, frequency: "monthly" });
    expect(preferenceOf([...log, ...wished({ hours: null })]).hours).toBeUndefined();
  });

  it("names the language with the customs of the person's country", () => {
    const becker = { language: "de-DE", country: "DE" } as const;
    expect(languageFor([], becker)).toBe("de-DE");
    expect(languageFor(wished({ language: "en" }), becker)).toBe("en-DE");
    expect(languageFor(wished({ language: "en" }, { language: null }), becker)).toBe("de-DE");
    expect(languageFor(wished({ language: "de" }), becker)).toBe("de-DE");
  });
});

describe("what the rep may see, piece by piece", () => {
  it("shows everything until the person says otherwise", () => {
    const { shows, counts, wishFor, forgets, totals } = viewingRules([]);
    expect([shows(A, at(0)), counts(A, at(0)), wishFor(A), forgets, totals]).toEqual([
      true,
      true,
      "shown",
      false,
      [],
    ]);
  });

  it("hides one piece, and counts it on", () => {
    const { shows, counts } = viewingRules(wished({ viewing: { versionId: A, to: "hidden" } }));
    expect([shows(A, at(9)), counts(A, at(9)), shows(B, at(9))]).toEqual([false, true, true]);
  });

  it("counts a piece only in totals from now on, and forgets what was counted", () => {
    const log = wished({ viewing: { versionId: A, to: "total" } });
    const { counts, totals, forgets } = viewingRules(log);
    expect([counts(A, at(-1)), counts(A, at(9)), counts(B, at(9))]).toEqual([false, false, true]);
    expect([totals, forgets]).toEqual([[A], true]);
    // shown again is shown from then on: what was forgotten does not come back
    const again = viewingRules([
      ...log,
      ...wished({}, {}, { viewing: { versionId: A, to: "shown" } }).slice(2),
    ]);
    expect([again.shows(A, at(-1)), again.shows(A, at(9))]).toEqual([false, true]);
  });

  it("deletes what there is by now, also what a late event would bring back", () => {
    const { shows, counts, wishFor } = viewingRules(
      wished({ viewing: { versionId: A, to: "hidden" } }, { viewing: { to: "deleted" } }),
    );
    expect([counts(A, at(1)), counts(A, at(2)), counts(B, at(0)), wishFor(A)]).toEqual([
      false,
      true,
      false,
      "hidden",
    ]);
    expect(shows(B, at(2))).toBe(true);
  });

  it("INV-4: never shows the rep what is not counted, whatever was said in which order", () => {
    const wish = fc.record({
      viewing: fc.record(
        {
          versionId: fc.constantFrom(A, B),
          to: fc.constantFrom("shown" as const, "hidden" as const, "total" as const, "deleted" as const),
        },
        { requiredKeys: ["to"] },
      ),
    });
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 8 }), fc.integer({ min: -1, max: 9 }), (wishes, minute) => {
        const rules = viewingRules(wished(...wishes));
        if (rules.shows(A, at(minute))) expect(rules.counts(A, at(minute))).toBe(true);
        const last = wishes.findLast(({ viewing }) => viewing.versionId !== B)?.viewing.to;
        if (last === "hidden" || last === "total") expect(rules.shows(A, at(minute))).toBe(false);
        if (last === "deleted") expect(rules.counts(A, at(-1))).toBe(false);
      }),
    );
  });
});
