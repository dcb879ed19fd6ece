import { describe, expect, it } from "vitest";
import { entriesOf, type Lists, withoutWord, withWord } from "./word-entries.ts";

const LISTS: Lists = [
  { partial: ["golf"], exact: ["see you"], names: [] },
  { product: "Cardivex", partial: [], exact: [], names: ["Cardivan"] },
];

describe("a country's restricted words", () => {
  it("are lines by the alphabet, each with how it is looked for and where it counts", () => {
    expect(entriesOf(LISTS)).toEqual([
      { word: "Cardivan", kind: "names", product: "Cardivex" },
      { word: "golf", kind: "partial", product: undefined },
      { word: "see you", kind: "exact", product: undefined },
    ]);
  });

  it("take a word in beside those of its product, and not twice", () => {
    expect(withWord(LISTS, { word: "tennis", kind: "partial" })[0]?.partial).toEqual(["golf", "tennis"]);
    expect(withWord(LISTS, { word: "trial one", kind: "exact", product: "cardivex" })[1]).toEqual({
      ...{ product: "Cardivex", partial: [], exact: ["trial one"], names: ["Cardivan"] },
    });
    expect(withWord(LISTS, { word: "Golf", kind: "partial" })).toBe(LISTS);
    expect(withWord([], { word: "golf", kind: "partial", product: "Renovia" })).toEqual([
      { product: "Renovia", partial: ["golf"], exact: [], names: [] },
    ]);
  });

  it("are without a word that is taken out, and without a product of which none is left", () => {
    const entry = { word: "Cardivan", kind: "names", product: "Cardivex" } as const;
    expect(withoutWord(LISTS, entry)).toEqual(LISTS.slice(0, 1));
    expect(withWord(withoutWord(LISTS, entry), entry)).toEqual(LISTS);
  });
});
