import { copyFile, link, mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { KeyRecord } from "./store/object-record.ts";
import { currentObject } from "./store/version-changes.ts";

/** Between reading a record and linking its bytes a running store may replace them; then the record is read again. */
const ATTEMPTS = 5;

/**
 * Links the current objects below a prefix into a folder, named by what follows the prefix. It only reads the bucket's
 * folder, so that a running store is not disturbed, and what it links stays whole when the store goes on.
 * @param bucketDir folder of one bucket below the runtime's data directory; it may be missing
 * @param target folder on the same disk
 * @returns the names linked, in order
 */
export async function linkStoredObjects(
  bucketDir: string,
  prefix: string,
  target: string,
): Promise<readonly string[]> {
  const names: string[] = [];
  const keys = join(bucketDir, "keys");
  for (const shelf of await entries(keys)) {
    for (const file of await entries(join(keys, shelf))) {
      if (!file.endsWith(".json")) continue;
      const key = await linkOne(bucketDir, join(keys, shelf, file), prefix, target);
      if (key !== undefined) names.push(key.slice(prefix.length));
    }
  }
  return names.sort();
}

async function linkOne(
  bucketDir: string,
  recordFile: string,
  prefix: string,
  target: string,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt++) {
    const record = await readRecord(recordFile);
    if (record === undefined || !record.key.startsWith(prefix)) return undefined;
    const object = currentObject(record.versions);
    if (object === undefined) return undefined;
    const file = join(target, ...record.key.slice(prefix.length).split("/").map(fileName));
    await mkdir(dirname(file), { recursive: true });
    try {
      await linkOrCopy(join(bucketDir, "blobs", object.blob), file);
      return record.key;
    } catch (error) {
      if (!isMissing(error) || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Not every disk has links. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (isMissing(error)) throw error;
    await copyFile(from, to);
  }
}

/** A key may have parts that mean another folder to a disk; the lake's own never do. */
function fileName(part: string): string {
  if (part === "" || part === "." || part === "..")
    throw new Error(`an object's key has the part "${part}", which is no file name`);
  return part;
}

async function readRecord(file: string): Promise<KeyRecord | undefined> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as KeyRecord;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function entries(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
