import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import type { SharedHouse } from "./shared-house.ts";

let own: SharedHouse | undefined;

/**
 * The house of this worker: the first that no living worker has taken. It stays its own until the process ends, so the
 * journeys of one house are told one after the other, each with its own people and its own clock.
 */
export function workersHouse(): SharedHouse {
  const { houses, claims } = inject("sharedHouses");
  own ??= houses.find((_house, number) => claim(join(claims, `house-${number}.taken`)));
  if (own === undefined)
    throw new Error(`all ${houses.length} houses are taken: journeys have too many workers`);
  return own;
}

function claim(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    if (isAlive(Number(readFileSync(file, "utf8")))) return false;
    writeFileSync(file, String(process.pid));
    return true;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
