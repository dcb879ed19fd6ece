import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ReadingText } from "./content.ts";
import { kindOfVersion, MAX_READING_CHARACTERS, readingBlocks, readingSeconds } from "./reading-text.ts";

describe("a reading text", () => {
  it("has headings by their mark and paragraphs by the blank lines between them", () => {
    const text =
      "# Before you start\nMeasure blood pressure,\nsitting and standing.\n\nLook again in week 4.\n# Week 4";
    expect(readingBlocks(text)).toEqual([
      { kind: "heading", text: "Before you start" },
      { kind: "paragraph", text: "Measure blood pressure, sitting and standing." },
      { kind: "paragraph", text: "Look again in week 4." },
      { kind: "heading", text: "Week 4" },
    ]);
  });

  it("keeps a # that marks no heading", () => {
    expect(readingBlocks("#1 of two\n\n#")).toEqual([
      { kind: "paragraph", text: "#1 of two" },
      { kind: "paragraph", text: "#" },
    ]);
  });

  it("loses no word and makes none up", () => {
    const words = (text: string) => text.split(/\s+/).filter((word) => word !== "" && word !== "#");
    const line = fc.array(fc.constantFrom("dose", "# ", "week", "\n", "\n\n", " ", "4."), { maxLength: 30 });
    fc.assert(
      fc.property(line, (parts) => {
        const text = parts.join(" ");
        const read = readingBlocks(text).flatMap((block) => words(block.text));
        expect(read).toEqual(words(text));
      }),
    );
  });

  it("takes whole minutes to read, at least one", () => {
    expect(readingSeconds("One word.")).toBe(60);
    expect(readingSeconds("word ".repeat(200))).toBe(60);
    expect(readingSeconds("word ".repeat(201))).toBe(120);
  });

  it("makes a version a document", () => {
    expect([kindOfVersion({ readingText: "Start with 5 mg." }), kindOfVersion({})]).toEqual([
      "document",
      "film",
    ]);
  });

  it("is refused without a paragraph, too long, or with what cannot be printed", () => {
    expect(ReadingText.safeParse("# Only a heading").error?.issues[0]?.message).toContain("one paragraph");
    expect(ReadingText.safeParse("a".repeat(MAX_READING_CHARACTERS + 1)).success).toBe(false);
    expect(ReadingText.safeParse("Do not\u202E use").success).toBe(false);
    expect(ReadingText.safeParse("# Weeks 1 to 4\n\nStart with 5 mg.").success).toBe(true);
  });
});
