import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { App } from "aws-cdk-lib";
import { addStage } from "./app.ts";
import { bundle } from "./bundle.ts";
import { chosenStage, type Stage } from "./config.ts";

/** Where the templates go; also what the CDK command line and the local runtime read. */
export const CDK_OUT = resolve(import.meta.dirname, "../cdk.out");

/** Context of cdk.json, so that synthesis without the command line gives the same templates. */
function context(): Record<string, unknown> {
  const file = readFileSync(resolve(import.meta.dirname, "../cdk.json"), "utf8");
  return (JSON.parse(file) as { context: Record<string, unknown> }).context;
}

/**
 * Synthesizes a stage into a folder, offline and without credentials. Bundles have to be there.
 * @throws Error when a rule of cdk-nag is violated; the report lies in the folder
 */
export function synthesize(
  stage: Stage,
  outdir: string,
): { readonly stacks: readonly string[]; readonly resources: number } {
  const app = new App({ outdir, context: context(), analyticsReporting: false });
  addStage(app, stage);
  const assembly = app.synth();
  const resources = assembly.stacks.map(
    (stack) => Object.keys((stack.template as { Resources?: object }).Resources ?? {}).length,
  );
  return {
    stacks: assembly.stacks.map((stack, index) => `${stack.id}: ${resources[index]} resources`),
    resources: resources.reduce((sum, count) => sum + count, 0),
  };
}

if (process.argv[1] === import.meta.filename) {
  const stage = chosenStage();
  const bundles = await bundle();
  const bytes = bundles.reduce((sum, { bytes: size }) => sum + size, 0);
  console.log(`${bundles.length} functions, ${Math.round(bytes / 1000)} kB`);
  try {
    const { stacks, resources } = synthesize(stage, CDK_OUT);
    for (const line of stacks) console.log(line);
    console.log(`stage ${stage.name}: ${resources} resources, no open findings, templates in ${CDK_OUT}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    console.error(`findings are in ${join(CDK_OUT, "validation-report.json")}`);
    process.exitCode = 1;
  }
}
