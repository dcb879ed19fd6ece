import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes the data directory for this process: two would compact each other's journals away. The lock of a process that
 * was killed is taken over.
 * @returns how to release it
 * @throws Error naming the process that holds it
 */
export function lockData(dataDir: string): () => void {
  const file = join(dataDir, "lock");
  const holder = existsSync(file) ? Number(readFileSync(file, "utf8")) : undefined;
  if (holder !== undefined && holder !== process.pid && isHouse(holder)) {
    throw new Error(`${dataDir} is in use by process ${holder}; stop it, or give another folder with --data`);
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** Whether the process lives and is a Node program; process ids are used again, so being alive is not enough. */
function isHouse(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const name = `/proc/${pid}/comm`;
  return !existsSync(name) || /node|main/i.test(readFileSync(name, "utf8"));
}

/** Removes all state but the lock; refuses while another process holds it. */
export function emptyData(dataDir: string): void {
  lockData(dataDir);
  for (const name of readdirSync(dataDir)) {
    if (name !== "lock") rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}
