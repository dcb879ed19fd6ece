import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

interface LeftOut {
  readonly module: RegExp;
  readonly because: string;
  /** Exports that are called without need, and what stands in for them. */
  readonly called: Readonly<Record<string, string>>;
}

/** Parts of libraries that no deployed function uses, and why we know. */
const LEFT_OUT: readonly LeftOut[] = [
  {
    module: /\/zod\/v4\/core\/(to-json-schema|json-schema-processors)\.js$/,
    because: "JSON Schema is made at build time, for the OpenAPI document",
    called: {
      createToJSONSchemaMethod: "() => leftOut",
      createStandardJSONSchemaMethod: "() => leftOut",
    },
  },
  {
    module: /\/@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js$/,
    because: "no operation that the functions call has an event stream",
    called: { resolveEventStreamSerdeConfig: "(config) => config" },
  },
  {
    module: /\/(Sha256Js|Sha1Js|Md5Js)\.js$/,
    because: "Node has these hashes itself",
    called: {},
  },
  {
    module: /\/@smithy\/core\/.*\/DefaultRateLimiter\.js$/,
    because: "no client asks for the adaptive retry mode",
    called: {},
  },
  {
    module: /\/@smithy\/core\/.*\/getInstanceMetadataRegion\.js$/,
    because: "Lambda gives the region in the environment",
    called: {},
  },
];

/**
 * Replaces the exports of those modules by functions that throw and say so: what is used after all fails loudly in the
 * first test that reaches it, never silently.
 */
export const leaveOut: Plugin = {
  name: "leave-out",
  setup({ onLoad }) {
    for (const part of LEFT_OUT) {
      onLoad({ filter: part.module }, async ({ path }) => ({
        contents: standIns(await readFile(path, "utf8"), part),
      }));
    }
  },
};

/** Pure: a module with stand-ins under the names that the source exports. */
function standIns(source: string, { because, called }: LeftOut): string {
  const message = `left out of Lambda bundles (infra/bundle/left-out.ts): ${because}`;
  return [
    `const leftOut = () => { throw new Error(${JSON.stringify(message)}); };`,
    ...exportedNames(source).map((name) => `export const ${name} = ${called[name] ?? "leftOut"};`),
  ].join("\n");
}

function exportedNames(source: string): string[] {
  const declared = [...source.matchAll(/^export (?:async )?(?:const|function|class) (\w+)/gm)];
  const listed = [...source.matchAll(/^export \{([^}]+)\}/gm)].flatMap(([, list = ""]) => list.split(","));
  return [
    ...declared.map(([, name = ""]) => name),
    ...listed.map((one) => one.replace(/^.*\sas\s/, "").trim()),
  ].filter((name) => name !== "");
}
