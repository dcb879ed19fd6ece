import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";
import * as z from "zod";

const Versions = z.record(z.string(), z.string());
const Package = z.object({
  dependencies: Versions,
  devDependencies: Versions,
  optionalDependencies: Versions,
});
const read = (file: string) => readFileSync(resolve(import.meta.dirname, "..", file), "utf8");

it("docs/decisions/0011-dependencies.md names every package with its exact version", () => {
  const { dependencies, devDependencies, optionalDependencies } = Package.parse(
    JSON.parse(read("package.json")),
  );
  const rows = read("docs/decisions/0011-dependencies.md").matchAll(/^\| (@?[a-z][\w./-]*) \| (\S+) \| \S/gm);
  const documented = [...rows].map(([, name, version]) => `${name} ${version}`);
  const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(documented.sort()).toEqual(wanted.map(([name, version]) => `${name} ${version}`).sort());
});

it("no version is a range", () => {
  const { dependencies, devDependencies, optionalDependencies } = Package.parse(
    JSON.parse(read("package.json")),
  );
  for (const versions of [dependencies, devDependencies, optionalDependencies])
    for (const [name, version] of Object.entries(versions)) expect(version, name).toMatch(/^\d/);
});
