import { expect, test } from "vitest";
import { countriesIn, countryWord } from "./places.ts";

test("countries are named, with their article inside a sentence", () => {
  expect(countryWord("GB")).toBe("United Kingdom");
  expect(countriesIn(["IE", "GB"])).toBe("Ireland and the United Kingdom");
});

test("a code without a name stays what it is", () => {
  expect(countryWord("no code")).toBe("no code");
});
