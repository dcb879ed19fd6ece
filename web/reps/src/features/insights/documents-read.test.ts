import { describe, expect, it } from "vitest";
import { documentsRead, readWords } from "./documents-read.ts";

describe("what was read of documents", () => {
  it.each([
    [80, 0, "Read for 1 min 20 s"],
    [80.4, 1, "Read for 1 min 20 s · opened the PDF once"],
    [0, 2, "Opened · opened the PDF twice"],
    [5, 3, "Read for 5 s · opened the PDF 3 times"],
    [0, 0, "Opened"],
  ])("says it for %s seconds and %s presses", (activeSeconds, downloads, words) => {
    expect(readWords({ activeSeconds, downloads })).toBe(words);
  });

  it("names documents alone, the newest first", () => {
    const one = (title: string, kind: "film" | "document", lastAt: string) =>
      ({ versionId: title, title, kind, activeSeconds: 5, downloads: 0, lastAt }) as never;
    const read = documentsRead([
      one("Film", "film", "2026-11-22T10:00:00.000Z"),
      one("Card", "document", "2026-11-20T10:00:00.000Z"),
      one("Guide", "document", "2026-11-21T10:00:00.000Z"),
    ]);
    expect(read.map(({ title }) => title)).toEqual(["Guide", "Card"]);
  });
});
