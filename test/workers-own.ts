import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Houses in which tests are told at the same time: a journey mostly waits, so two of them share two cores well. Tests of
 * the tests, which are several runs at once, ask for one each.
 */
export const HOUSES = Number(process.env["TEST_HOUSES"] ?? 2);

/** Environments that a house keeps warm: the tests of a house meet nearly every function, again and again. */
export const WARM = 80;

const own = new Map<string, number>();

/**
 * The one of `all` that belongs to this worker: the first that no living worker has taken. It stays its own until the
 * process ends, so that what happens in one house happens one after the other, each with its own people and clock.
 * @param claims folder in which workers write down what they took
 */
export function workersOwn<One>(all: readonly One[], claims: string): One {
  const number = own.get(claims) ?? all.findIndex((_one, at) => claim(join(claims, `${at}.taken`)));
  const mine = all[number];
  if (mine === undefined) throw new Error(`all ${all.length} houses are taken: there are too many workers`);
  own.set(claims, number);
  return mine;
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
