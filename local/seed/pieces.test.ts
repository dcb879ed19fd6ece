import { expect, it } from "vitest";
import { PIECES } from "./pieces.ts";

it("shows no poster of another piece's film: pieces of one film are editions of one title", () => {
  const titles = new Map<string, string[]>();
  for (const { film, title } of Object.values(PIECES)) titles.set(film, [...(titles.get(film) ?? []), title]);
  for (const [film, all] of titles) {
    const [shortest = ""] = all.toSorted((a, b) => a.length - b.length);
    expect([film, all.filter((title) => !title.startsWith(shortest))]).toEqual([film, []]);
  }
});
