import { describe, expect, it } from "vitest";
import {
  countsOf,
  daysLeft,
  endOf,
  excerpt,
  fits,
  indexLibrary,
  marked,
  type Version,
} from "./library-search.ts";

const NOW = Date.parse("2026-11-20T10:00:00.000Z");
let next = 0;
const version = (change: Partial<Version> = {}): Version =>
  ({
    versionId: `ver_${String(++next).padStart(26, "0")}`,
    title: "The first four weeks",
    product: "Cardivex",
    safetyText: "Do not use in severe hepatic impairment. Step the dose up slowly.",
    countries: ["IE", "GB"],
    language: "en-IE",
    channels: ["space", "email"],
    state: "approved",
    author: { userId: "u", name: "Zoë Ní Bhriain", at: "2026-11-01T10:00:00.000Z" },
    createdAt: `2026-11-${String(next).padStart(2, "0")}T10:00:00.000Z`,
    expiresAt: "2027-11-01T10:00:00.000Z",
    materialCodes: [{ country: "IE", code: "IE-CAR-26-00417" }],
    ...change,
  }) as Version;
const titles = (found: readonly Version[]) => found.map((one) => one.title);

describe("a document in the library", () => {
  const card = version({ title: "Card", readingText: "# Week 4\n\nOrthostatic check." });
  const all = [card, version({ title: "Film" })];

  it("is found by a word of its reading text, and told apart from films", () => {
    expect(titles(indexLibrary(all).find("orthostatic"))).toEqual(["Card"]);
    expect(Object.fromEntries(countsOf(all, "kind", {}, NOW))).toEqual({ document: 1, film: 1 });
    expect(titles(all.filter((one) => fits(one, { kind: ["document"] }, NOW)))).toEqual(["Card"]);
  });
});

describe("searching the library", () => {
  const all = [
    version({ title: "Draft about dosing", state: "draft" }),
    version({ title: "Titration card" }),
    version({ title: "Old card", state: "withdrawn" }),
    version({ title: "Étude: dose", safetyText: "None." }),
  ];
  const index = indexLibrary(all);

  it("shows everything without words: what can be used first, the newest of it on top", () => {
    expect(titles(index.find(" "))).toEqual([
      "Étude: dose",
      "Titration card",
      "Draft about dosing",
      "Old card",
    ]);
  });

  it.each([
    ["the beginning of a word", "titr", ["Titration card"]],
    ["a letter wrong", "titraiton", ["Titration card"]],
    ["no accents", "etude", ["Étude: dose"]],
    ["a name without its accents", "bhriain zoe titration", ["Titration card"]],
    ["nothing that is there", "xylophone", []],
  ])("finds by %s", (_, words, expected) => {
    expect(titles(index.find(words))).toEqual(expected);
  });

  it("puts what can be used before what cannot, however well that fits", () => {
    const found = indexLibrary([
      version({ title: "Dose", state: "withdrawn" }),
      version({ title: "Something else" }),
    ]).find("dose");
    expect(titles(found)).toEqual(["Something else", "Dose"]);
  });

  it("puts a hit in the title before one in the safety text", () => {
    expect(titles(index.find("dose"))[0]).toBe("Étude: dose");
    expect(index.find("IE-CAR-26-00417")).toHaveLength(4);
  });
});

describe("the facets", () => {
  const all = [
    version({ product: "Cardivex" }),
    version({ product: "Neurolan", countries: ["FR"], language: "fr-FR" }),
    version({ product: "Neurolan", countries: ["GB"], state: "draft" }),
  ];

  it("narrow by any of the values of a facet and by every facet", () => {
    const left = all.filter((one) => fits(one, { country: ["GB", "FR"], product: ["Neurolan"] }, NOW));
    expect(left.map((one) => one.countries)).toEqual([["FR"], ["GB"]]);
  });

  it("count what another value would leave, so that no choice leads nowhere unseen", () => {
    expect([...countsOf(all, "product", { country: ["FR"], product: ["Neurolan"] }, NOW)]).toEqual([
      ["Cardivex", 0],
      ["Neurolan", 1],
    ]);
  });

  it("tell ends of use apart to the day", () => {
    const at = (expiresAt: string) => endOf({ expiresAt }, NOW);
    expect([
      at("2026-11-20T10:00:00.000Z"),
      at("2026-12-20T10:00:00.000Z"),
      at("2026-12-20T10:00:01.000Z"),
    ]).toEqual(["past", "soon", "later"]);
    expect([daysLeft("2026-11-20T10:00:01.000Z", NOW), daysLeft("2026-11-26T10:00:00.000Z", NOW)]).toEqual([
      1, 6,
    ]);
  });
});

describe("marks", () => {
  it("show the beginnings of words that were looked for, whatever their accents", () => {
    const hits = marked("Dose, dosage and overdose: dôse", "dos").filter(({ hit }) => hit);
    expect(hits.map(({ text }) => text)).toEqual(["Dose", "dosage", "dôse"]);
    expect(
      marked("a b", "b ")
        .map(({ text }) => text)
        .join(""),
    ).toBe("a b");
  });

  it("cut a long text around the first hit", () => {
    const text = `${"Nothing of interest stands here. ".repeat(5)}Step the dose up. ${"More. ".repeat(40)}`;
    expect(excerpt(text, "dose")).toMatch(/^… .*dose up\..* …$/);
    expect(excerpt(text, "xylophone")).toBeUndefined();
  });
});
