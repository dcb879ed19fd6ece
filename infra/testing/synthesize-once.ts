import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { bundle } from "../bundle.ts";
import { stageNamed } from "../config.ts";
import { synthesize } from "../synth.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Folder with the templates of stage dev, synthesized once for all infra tests. */
    readonly assembly: string;
  }
}

/** Bundles and synthesizes once before the infra tests; an open cdk-nag finding fails all of them. */
export default async function synthesizeOnce(project: TestProject): Promise<() => void> {
  const outdir = mkdtempSync(join(tmpdir(), "invito-infra-"));
  await bundle();
  synthesize(stageNamed("dev"), outdir);
  project.provide("assembly", outdir);
  return () => rmSync(outdir, { recursive: true, force: true });
}
