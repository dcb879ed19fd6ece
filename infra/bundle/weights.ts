import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/**
 * What a bundle is made of: bytes by package and by folder of ours, heaviest first. For `--why <capability>/<file>`.
 * @throws Error when there is no such bundle
 */
export async function weights(dist: string, entry: string): Promise<(readonly [string, number])[]> {
  const { outputs } = JSON.parse(await readFile(join(dist, "meta.json"), "utf8")) as Metafile;
  const output = Object.entries(outputs).find(([path]) => path.endsWith(`functions/${entry}/index.js`))?.[1];
  if (output === undefined) throw new Error(`there is no bundle ${entry}`);
  const sums = new Map<string, number>();
  for (const [path, { bytesInOutput }] of Object.entries(output.inputs)) {
    const part = partOf(path);
    sums.set(part, (sums.get(part) ?? 0) + bytesInOutput);
  }
  return [...sums].sort(([, a], [, b]) => b - a);
}

function partOf(path: string): string {
  const inPackage = path.split("node_modules/").at(-1);
  if (inPackage === undefined || !path.includes("node_modules/"))
    return path.split("/").slice(0, 2).join("/");
  return inPackage
    .split("/")
    .slice(0, inPackage.startsWith("@") ? 2 : 1)
    .join("/");
}
