import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lengthOf, scriptOf } from "./film.ts";
import { FILMS } from "./films.ts";

describe.each(Object.values(FILMS))("the film $name", (film) => {
  it("lasts about half a minute", () => {
    expect(lengthOf(film)).toBeGreaterThanOrEqual(30);
    expect(lengthOf(film)).toBeLessThanOrEqual(40);
  });

  it("shows something at every moment and ends with its last scene", () => {
    const spans = [...scriptOf(film).matchAll(/^Dialogue: 0,0:00:([\d.]+),0:00:([\d.]+),/gm)];
    const ends = spans.map(([, , to]) => Number(to));
    expect(Math.max(...ends)).toBe(lengthOf(film));
    for (const [, from, to] of spans) expect(Number(from)).toBeLessThan(Number(to));
  });

  it("uses only letters that our fonts have", () => {
    const letters = new Set("–—‘’“”„•…×€œŒ");
    const text = [...scriptOf(film).matchAll(/\}([^m{][^\n]*)$/gm)].map(([, words]) => words).join("");
    for (const letter of text) expect([letter, letter <= "ÿ" || letters.has(letter)]).toEqual([letter, true]);
  });
});

it("our fonts are there", () => {
  for (const name of ["regular", "bold"]) {
    expect(readFileSync(join(import.meta.dirname, `invito-film-${name}.ttf`)).byteLength).toBeGreaterThan(
      10_000,
    );
  }
});
