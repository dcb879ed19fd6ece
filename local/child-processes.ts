import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";

const children = new Set<ChildProcess>();

/**
 * Starts a program that belongs to the runtime, without input; stdout is read where `stdout` is true, stderr always.
 * Ctrl-C does not reach it: the runtime ends it in its own order, or lets it finish. It also ends where nobody waits
 * for it (a second Ctrl-C, an uncaught error), so its data must survive a kill. Only a killed runtime leaves children
 * behind, and the next start ends those.
 */
export function startChild(
  program: string,
  args: readonly string[],
  options: { readonly stdout: true },
): ChildProcessByStdio<null, Readable, Readable>;
export function startChild(
  program: string,
  args: readonly string[],
  options: { readonly stdout: false },
): ChildProcessByStdio<null, null, Readable>;
export function startChild(
  program: string,
  args: readonly string[],
  { stdout }: { readonly stdout: boolean },
): ChildProcess {
  const child = spawn(program, args, {
    stdio: ["ignore", stdout ? "pipe" : "ignore", "pipe"],
    windowsHide: true,
    // a terminal's signals go to a process group; on Windows this would open a window
    detached: process.platform !== "win32",
  });
  if (children.size === 0) process.once("exit", endAll);
  children.add(child);
  const forget = (): void => {
    children.delete(child);
    if (children.size === 0) process.off("exit", endAll);
  };
  child.once("exit", forget);
  child.once("error", forget);
  return child;
}

function endAll(): void {
  for (const child of children) child.kill("SIGKILL");
}
