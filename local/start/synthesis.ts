import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
/** Where the templates lie that the runtime hosts. */
export const CDK_OUT = join(ROOT, "cdk.out");
const FINGERPRINT = join(CDK_OUT, ".inputs");
/** The stage that the runtime hosts: one without host names and certificate of its own. */
const HOSTED_STAGE = "dev";
/** Everything a synthesis depends on. */
const INPUTS = ["shared", "functions", "infra", "web", "package-lock.json", "cdk.json", "tsconfig.json"];

/**
 * Synthesizes when a source changed since the last time, by the names, sizes and times of all inputs, or when the folder
 * holds another stage: `npm run synth` writes the one in INVITO_STAGE there.
 * @returns whether it did
 * @throws Error with the output of the synthesis when that fails
 */
export async function synthesizeIfChanged(): Promise<boolean> {
  const fingerprint = fingerprintOf(INPUTS.map((input) => join(ROOT, input)));
  const known = existsSync(FINGERPRINT) && readFileSync(FINGERPRINT, "utf8") === fingerprint;
  if (known && holdsStage(CDK_OUT, HOSTED_STAGE)) return false;
  await runScript("infra/synth.ts", { INVITO_STAGE: HOSTED_STAGE });
  writeFileSync(FINGERPRINT, fingerprint);
  return true;
}

/** Whether a folder's newest synthesis was of this stage; templates of others may lie beside it. */
export function holdsStage(folder: string, stage: string): boolean {
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) return false;
  const { artifacts } = JSON.parse(readFileSync(manifest, "utf8")) as { readonly artifacts?: object };
  return artifacts !== undefined && `invito-${stage}-service` in artifacts;
}

function fingerprintOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  const visit = (path: string) => {
    if (!existsSync(path)) return;
    const facts = statSync(path);
    if (facts.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name));
    else hash.update(`${path}|${facts.size}|${facts.mtimeMs}\n`);
  };
  for (const path of paths) visit(path);
  return hash.digest("hex");
}

/**
 * Runs one of the project's own commands as a separate process, as a person would.
 * @throws Error with what it printed when it fails
 */
export function runScript(script: string, environment: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, ["--import", "tsx", script], {
      cwd: ROOT,
      env: { ...process.env, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    child.once("error", failed);
    child.once("exit", (code) =>
      code === 0 ? done(output) : failed(new Error(`${script} ended with ${code}:\n${output}`)),
    );
  });
}
