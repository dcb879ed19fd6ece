import { type FileHandle, open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { parseLines } from "./journal-lines.ts";

interface Append {
  readonly kind: "append";
  readonly text: string;
  readonly done: () => void;
  readonly failed: (reason: unknown) => void;
}
interface Compaction extends Omit<Append, "kind"> {
  readonly kind: "compaction";
}

/**
 * One append-only file of JSON lines. Everything that waits while the disk is busy goes out in one write and one
 * fsync; appends and compactions take effect in the order of their calls.
 */
export class JournalLog {
  readonly #path: string;
  #handle: FileHandle;
  #size: number;
  #entries: readonly unknown[];
  #waiting: (Append | Compaction)[] = [];
  #writing: Promise<void> | undefined;
  #closed = false;

  private constructor(path: string, handle: FileHandle, size: number, entries: readonly unknown[]) {
    this.#path = path;
    this.#handle = handle;
    this.#size = size;
    this.#entries = entries;
  }

  /** Reads the file (created when missing) and cuts off a torn last line, which was never acknowledged. */
  static async open(path: string): Promise<JournalLog> {
    const handle = await open(path, "a+");
    try {
      const bytes = await handle.readFile();
      const { entries, validBytes } = parseLines(bytes, path);
      if (validBytes < bytes.length) await handle.truncate(validBytes);
      await syncDirectory(path);
      return new JournalLog(path, handle, validBytes, entries);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** What earlier runs appended; handed out once so that the log does not keep it in memory. */
  takeEntries(): readonly unknown[] {
    const entries = this.#entries;
    this.#entries = [];
    return entries;
  }

  append(entry: unknown): Promise<void> {
    return this.#enqueue("append", `${JSON.stringify(entry)}\n`);
  }

  compact(entries: readonly unknown[]): Promise<void> {
    return this.#enqueue("compaction", entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#writing;
    await this.#handle.close();
  }

  #enqueue(kind: "append" | "compaction", text: string): Promise<void> {
    if (this.#closed) return Promise.reject(new Error(`The log ${this.#path} is closed.`));
    return new Promise((done, failed) => {
      this.#waiting.push({ kind, text, done, failed });
      this.#writing ??= this.#drain();
    });
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets concurrent callers join the first group.
    await new Promise<void>((resume) => setImmediate(resume));
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      const group = next.kind === "compaction" ? this.#waiting.splice(0, 1) : this.#takeAppends();
      const text = group.map((work) => work.text).join("");
      try {
        await (next.kind === "compaction" ? this.#replace(text) : this.#write(text));
        for (const work of group) work.done();
      } catch (error) {
        for (const work of group) work.failed(error);
      }
    }
    this.#writing = undefined;
  }

  #takeAppends(): (Append | Compaction)[] {
    const end = this.#waiting.findIndex((work) => work.kind === "compaction");
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end);
  }

  async #write(text: string): Promise<void> {
    try {
      await this.#handle.appendFile(text);
      await this.#handle.datasync();
      this.#size += Buffer.byteLength(text);
    } catch (error) {
      // A half-written group must not become a damaged line in the middle of the file.
      await this.#handle.truncate(this.#size).catch(() => undefined);
      throw error;
    }
  }

  async #replace(text: string): Promise<void> {
    const next = `${this.#path}.next`;
    const handle = await open(next, "w");
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(next, this.#path);
    await syncDirectory(this.#path);
    const previous = this.#handle;
    this.#handle = await open(this.#path, "a");
    this.#size = Buffer.byteLength(text);
    await previous.close();
  }
}

/** Makes the creation or renaming of `path` durable, not only its content. */
async function syncDirectory(path: string): Promise<void> {
  // Windows cannot open a directory; there the rename itself is as durable as it gets.
  if (process.platform === "win32") return;
  const directory = await open(dirname(path), "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
