import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build } from "vite";

const ROOT = resolve(import.meta.dirname, "../..");
/** What the app is made of; contracts give it types only, but the path table comes from them. */
const INPUTS = ["web/reps", "web/client", "shared", "package-lock.json", "tsconfig.json"];

/**
 * Builds the rep's app into `<dist>/site/app` when one of its sources changed since the last time.
 * @returns whether it did
 */
export async function bundleRepApp(dist: string): Promise<boolean> {
  const site = join(dist, "site/app");
  const mark = join(dist, "rep-app.inputs");
  const inputs = fingerprint(INPUTS.map((input) => join(ROOT, input)));
  const done = existsSync(mark) && readFileSync(mark, "utf8") === inputs;
  if (done && existsSync(join(site, "index.html"))) return false;
  // Files with a hash in the name would pile up: the folder is what one build made.
  rmSync(join(site, "assets"), { recursive: true, force: true });
  await inProduction(() =>
    build({
      configFile: join(ROOT, "web/reps/vite.config.ts"),
      mode: "production",
      logLevel: "warn",
      build: { outDir: site },
    }),
  );
  writeFileSync(mark, inputs);
  return true;
}

/** Packages choose their code by NODE_ENV: a test that bundles must get what is deployed. */
async function inProduction(work: () => Promise<unknown>): Promise<void> {
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = before;
  }
}

/** By content, so that a build is not repeated after a checkout that only touched times. */
function fingerprint(paths: readonly string[]): string {
  const hash = createHash("sha256");
  const visit = (path: string) => {
    if (!existsSync(path)) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else if (!/\.test\.tsx?$|\.md$/.test(path))
      hash.update(`${path.slice(ROOT.length)}\n`).update(readFileSync(path));
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}
