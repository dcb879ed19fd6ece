import { writeFile } from "node:fs/promises";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startChild } from "../../child-processes.ts";

export interface Run {
  /** Zero for success; undefined when it was stopped. */
  readonly code: number | undefined;
  readonly stdout: string;
  /** The last lines of what it complained about. */
  readonly complaint: string;
}

const mostComplaint = 2000;
const mostOutput = 4 * 1024 * 1024;

/**
 * Runs a program at low priority, so that a transcode does not slow the developer's machine down.
 * `onLine` gets stdout line by line (then `stdout` stays empty); `pidFile` names the process for a later run that finds
 * this one killed. Resolves when the process is gone; rejects only when it could not be started.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  options: {
    readonly signal: AbortSignal;
    readonly onLine?: (line: string) => void;
    readonly pidFile?: string;
  },
): Promise<Run> {
  const child = startChild(program, args, { stdout: true });
  const ended = new Promise<number | undefined>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? undefined));
  });
  ended.catch(() => undefined);
  const stop = (): void => void child.kill("SIGKILL");
  if (options.signal.aborted) stop();
  options.signal.addEventListener("abort", stop, { once: true });
  try {
    if (child.pid !== undefined) {
      try {
        setPriority(child.pid, constants.priority.PRIORITY_LOW);
      } catch {
        // It may be over already.
      }
      if (options.pidFile !== undefined) await writeFile(options.pidFile, String(child.pid));
    }
    let stdout = "";
    let complaint = "";
    if (options.onLine) createInterface({ input: child.stdout }).on("line", options.onLine);
    else
      child.stdout.on("data", (chunk: Buffer) => {
        if (stdout.length < mostOutput) stdout += chunk.toString("utf8");
      });
    child.stderr.on("data", (chunk: Buffer) => {
      complaint = (complaint + chunk.toString("utf8")).slice(-mostComplaint);
    });
    const code = await ended;
    return { code: options.signal.aborted ? undefined : code, stdout, complaint: complaint.trim() };
  } finally {
    options.signal.removeEventListener("abort", stop);
  }
}

export const pidFileIn = (folder: string): string => join(folder, "ffmpeg.pid");

/** Seconds of output that ffmpeg's `-progress` reports in a line, or undefined for its other lines. */
export function progressSeconds(line: string): number | undefined {
  const match = /^out_time_ms=(\d+)$/.exec(line);
  // Named milliseconds, counted in microseconds: ffmpeg keeps the old name.
  return match ? Number(match[1]) / 1_000_000 : undefined;
}
