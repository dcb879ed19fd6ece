import type { ChildProcess } from "node:child_process";

const children = new Set<ChildProcess>();

/**
 * Ends a child with this process also where nobody waits for it: a second Ctrl-C, an uncaught error. Its data must
 * survive a kill. Only a killed runtime leaves children, and the next start ends those.
 */
export function endWithRuntime(child: ChildProcess): void {
  if (children.size === 0) process.once("exit", endAll);
  children.add(child);
  child.once("exit", () => {
    children.delete(child);
    if (children.size === 0) process.off("exit", endAll);
  });
}

function endAll(): void {
  for (const child of children) child.kill("SIGKILL");
}
