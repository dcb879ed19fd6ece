import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BusEvent } from "../../../runtime-ports.ts";
import { compareKeys } from "../wire/listing.ts";
import { removeFileDurably, syncFolder, writeFileDurably } from "./durable-file.ts";
import type { KeyRecord, Version } from "./object-record.ts";

/** The keys of a bucket: an index in memory over one small file per key. */
export interface KeyRecords {
  versions(key: string): readonly Version[];
  /** All keys that have any version, in UTF-8 order. */
  keys(): readonly string[];
  /**
   * Changes one key; changes of the same key wait for each other. What `decide` returns is on disk when this resolves;
   * when it throws nothing happened.
   */
  change<Result>(
    key: string,
    decide: (versions: readonly Version[]) => {
      versions: readonly Version[];
      event?: BusEvent;
      result: Result;
    },
  ): Promise<Result>;
  /** Events not yet settled, per key in the order of their commits. */
  pending(): readonly { readonly key: string; readonly event: BusEvent }[];
  /** Forgets the key's oldest event: it is on the bus. */
  settle(key: string): Promise<void>;
}

/** Opens the records in `folder`; what an interrupted write left behind is removed. */
export async function openKeyRecords(folder: string): Promise<KeyRecords> {
  await mkdir(folder, { recursive: true });
  const records = new Map<string, KeyRecord>();
  const made = new Set<string>();
  const turns = new Map<string, Promise<unknown>>();
  let sorted: readonly string[] | undefined;

  // Keys may be longer than a file name and differ only in case: the file is named by a hash, the key is inside.
  const path = (key: string): string => {
    const hash = createHash("sha256").update(key).digest("hex");
    return join(folder, hash.slice(0, 2), `${hash.slice(2)}.json`);
  };

  for (const shelf of await readdir(folder)) {
    for (const name of await readdir(join(folder, shelf))) {
      const file = join(folder, shelf, name);
      if (!name.endsWith(".json")) await rm(file, { force: true });
      else {
        const record: KeyRecord = JSON.parse(await readFile(file, "utf8"));
        records.set(record.key, record);
      }
    }
  }

  async function save(record: KeyRecord): Promise<void> {
    const file = path(record.key);
    if (record.versions.length === 0 && record.pending.length === 0) await removeFileDurably(file);
    else {
      if (!made.has(dirname(file))) {
        await mkdir(dirname(file), { recursive: true });
        await syncFolder(folder);
        made.add(dirname(file));
      }
      await writeFileDurably(file, JSON.stringify(record));
    }
    const had = (records.get(record.key)?.versions.length ?? 0) > 0;
    if (had !== record.versions.length > 0) sorted = undefined;
    if (record.versions.length === 0 && record.pending.length === 0) records.delete(record.key);
    else records.set(record.key, record);
  }

  function inTurn<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (turns.get(key) ?? Promise.resolve()).then(work, work);
    turns.set(key, turn);
    const leave = (): void => {
      if (turns.get(key) === turn) turns.delete(key);
    };
    turn.then(leave, leave);
    return turn;
  }

  const recordOf = (key: string): KeyRecord => records.get(key) ?? { key, versions: [], pending: [] };

  return {
    versions: (key) => recordOf(key).versions,
    keys() {
      sorted ??= [...records.values()]
        .filter(({ versions }) => versions.length > 0)
        .map(({ key }) => key)
        .sort(compareKeys);
      return sorted;
    },
    change: (key, decide) =>
      inTurn(key, async () => {
        const before = recordOf(key);
        const { versions, event, result } = decide(before.versions);
        if (versions !== before.versions)
          await save({ key, versions, pending: event ? [...before.pending, event] : before.pending });
        return result;
      }),
    pending: () =>
      [...records.values()].flatMap(({ key, pending }) => pending.map((event) => ({ key, event }))),
    settle: (key) =>
      inTurn(key, async () => {
        const before = recordOf(key);
        await save({ ...before, pending: before.pending.slice(1) });
      }),
  };
}
