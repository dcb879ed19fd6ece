import { type FileHandle, mkdir, open, rename } from "node:fs/promises";
import { join } from "node:path";

export interface LogLine {
  readonly functionName: string;
  /** Absent for what a function prints between invocations. */
  readonly requestId?: string;
  readonly text: string;
}

/** Where what functions print goes. */
export type LogSink = (line: LogLine) => void;

export interface LogStore {
  readonly write: LogSink;
  /** The latest lines of a function, oldest first. */
  tail(functionName: string): readonly LogLine[];
  /** Every line as it comes. Returns how to stop listening. */
  follow(listener: LogSink): () => void;
  /** Waits until the files hold everything. */
  close(): Promise<void>;
}

/** A log file is set aside as `.1` at this size, once. */
const rotateBytes = 10 * 1024 * 1024;

/** Keeps the latest `keep` lines of each function in memory and all in `dir/<function>.log`. */
export function createLogStore(dir: string, keep = 1000): LogStore {
  const rings = new Map<string, LogLine[]>();
  const files = new Map<string, LogFile>();
  const listeners = new Set<LogSink>();
  return {
    write(line) {
      const ring = rings.get(line.functionName) ?? [];
      rings.set(line.functionName, ring);
      ring.push(line);
      // Trimming in large steps keeps writing cheap.
      if (ring.length >= keep * 2) ring.splice(0, ring.length - keep);
      const file = files.get(line.functionName) ?? new LogFile(dir, line.functionName);
      files.set(line.functionName, file);
      file.write(`${line.text}\n`);
      for (const listener of listeners) listener(line);
    },
    tail: (functionName) => (rings.get(functionName) ?? []).slice(-keep),
    follow(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await Promise.all([...files.values()].map((file) => file.close()));
    },
  };
}

/** Appends in the background, in order; a full disk must not fail an invocation. */
class LogFile {
  readonly #dir: string;
  readonly #path: string;
  #waiting = "";
  #size = 0;
  #handle: FileHandle | undefined;
  #writing: Promise<void> | undefined;

  constructor(dir: string, functionName: string) {
    this.#dir = dir;
    this.#path = join(dir, `${functionName}.log`);
  }

  write(text: string): void {
    this.#waiting += text;
    this.#writing ??= this.#drain().catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.#writing;
    await this.#release();
  }

  async #drain(): Promise<void> {
    try {
      while (this.#waiting !== "") {
        const text = this.#waiting;
        this.#waiting = "";
        // Opened once: what opens and closes for every line costs more than the line.
        this.#handle ??= await this.#open();
        await this.#handle.appendFile(text);
        this.#size += text.length;
        if (this.#size > rotateBytes) await this.#setAside();
      }
    } finally {
      this.#writing = undefined;
    }
  }

  async #open(): Promise<FileHandle> {
    await mkdir(this.#dir, { recursive: true });
    return open(this.#path, "a");
  }

  async #setAside(): Promise<void> {
    await this.#release();
    await rename(this.#path, `${this.#path}.1`);
    this.#size = 0;
  }

  async #release(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }
}
