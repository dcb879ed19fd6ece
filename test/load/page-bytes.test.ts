import { beforeAll, describe, expect, it } from "vitest";
import { type PageBytes, pageBytes } from "./bytes.ts";

let pages: Readonly<Record<"gate" | "space", PageBytes>>;
beforeAll(async () => {
  pages = await pageBytes();
});

describe("an HCP's pages", () => {
  it("fit into the first 14 kB that a connection carries: HTML, CSS and JS together, gzipped", () => {
    for (const [page, { totalGz }] of Object.entries(pages))
      expect(totalGz, page).toBeLessThanOrEqual(14_000);
  });

  it("have at most 6 kB of script, and the gate none", () => {
    expect(pages.space.jsGz).toBeGreaterThan(0);
    expect(pages.space.jsGz).toBeLessThanOrEqual(6000);
    expect(pages.gate.jsGz).toBe(0);
  });
});
