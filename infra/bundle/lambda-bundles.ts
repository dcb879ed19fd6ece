import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { build } from "esbuild";
import { leaveOut } from "./left-out.ts";
import { smallerData } from "./smaller-data.ts";
import { unusedValues } from "./unused-values.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SUFFIX = ".lambda.ts";

/** Packages whose place a file of ours takes, because a Lambda function needs a fraction of them. */
const SUBSTITUTES = Object.fromEntries(
  Object.entries({
    "@aws-sdk/credential-provider-node": "environment-credentials.ts",
    "@aws-sdk/client-dynamodb": "lean-sdk/client-dynamodb.ts",
    "@aws-sdk/lib-dynamodb": "lean-sdk/lib-dynamodb.ts",
    "@aws-sdk/client-secrets-manager": "lean-sdk/client-secrets-manager.ts",
  }).map(([name, file]) => [name, join(ROOT, "infra/bundle", file)]),
);

/** One bundled function: `<capability>/<file>` and its size in bytes. */
export interface LambdaBundle {
  readonly entry: string;
  readonly bytes: number;
}

/** Every `functions/<capability>/<file>.lambda.ts` as `<capability>/<file>`, sorted. */
export async function lambdaEntries(): Promise<string[]> {
  const files = await readdir(join(ROOT, "functions"), { recursive: true });
  return files
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.replaceAll("\\", "/").slice(0, -SUFFIX.length))
    .sort();
}

/**
 * Bundles every entry point with one esbuild call into `<out>/functions/<entry>/index.js`. Source maps and the metafile
 * lie outside the folders that become zip files. The result depends on the sources only; unchanged files keep their time.
 */
export async function bundleLambdas(out: string): Promise<LambdaBundle[]> {
  const entries = await lambdaEntries();
  const functions = join(out, "functions");
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: entries.map((entry) => ({ in: `functions/${entry}${SUFFIX}`, out: `${entry}/index` })),
    outdir: functions,
    write: false,
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "node20.19",
    // ES modules first: CommonJS builds of the SDK are 59 % larger and a third slower to load.
    mainFields: ["module", "main"],
    minify: true,
    sourcemap: "external",
    sourcesContent: false,
    metafile: true,
    legalComments: "none",
    // The first import() of a CommonJS bundle costs 15 ms on Node 24; require costs nothing.
    supported: { "dynamic-import": false },
    alias: SUBSTITUTES,
    plugins: [leaveOut, smallerData, unusedValues],
    logLevel: "warning",
  });

  const bundles: LambdaBundle[] = [];
  for (const file of result.outputFiles) {
    const inside = relative(functions, file.path);
    const isMap = inside.endsWith(".map");
    await writeIfChanged(isMap ? join(out, "maps", inside) : file.path, file.contents);
    if (!isMap)
      bundles.push({ entry: dirname(inside).replaceAll("\\", "/"), bytes: file.contents.byteLength });
  }
  await writeIfChanged(join(out, "meta.json"), Buffer.from(JSON.stringify(result.metafile)));
  await removeStale(functions, new Set(entries));
  return bundles.sort((a, b) => a.entry.localeCompare(b.entry));
}

/** Bundles the browser scripts of the HCP pages, each into `<to>/<name>.js`. They have no dependencies. */
export async function bundleScripts(scripts: Readonly<Record<string, string>>, to: string): Promise<void> {
  const result = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.entries(scripts).map(([name, source]) => ({ in: source, out: name })),
    outdir: to,
    write: false,
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "es2020",
    minify: true,
    legalComments: "none",
    logLevel: "warning",
  });
  for (const file of result.outputFiles) await writeIfChanged(file.path, file.contents);
}

/** Writes a file unless it already has these bytes, so that its time tells when it really changed. */
export async function writeIfChanged(path: string, contents: Uint8Array): Promise<void> {
  const present = await readFile(path).catch(() => undefined);
  if (present?.equals(contents) === true) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
}

/** Bundles of deleted entry points must not be deployed again by an old construct. */
async function removeStale(functions: string, entries: ReadonlySet<string>): Promise<void> {
  for (const capability of await readdir(functions)) {
    for (const file of await readdir(join(functions, capability))) {
      if (!entries.has(`${capability}/${file}`))
        await rm(join(functions, capability, file), { recursive: true });
    }
  }
}
