import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ENV } from "../shared/names.ts";
import { DIST } from "./bundle.ts";
import { CDK_DEPLOYMENT, resourcesOf } from "./testing/templates.ts";

const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });
/** What Powertools reads by itself. */
const OF_LIBRARIES = ["POWERTOOLS_SERVICE_NAME"];

const Metafile = z.object({
  outputs: z.record(
    z.string(),
    z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.number() })) }),
  ),
});

/** Our own sources that really are in a bundle. */
function sourcesOf(entry: string): string[] {
  const { outputs } = Metafile.parse(JSON.parse(readFileSync(join(DIST, "meta.json"), "utf8")));
  const output = Object.entries(outputs).find(([path]) => path.endsWith(`functions/${entry}/index.js`))?.[1];
  return Object.entries(output?.inputs ?? {})
    .filter(([path, { bytesInOutput }]) => path.startsWith("functions/") && bytesInOutput > 0)
    .map(([path]) => readFileSync(resolve(DIST, "..", path), "utf8"));
}

/** The variables that a function's sources name. */
function readBy(entry: string): { required: string[]; optional: string[] } {
  const source = sourcesOf(entry).join("\n");
  const names = (reader: string) =>
    [...source.matchAll(new RegExp(`\\b${reader}\\(ENV\\.(\\w+)\\)`, "g"))].map(([, key]) => {
      const name = (ENV as Readonly<Record<string, string>>)[key ?? ""];
      if (name === undefined) throw new Error(`${entry} reads ENV.${key}, which names.ts does not have`);
      return name;
    });
  return { required: [...new Set(names("env"))], optional: [...new Set(names("optionalEnv"))] };
}

const functions = () =>
  resourcesOf("AWS::Lambda::Function")
    .filter(({ id }) => !id.startsWith(CDK_DEPLOYMENT))
    .map(({ properties }) => {
      const { Variables } = Environment.parse(properties.Environment);
      return {
        entry: z.string().parse(Variables.POWERTOOLS_SERVICE_NAME),
        given: Object.keys(Variables).filter((name) => !OF_LIBRARIES.includes(name)),
      };
    });

describe("the environment of every function", () => {
  it("has every variable that its sources require", () => {
    expect(functions().length).toBeGreaterThan(20);
    for (const { entry, given } of functions())
      expect(given, entry).toEqual(expect.arrayContaining(readBy(entry).required));
  });

  it("has none that nobody reads: a variable comes with a right", () => {
    for (const { entry, given } of functions()) {
      const { required, optional } = readBy(entry);
      expect(
        given.filter((name) => ![...required, ...optional].includes(name)),
        entry,
      ).toEqual([]);
    }
  });
});
