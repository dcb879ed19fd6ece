import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { DYNOXIDE_PLATFORMS } from "./dynoxide-binary.ts";

const root = new URL("../../../", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, root), "utf8"));

const dependencies = z.record(z.string(), z.string());
const manifest = z.object({ optionalDependencies: dependencies }).parse(read("package.json"));
const { packages } = z
  .object({
    packages: z.record(
      z.string(),
      z.object({
        version: z.string().optional(),
        optional: z.boolean().optional(),
        os: z.array(z.string()).optional(),
        cpu: z.array(z.string()).optional(),
        optionalDependencies: dependencies.optional(),
      }),
    ),
  })
  .parse(read("package-lock.json"));

/**
 * `npm install` drops an optional package from the lock when the registry at hand does not have it, and `npm ci` then
 * refuses to install anywhere. Whoever regenerates the lock has to keep the entries of all platforms.
 */
describe.each(DYNOXIDE_PLATFORMS)("the DynamoDB engine for %s", (platform) => {
  const name = `@dynoxide/${platform}`;
  const [os = "", cpu = ""] = platform.split("-");

  test("is an optional dependency in one exact version for all platforms", () => {
    expect(manifest.optionalDependencies[name]).toMatch(/^\d+\.\d+\.\d+$/);
    expect(
      new Set(DYNOXIDE_PLATFORMS.map((each) => manifest.optionalDependencies[`@dynoxide/${each}`])).size,
    ).toBe(1);
  });

  test("is in the lock file with its platform, so that npm ci works on every machine", () => {
    expect(packages[""]?.optionalDependencies?.[name]).toBe(manifest.optionalDependencies[name]);
    expect(packages[`node_modules/${name}`]).toMatchObject({
      version: manifest.optionalDependencies[name],
      optional: true,
      os: [os],
      cpu: [cpu],
    });
  });
});
