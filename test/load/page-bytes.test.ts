import { beforeAll, describe, expect, it } from "vitest";
import { type PageBytes, pageBytes } from "./bytes.ts";

let pages: Awaited<ReturnType<typeof pageBytes>>;
beforeAll(async () => {
  pages = await pageBytes();
});
const each = (): [string, PageBytes][] => Object.entries(pages);

describe("an HCP's pages", () => {
  it("fit into the first 14 kB that a connection carries: HTML, CSS and JS together, gzipped", () => {
    for (const [page, { totalGz }] of each()) expect(totalGz, page).toBeLessThanOrEqual(14_000);
  });

  it("have HTML and CSS of 14 kB at most as browsers get them, with room to spare", () => {
    for (const [page, { htmlBr }] of each()) expect(htmlBr, page).toBeLessThanOrEqual(10_000);
  });

  it("have at most 3 kB of script, 600 bytes at the gate, and none where there is nothing to tell", () => {
    for (const page of ["space", "video", "document"] as const) {
      expect(pages[page].jsGz, page).toBeGreaterThan(0);
      expect(pages[page].jsGz, page).toBeLessThanOrEqual(3000);
    }
    expect(pages.gate.jsGz).toBeGreaterThan(0);
    expect(pages.gate.jsGz).toBeLessThanOrEqual(600);
    expect(pages.choices.jsGz).toBe(0);
  });
});
