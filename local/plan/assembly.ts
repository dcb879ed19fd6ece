import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";
import { type Template, templateSchema } from "./template.ts";

/** What CDK writes for a stack whose environment is not fixed. */
const UNKNOWN_ACCOUNT = "unknown-account";
const UNKNOWN_REGION = "unknown-region";
export const LOCAL_ACCOUNT = "000000000000";
const DEFAULT_REGION = "us-east-1";

const manifestSchema = z.object({
  artifacts: z
    .record(
      z.string(),
      z.object({
        type: z.string(),
        environment: z.string().optional(),
        properties: z
          .object({
            templateFile: z.string().optional(),
            stackName: z.string().optional(),
            file: z.string().optional(),
            directoryName: z.string().optional(),
          })
          .default({}),
      }),
    )
    .default({}),
});

const assetsSchema = z.object({
  files: z
    .record(
      z.string(),
      z.object({ source: z.object({ path: z.string().optional(), packaging: z.string().optional() }) }),
    )
    .default({}),
});

/** One synthesized stack with the environment that its pseudo parameters stand for. */
export interface AssemblyStack {
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly template: Template;
}

export interface Assembly {
  readonly stacks: readonly AssemblyStack[];
  /** Absolute folder or file of the asset that S3 would hold under this object key, or undefined for an unknown key. */
  assetPath(objectKey: string): string | undefined;
}

function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(JSON.parse(readFileSync(file, "utf8")));
  if (!parsed.success) throw new Error(`${file} is not what CDK writes: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** `aws://123456789012/eu-west-1`; an environment that CDK left open is account 000000000000 in us-east-1. */
export function parseEnvironment(environment: string | undefined): { account: string; region: string } {
  const match = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment ?? "");
  const account = match?.[1];
  const region = match?.[2];
  return {
    account: account === undefined || account === UNKNOWN_ACCOUNT ? LOCAL_ACCOUNT : account,
    region: region === undefined || region === UNKNOWN_REGION ? DEFAULT_REGION : region,
  };
}

/**
 * Reads a CDK cloud assembly (`cdk.out`), following the nested assemblies of CDK stages.
 * @throws when a file is missing or is not what CDK writes
 */
export function readAssembly(cdkOutDir: string): Assembly {
  const stacks: AssemblyStack[] = [];
  const assets = new Map<string, string>();
  const readDirectory = (directory: string): void => {
    const { artifacts } = readJson(join(directory, "manifest.json"), manifestSchema);
    for (const [id, { type, environment, properties }] of Object.entries(artifacts)) {
      if (type === "aws:cloudformation:stack" && properties.templateFile !== undefined) {
        const template = readJson(join(directory, properties.templateFile), templateSchema);
        stacks.push({ name: properties.stackName ?? id, template, ...parseEnvironment(environment) });
      } else if (type === "cdk:asset-manifest" && properties.file !== undefined) {
        const file = join(directory, properties.file);
        for (const [hash, { source }] of Object.entries(readJson(file, assetsSchema).files))
          if (source.path !== undefined) assets.set(hash, resolve(dirname(file), source.path));
      } else if (type === "cdk:cloud-assembly" && properties.directoryName !== undefined) {
        readDirectory(join(directory, properties.directoryName));
      }
    }
  };
  readDirectory(resolve(cdkOutDir));
  return {
    stacks,
    // The key is the asset's hash with the ending of the packed file.
    assetPath: (objectKey) => assets.get(objectKey.replace(/\.[a-z]+$/, "")),
  };
}
