import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unusedValues, withPureValues } from "./unused-values.ts";

const ROOT = resolve(import.meta.dirname, "../..");
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "unused-values-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

async function bundled(entryPoints: readonly string[], name: string, pure: boolean): Promise<string> {
  const outdir = join(dir, name);
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...entryPoints],
    outdir,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    plugins: pure ? [unusedValues] : [],
  });
  return outdir;
}

/** What a value is, as far as it can be told: the JSON Schema of a schema, the data of anything else. */
function telling(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (_key, part) => {
      if (typeof part === "function") return `function ${part.name}`;
      if (part instanceof RegExp) return String(part);
      return part?._zod === undefined ? part : part.toJSONSchema({ unrepresentable: "any", io: "input" });
    }),
  );
}

describe("values of shared modules in bundles", () => {
  it("are the same ones, where they are used", async () => {
    const files = await readdir(join(ROOT, "shared"), { recursive: true });
    const modules = files.filter((file) => /^[^.]+\.ts$/.test(file)).map((file) => `shared/${file}`);
    const [before, after] = [await bundled(modules, "before", false), await bundled(modules, "after", true)];
    expect(modules.length).toBeGreaterThan(30);
    for (const module of modules) {
      const file = module.replace(/^shared\//, "").replace(/ts$/, "mjs");
      const expected = (await import(pathToFileURL(join(before, file)).href)) as Record<string, unknown>;
      const actual = (await import(pathToFileURL(join(after, file)).href)) as Record<string, unknown>;
      expect(Object.keys(actual), module).toEqual(Object.keys(expected));
      for (const [name, value] of Object.entries(expected))
        expect(telling(actual[name]), `${module} ${name}`).toEqual(telling(value));
    }
  });

  it("go when nobody uses them, and what only they used goes with them", async () => {
    const entry = "shared/contracts/errors.ts";
    const outfile = join(dir, "one.mjs");
    const { metafile } = await build({
      absWorkingDir: ROOT,
      stdin: { contents: `export { AppError } from "./${entry}";`, resolveDir: ROOT },
      outfile,
      bundle: true,
      format: "esm",
      metafile: true,
      mainFields: ["module", "main"],
      plugins: [unusedValues],
    });
    const inputs = Object.values(metafile.outputs)[0]?.inputs ?? {};
    const used = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
    expect(used.map(([path]) => path)).toEqual([entry]);
  });
});

describe("marking constants", () => {
  it("leaves statements alone that are no constants, and constants without a call", () => {
    const code = 'let a = f();\nf();\nexport const b = "x";\nexport function g() {\n  const c = f();\n}\n';
    expect(withPureValues(code, /./)).toBe(code);
  });

  it("takes an initialiser to its own end, over lines and statements inside it", () => {
    const code = "const a = z.object({\n  b: z.string()\n}).check((c) => {\n  d();\n  e();\n});\nf();\n";
    expect(withPureValues(code, /^z\b/)).toBe(
      "const a = /* @__PURE__ */ (() => (z.object({\n  b: z.string()\n}).check((c) => {\n  d();\n  e();\n})))();\nf();\n",
    );
  });

  it("marks only what the pattern names", () => {
    const code = "const client = new Client();\nconst S = z.string();\n";
    expect(withPureValues(code, /^z\b/)).toBe(
      "const client = new Client();\nconst S = /* @__PURE__ */ (() => (z.string()))();\n",
    );
  });
});
