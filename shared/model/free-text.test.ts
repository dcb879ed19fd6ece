import { describe, expect, it } from "vitest";
import { lineText, longText } from "./free-text.ts";
import { isVisible } from "./visible-text.ts";

const line = lineText(1, 120);
const long = longText(1, 2000);

describe("a text that people write", () => {
  it.each([
    ["a zero-width space", "\u200B"],
    ["a word joiner", "\u2060"],
    ["several that draw nothing", "\u200C\u200D\u2060\uFEFF\u00AD"],
    ["Hangul fillers and variation selectors", "\u3164\uFE0F\u115F"],
    ["a blank Braille pattern", "\u2800 \u2800"],
  ])("needs something that can be seen: %s is nothing", (_, text) => {
    expect(isVisible(text)).toBe(false);
    expect(line.safeParse(text).error?.issues[0]?.message).toMatch(/can be seen|Too small/);
    expect(long.safeParse(text).success).toBe(false);
  });

  it.each([
    ["NUL", "a\u0000b", "cannot be printed"],
    ["BEL", "a\u0007b", "cannot be printed"],
    ["an override", "a\u202Eb", "turns the reading direction"],
    ["an embedding", "a\u202Ab", "turns the reading direction"],
    ["an isolate", "a\u2066b\u2069", "turns the reading direction"],
  ])("has no %s, and says what to do", (_, text, fault) => {
    for (const schema of [line, long]) {
      const said = schema.safeParse(text).error?.issues[0]?.message;
      expect(said).toContain(fault);
      expect(said).toContain("Type it anew");
    }
  });

  it("is not made long enough by what nobody sees", () => {
    expect(lineText(3, 300).safeParse("a\u200B\u2060").error?.issues[0]?.message).toContain("at least 3");
    expect(lineText(3, 300).safeParse("yes").success).toBe(true);
  });

  it("breaks lines only where it may have several", () => {
    expect(long.parse("one\r\ntwo\nthree")).toBe("one\r\ntwo\nthree");
    expect(line.safeParse("one\ntwo").success).toBe(false);
    expect(long.safeParse("one\ttwo").success).toBe(false);
  });

  it.each([
    "Crème brûlée, naïve, Łódź",
    "e\u0301",
    "مرحبا",
    "שלום",
    "👩‍⚕️ and 👨‍👩‍👧",
    "क्‍ष",
    "می‌خواهم",
    "日本語",
    "🇮🇪",
  ])("keeps every letter and sign: %s", (text) => {
    expect(line.parse(text)).toBe(text);
    expect(long.parse(text)).toBe(text);
  });
});
