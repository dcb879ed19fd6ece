import { existsSync } from "node:fs";
import { cp, mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { API_GROUPS } from "../shared/contracts/index.ts";
import { bundleLambdas, bundleScripts, type LambdaBundle, writeIfChanged } from "./bundle/lambda-bundles.ts";
import { openApiDocument } from "./bundle/openapi.ts";
import { bundleRepApp } from "./bundle/rep-app.ts";
import { weights } from "./bundle/weights.ts";

const ROOT = resolve(import.meta.dirname, "..");
export const DIST = join(ROOT, "dist");

/** Browser scripts of the HCP pages, served below /assets/. */
export const HCP_SCRIPTS = {
  attention: "web/spaces/attention/attention.ts",
  play: "web/spaces/attention/play.ts",
  "gate-press": "web/spaces/gate-press/gate-press.ts",
};

/**
 * Makes everything that is deployed: `dist/functions/<entry>` for Lambda and `dist/site/{app,hcp}` for the site bucket
 * (the rep's app, the OpenAPI document, the HCP pages' scripts and static files).
 */
export async function bundle(): Promise<readonly LambdaBundle[]> {
  const bundles = await bundleLambdas(DIST);
  const site = join(DIST, "site");
  const document = `${JSON.stringify(openApiDocument(API_GROUPS), null, 1)}\n`;
  await writeIfChanged(join(site, "app/api/openapi.json"), Buffer.from(document));
  await mkdir(join(site, "hcp"), { recursive: true });
  await bundleScripts(HCP_SCRIPTS, join(site, "hcp/assets"));
  await bundleRepApp(DIST);
  await copyIfPresent(join(ROOT, "web/spaces/public"), join(site, "hcp"));
  return bundles;
}

async function copyIfPresent(from: string, to: string): Promise<void> {
  if (existsSync(from)) await cp(from, to, { recursive: true, preserveTimestamps: true });
}

if (process.argv[1] === import.meta.filename) {
  const { values } = parseArgs({ options: { why: { type: "string" } } });
  const started = performance.now();
  const bundles = await bundle();
  const lines =
    values.why === undefined
      ? bundles.map(({ entry, bytes }) => [entry, bytes] as const)
      : await weights(DIST, values.why);
  for (const [what, bytes] of lines) console.log(`${(bytes / 1000).toFixed(0).padStart(6)} kB  ${what}`);
  console.log(`${bundles.length} functions bundled in ${Math.round(performance.now() - started)} ms`);
}
