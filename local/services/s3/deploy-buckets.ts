import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { BucketDeploymentPlan } from "../../plan/plan.ts";
import { contentTypeOf } from "./content-types.ts";
import type { Objects } from "./objects.ts";

/** How many files of a deployment were written and how many were there already. */
export interface DeploymentResult {
  readonly written: number;
  readonly unchanged: number;
}

async function* filesUnder(folder: string): AsyncGenerator<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesUnder(path);
    else if (entry.isFile()) yield path;
  }
}

async function md5Of(file: string): Promise<string> {
  const hash = createHash("md5");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

/**
 * Metadata of a deployment as PUT headers. CDK gives system metadata by its CLI names (`cache-control`,
 * `content-encoding` …), which are header names already; `content-type` beats the file extension.
 */
function headersFor(file: string, systemMetadata: Readonly<Record<string, string>>): Record<string, string> {
  const headers: Record<string, string> = { "content-type": contentTypeOf(file) };
  for (const [name, value] of Object.entries(systemMetadata)) headers[name.toLowerCase()] = value;
  return headers;
}

/**
 * Copies each deployment's folders into its bucket, later sources over earlier ones. A file is written only when its
 * bytes or its metadata differ from what is there. Files that are gone from the sources stay (the template's `prune`
 * is about whole prefixes, which several deployments may share).
 */
export async function deployBuckets(
  deployments: readonly BucketDeploymentPlan[],
  objects: Objects,
): Promise<DeploymentResult> {
  let written = 0;
  let unchanged = 0;
  for (const deployment of deployments) {
    const files = new Map<string, string>();
    for (const source of deployment.sources) {
      for await (const file of filesUnder(source)) {
        const path = relative(source, file).split(sep).join("/");
        files.set(deployment.prefix === "" ? path : `${deployment.prefix.replace(/\/$/, "")}/${path}`, file);
      }
    }
    for (const [key, file] of files) {
      const headers = headersFor(file, deployment.systemMetadata);
      const existing = await objects.head(deployment.bucket, key);
      const same =
        existing !== undefined &&
        existing.etag === (await md5Of(file)) &&
        Object.entries(headers).every(([name, value]) => existing.headers[name] === value) &&
        Object.keys(existing.headers).every((name) => headers[name] !== undefined);
      if (same) unchanged++;
      else {
        await objects.put(deployment.bucket, key, createReadStream(file), headers);
        written++;
      }
    }
  }
  return { written, unchanged };
}
