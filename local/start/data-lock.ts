import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

const LOCK = "lock";
/** Says that everything in the folder was made here; only such a folder is ever emptied. */
const MARKER = "invito-data";
const MARKER_TEXT =
  "State of the local runtime (npm start). Everything in this folder goes with npm start -- --fresh.\n";

/**
 * Takes the data directory for this process: two would compact each other's journals away. The lock of a process that
 * was killed is taken over. A folder that is new or empty becomes the runtime's own.
 * @param fresh forget what earlier runs left there
 * @returns how to release it
 * @throws Error naming the process that holds it, or saying that the folder cannot be written or that `fresh` would
 * delete what somebody else made
 */
export function takeData(dataDir: string, fresh: boolean): () => void {
  const marker = join(dataDir, MARKER);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    if (readdirSync(dataDir).length === 0) writeFileSync(marker, MARKER_TEXT);
    accessSync(dataDir, constants.W_OK);
  } catch (cause) {
    throw new Error(
      `the data directory ${dataDir} cannot be used (${(cause as Error).message}); give another folder with --data`,
      { cause },
    );
  }
  if (fresh && !existsSync(marker)) {
    throw new Error(
      `${dataDir} holds files that Invito did not make, so --fresh does not empty it; give another folder with --data, or empty it yourself`,
    );
  }
  const release = lock(join(dataDir, LOCK), dataDir);
  if (fresh) {
    for (const name of readdirSync(dataDir)) {
      if (name !== LOCK && name !== MARKER) rmSync(join(dataDir, name), { recursive: true, force: true });
    }
  }
  return release;
}

function lock(file: string, dataDir: string): () => void {
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
