import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DIST } from "./bundle.ts";

const SITE = join(DIST, "site/app");
const ASSETS = join(SITE, "assets");
const kB = 1000;
const page = () => readFileSync(join(SITE, "index.html"), "utf8");
const scripts = () => readdirSync(ASSETS).filter((file) => file.endsWith(".js"));
const gzipped = (file: string) => gzipSync(readFileSync(join(ASSETS, file)), { level: 9 }).byteLength;

/** A script and everything that it imports before it runs. */
function closure(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  const source = readFileSync(join(ASSETS, file), "utf8");
  for (const [, imported = ""] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
    closure(imported, found);
  return found;
}
const sum = (files: Iterable<string>) => [...files].reduce((bytes, file) => bytes + gzipped(file), 0);

/** Scripts that the page names: what stands before the first screen. */
const named = () => [...page().matchAll(/\/assets\/([^"]+\.js)/g)].map(([, file = ""]) => file);
let atStart: Set<string> | undefined;
const first = () => (atStart ??= new Set(named().flatMap((file) => [...closure(file)])));

describe("the rep's app", () => {
  it("starts with at most 200 kB of script, gzipped", () => {
    expect(named().length).toBeGreaterThan(0);
    expect(sum(first())).toBeLessThan(200 * kB);
    expect(sum(first())).toBeGreaterThan(50 * kB);
  });

  const screens = () =>
    scripts()
      .filter((file) => /-screen-[\w-]+\.js$/.test(file))
      .map((file) => ({ file, brings: [...closure(file)].filter((one) => !first().has(one)) }));

  it("loads at most 40 kB of its own for a screen, gzipped", () => {
    const all = screens();
    // controls that three screens use are loaded once for all of them; they have the next budget
    const isShared = (file: string) => all.filter(({ brings }) => brings.includes(file)).length >= 3;
    const heavy = all
      .map(({ file, brings }) => ({ file, bytes: sum(brings.filter((one) => !isShared(one))) }))
      .filter(({ bytes }) => bytes > 40 * kB);
    expect(all.length).toBeGreaterThan(10);
    expect(heavy).toEqual([]);
  });

  it("loads at most 80 kB for a screen that is the first to use its controls", () => {
    const heavy = screens()
      .map(({ file, brings }) => ({ file, bytes: sum(brings) }))
      .filter(({ bytes }) => bytes > 80 * kB);
    expect(heavy).toEqual([]);
  });

  it("asks nobody else for anything, and has no script or style in the page (domain-rules 3.2)", () => {
    expect(page()).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\son\w+=/);
    expect(
      [...page().matchAll(/(?:src|href)="([^"]+)"/g)].filter(([, to = ""]) => !to.startsWith("/")),
    ).toEqual([]);
    const styles = readdirSync(ASSETS).filter((file) => file.endsWith(".css"));
    for (const file of styles)
      expect(readFileSync(join(ASSETS, file), "utf8"), file).not.toMatch(/url\(["']?(?:https?:)?\/\//);
  });

  it("carries the variables of the theme in a file", () => {
    const css = readdirSync(ASSETS)
      .filter((file) => file.endsWith(".css"))
      .map((file) => readFileSync(join(ASSETS, file), "utf8"))
      .join("");
    expect(css).toMatch(/--inv-canvas:\s*#f7f6f3/i);
    expect(css).toMatch(/--inv-canvas:\s*#131216/i);
    expect(css).toMatch(/--mantine-color-iris-6:\s*#5646cc/i);
  });

  it("brings two files of its type, for western and central European names", () => {
    expect(readdirSync(ASSETS).filter((file) => file.endsWith(".woff2"))).toHaveLength(2);
  });
});
