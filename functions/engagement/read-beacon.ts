import { BEACON_LIMITS, type Beacon, rowProblem } from "../../shared/contracts/engagement.ts";

const VERSION = /^ver_[0-9A-HJKMNP-TV-Z]{26}$/;
const KEYS = new Set(["seq", "items", "k", "i", "a", "b", "r"]);

/** Where and why a beacon is refused; words as the schema's. */
export interface BeaconProblem {
  readonly field: string;
  readonly message: string;
}

/**
 * Validates a parsed beacon by hand, because zod costs 2.5 × JSON.parse on this hot path (performance.md 2b).
 * A property test proves that it accepts and refuses exactly what the `Beacon` schema does.
 */
export function readBeacon(
  value: unknown,
): { readonly beacon: Beacon } | { readonly problem: BeaconProblem } {
  if (value === null || typeof value !== "object" || Array.isArray(value))
    return refuse("body", "must be an object");
  for (const key of Object.keys(value)) if (!KEYS.has(key)) return refuse(key, "is not known");
  const beacon = value as Beacon;
  if (!isInteger(beacon.seq, 0, BEACON_LIMITS.sequence)) return refuse("seq", "must count from 0");
  const { items, k } = beacon;
  if (!Array.isArray(items) || items.length < 1 || items.length > BEACON_LIMITS.items) {
    return refuse("items", `must have 1 to ${BEACON_LIMITS.items} entries`);
  }
  for (const item of items)
    if (typeof item !== "string" || !VERSION.test(item)) return refuse("items", "must be version ids");
  if (!Array.isArray(k) || k.length < 1 || k.length > BEACON_LIMITS.events) {
    return refuse("k", `must have 1 to ${BEACON_LIMITS.events} entries`);
  }
  if (!isColumn(k, k.length, 1, 4)) return refuse("k", "must be 1, 2, 3 or 4");
  if (!isColumn(beacon.i, k.length, 0, BEACON_LIMITS.items - 1))
    return refuse("i", "must index the items, one for each k");
  if (!isColumn(beacon.a, k.length, 0, BEACON_LIMITS.mediaMs))
    return refuse("a", "must be milliseconds, one for each k");
  if (!isColumn(beacon.b, k.length, 0, BEACON_LIMITS.mediaMs))
    return refuse("b", "must be milliseconds, one for each k");
  const { min, max } = BEACON_LIMITS.ratePercent;
  if (!isColumn(beacon.r, k.length, min, max))
    return refuse("r", `must be ${min} to ${max} percent, one for each k`);
  for (let row = 0; row < k.length; row++) {
    const problem = rowProblem(beacon, row);
    if (problem !== undefined) return refuse(`${problem.column}.${row}`, problem.message);
  }
  return { beacon };
}

function refuse(field: string, message: string): { problem: BeaconProblem } {
  return { problem: { field, message } };
}

function isInteger(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}

function isColumn(column: unknown, rows: number, min: number, max: number): column is number[] {
  if (!Array.isArray(column) || column.length !== rows) return false;
  for (const value of column) if (!isInteger(value, min, max)) return false;
  return true;
}
