import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Journal } from "../runtime-ports.ts";
import { JournalLog } from "./journal-log.ts";

/** A journal whose files can be let go of; logs must not be appended to afterwards. */
export interface ClosableJournal extends Journal {
  /** Waits for what is being written, then closes every log. */
  close(): Promise<void>;
}

/**
 * A {@link Journal} of one file per log under `dir` (created when missing). One process at a time may hold a
 * directory: two writers would compact each other's entries away.
 *
 * Throws when a log is opened twice, or when a line before the last one is damaged (that is not a crash's trace).
 */
export function createJournal(dir: string): ClosableJournal {
  mkdirSync(dir, { recursive: true });
  const logs = new Map<string, Promise<JournalLog>>();
  return {
    async open<Entry>(name: string) {
      if (logs.has(name)) throw new Error(`The log "${name}" is already open: a log has one writer.`);
      const opening = JournalLog.open(join(dir, fileNameOf(name)));
      logs.set(name, opening);
      const log = await opening;
      return {
        // What this log holds was appended as Entry by this same program.
        entries: log.takeEntries() as readonly Entry[],
        append: (entry: Entry) => log.append(entry),
        compact: (entries: readonly Entry[]) => log.compact(entries),
      };
    },
    async close() {
      const opened = await Promise.allSettled(logs.values());
      logs.clear();
      await Promise.all(opened.map((log) => (log.status === "fulfilled" ? log.value.close() : undefined)));
    },
  };
}

/** Log names may hold resource names; a file name may not hold everything they may. */
function fileNameOf(name: string): string {
  return `${encodeURIComponent(name).replaceAll("*", "%2A")}.jsonl`;
}
