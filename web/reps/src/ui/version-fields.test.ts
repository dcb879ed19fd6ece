import { describe, expect, it } from "vitest";
import { daysOfUse, EMPTY_FIELDS, problemsIn, withGuess, wordsIn } from "./version-fields.ts";

const NOW = Date.parse("2026-11-20T22:00:00.000Z");
const WHOLE = {
  ...EMPTY_FIELDS,
  title: " The first four weeks ",
  product: "Cardivex",
  countries: ["GB", "IE"],
  language: "en-GB",
  safetyText: "Read the summary first.",
  lastDay: "2027-05-31",
};

describe("what a marketer says about a video", () => {
  it("names every field that is missing, and nothing once all is there", () => {
    expect(Object.keys(problemsIn(EMPTY_FIELDS, "film", NOW))).toEqual([
      "title",
      "product",
      "countries",
      "language",
      "safetyText",
    ]);
    expect(problemsIn(WHOLE, "film", NOW)).toEqual({});
  });

  it("is not there when it cannot be seen, and says which sign has to go", () => {
    expect(problemsIn({ ...WHOLE, title: "\u200B", safetyText: "\u2060" }, "film", NOW)).toEqual({
      title: "Give it a title.",
      safetyText: "A video is never shown without safety text.",
    });
    expect(problemsIn({ ...WHOLE, safetyText: "Do not\u202E use" }, "film", NOW).safetyText).toContain(
      "reading direction",
    );
    expect(problemsIn({ ...WHOLE, safetyText: "One.\nTwo." }, "film", NOW)).toEqual({});
  });

  it("has its text for reading when it is a document, and none of it when it is a film", () => {
    const document = { ...WHOLE, readingText: " # Week 1\nStart with 5 mg. " };
    expect(problemsIn(document, "document", NOW)).toEqual({});
    expect(wordsIn(document, "document").readingText).toBe("# Week 1\nStart with 5 mg.");
    expect(wordsIn(document, "film")).not.toHaveProperty("readingText");
    expect(Object.keys(problemsIn(WHOLE, "document", NOW))).toEqual(["readingText"]);
    expect(problemsIn({ ...WHOLE, readingText: "# Week 1" }, "document", NOW).readingText).toBe(
      "It needs at least one paragraph below its headings.",
    );
  });

  it("ends between tomorrow and 24 months from now, the last day counting whole", () => {
    expect(daysOfUse(NOW)).toEqual({ first: "2026-11-21", last: "2028-11-19" });
    expect(problemsIn({ ...WHOLE, lastDay: "2026-11-20" }, "film", NOW)).toHaveProperty("lastDay");
    expect(problemsIn({ ...WHOLE, lastDay: "2028-11-20" }, "film", NOW)).toHaveProperty("lastDay");
    expect(wordsIn(WHOLE, "film").expiresAt).toBe("2027-05-31T23:59:59.000Z");
    expect(wordsIn({ ...WHOLE, lastDay: "" }, "film")).not.toHaveProperty("expiresAt");
  });

  it("is sent without spaces around it and with values that the API knows", () => {
    const strange = { ...WHOLE, countries: ["GB", "XX"], channels: ["fax", "email"] };
    expect(wordsIn(strange, "film")).toMatchObject({
      title: "The first four weeks",
      countries: ["GB"],
      channels: ["email"],
    });
  });

  it("guesses the language of the first country until somebody chose one", () => {
    const inFrance = withGuess(EMPTY_FIELDS, { ...EMPTY_FIELDS, countries: ["FR"] });
    expect(inFrance.language).toBe("fr-FR");
    expect(withGuess(inFrance, { ...inFrance, countries: ["DE"] }).language).toBe("de-DE");
    const chosen = withGuess(inFrance, { ...inFrance, language: "en-IE" });
    expect(withGuess(chosen, { ...chosen, countries: ["DE"] }).language).toBe("en-IE");
  });
});
