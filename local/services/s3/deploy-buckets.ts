import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import type { BucketDeploymentPlan, DeployedFolder } from "../../plan/plan.ts";
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

/** A file as it is deployed: with the values of this deployment in place of their marks. */
async function deployedBytes(
  file: string,
  { values, inJson }: DeployedFolder,
  localized: (text: string) => string,
): Promise<Buffer> {
  const bytes = await readFile(file);
  const marks = Object.entries(values);
  if (marks.length === 0) return bytes;
  const text = marks.reduce(
    (filled, [mark, value]) =>
      filled.replaceAll(mark, () => (inJson ? JSON.stringify(value).slice(1, -1) : value)),
    bytes.toString("utf8"),
  );
  return Buffer.from(localized(text));
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
 * is about whole prefixes, which several deployments may share). Files that carry values of the deployment pass through
 * `localized`, which puts local addresses for deployed ones.
 */
export async function deployBuckets(
  deployments: readonly BucketDeploymentPlan[],
  objects: Objects,
  localized: (text: string) => string = (text) => text,
): Promise<DeploymentResult> {
  let written = 0;
  let unchanged = 0;
  for (const deployment of deployments) {
    const files = new Map<string, { readonly file: string; readonly source: DeployedFolder }>();
    for (const source of deployment.sources) {
      for await (const file of filesUnder(source.folder)) {
        const path = relative(source.folder, file).split(sep).join("/");
        const key = deployment.prefix === "" ? path : `${deployment.prefix.replace(/\/$/, "")}/${path}`;
        files.set(key, { file, source });
      }
    }
    for (const [key, { file, source }] of files) {
      const bytes = await deployedBytes(file, source, localized);
      const headers = headersFor(file, deployment.systemMetadata);
      const existing = await objects.head(deployment.bucket, key);
      const same =
        existing !== undefined &&
        existing.etag === createHash("md5").update(bytes).digest("hex") &&
        Object.entries(headers).every(([name, value]) => existing.headers[name] === value) &&
        Object.keys(existing.headers).every((name) => headers[name] !== undefined);
      if (same) unchanged++;
      else {
        await objects.put(deployment.bucket, key, Readable.from([bytes]), headers);
        written++;
      }
    }
  }
  return { written, unchanged };
}
