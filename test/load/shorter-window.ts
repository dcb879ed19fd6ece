import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import { CDK_OUT } from "../../local/start/synthesis.ts";

const Template = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const Manifest = z.looseObject({
  files: z.record(z.string(), z.looseObject({ source: z.looseObject({ path: z.string() }) })),
});
const FOLD = /^InsightsFoldStream/;

/**
 * A copy of the synthesized assembly whose fold gathers its batches for so many seconds. Traffic that arrives in one
 * burst per window makes the same batches in a short window as spread traffic does in the deployed one.
 * @returns the folder, and the seconds that are deployed
 */
export function withFoldWindow(dir: string, seconds: number): { assembly: string; deployedSeconds: number } {
  const assembly = join(dir, "cdk.out");
  mkdirSync(assembly);
  let deployedSeconds: number | undefined;
  for (const name of readdirSync(CDK_OUT).filter((one) => one.endsWith(".json"))) {
    const text = readFileSync(join(CDK_OUT, name), "utf8");
    if (name.endsWith(".template.json")) {
      const template = Template.parse(JSON.parse(text));
      for (const [id, { Type, Properties }] of Object.entries(template.Resources)) {
        if (Type !== "AWS::Lambda::EventSourceMapping" || !FOLD.test(id) || Properties === undefined)
          continue;
        deployedSeconds = z.number().default(0).parse(Properties["MaximumBatchingWindowInSeconds"]);
        Properties["MaximumBatchingWindowInSeconds"] = seconds;
      }
      writeFileSync(join(assembly, name), JSON.stringify(template));
    } else if (name.endsWith(".assets.json")) {
      const manifest = Manifest.parse(JSON.parse(text));
      for (const { source } of Object.values(manifest.files)) source.path = resolve(CDK_OUT, source.path);
      writeFileSync(join(assembly, name), JSON.stringify(manifest));
    } else writeFileSync(join(assembly, name), text);
  }
  if (deployedSeconds === undefined) throw new Error(`no mapping in ${CDK_OUT} is named like ${FOLD}`);
  return { assembly, deployedSeconds };
}
