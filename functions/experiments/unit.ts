import * as z from "zod";
import { ARM_KEYS, type ArmCounts, ArmKey, OBSERVED_DAYS } from "../../shared/model/experiment.ts";
import { DAY, type Instant, InstantText, instantText } from "../../shared/model/time.ts";

/** What became of one unit. It names nobody: its key is a hash of experiment and person (INV-4). */
export const Unit = z.object({
  arm: ArmKey,
  assignedAt: InstantText,
  /** When its message left; a unit has one message. */
  invitedAt: InstantText.optional(),
  visited: z.boolean(),
  left: z.boolean(),
  rev: z.int().nonnegative(),
});
export type Unit = z.output<typeof Unit>;

/** What a message's record tells of its unit: when it was made, and when it left, if it surely did. */
export interface Told {
  readonly invitedAt?: Instant | undefined;
  /** A confirmed visit through its link. */
  readonly visitedAt?: Instant | undefined;
  /** The person withdrew or complained. */
  readonly leftAt?: Instant | undefined;
}

const OBSERVED = OBSERVED_DAYS * DAY;

/**
 * Pure: the unit with what was heard. Every report brings the hand-off that it rests on, so neither order nor repetition
 * matters.
 */
export function withTold(unit: Unit, told: Told): Unit {
  const invitedAt =
    unit.invitedAt ?? (told.invitedAt === undefined ? undefined : instantText(told.invitedAt));
  if (invitedAt === undefined) return unit;
  const inTime = (at: Instant | undefined) => {
    const since = at === undefined ? -1 : at - Date.parse(invitedAt);
    return since >= 0 && since < OBSERVED;
  };
  return {
    ...unit,
    invitedAt,
    visited: unit.visited || inTime(told.visitedAt),
    left: unit.left || inTime(told.leftAt),
  };
}

const COUNTED = ["assigned", "invited", "visited", "left"] as const;

/** What one unit, or many, add to the sums of days: `2026-11-24 A invited` = 3. */
export type DaySums = Readonly<Record<string, number>>;

/** Pure: what a unit adds, by the day in UTC on which it was assigned or invited. */
export function sumsOf(unit: Unit): DaySums {
  const assignedOn = unit.assignedAt.slice(0, 10);
  const invitedOn = unit.invitedAt?.slice(0, 10);
  return {
    [`${assignedOn} ${unit.arm} assigned`]: 1,
    ...(invitedOn === undefined ? {} : { [`${invitedOn} ${unit.arm} invited`]: 1 }),
    ...(invitedOn !== undefined && unit.visited ? { [`${invitedOn} ${unit.arm} visited`]: 1 } : {}),
    ...(invitedOn !== undefined && unit.left ? { [`${invitedOn} ${unit.arm} left`]: 1 } : {}),
  };
}

/** Sums of one day, by arm. */
export interface DayCounts {
  readonly day: string;
  readonly arms: Readonly<Partial<Record<ArmKey, Readonly<Record<(typeof COUNTED)[number], number>>>>>;
}

/** Names of a day's sums as they are stored: `A_invited`. */
export const SUM_NAMES = ARM_KEYS.flatMap((arm) => COUNTED.map((name) => `${arm}_${name}`));

/** Reads the sums of one day. */
export function dayCounts(day: string, sums: Readonly<Record<string, unknown>>): DayCounts {
  const count = (arm: ArmKey, name: string) => z.int().default(0).parse(sums[`${arm}_${name}`]);
  return {
    day,
    arms: Object.fromEntries(
      ARM_KEYS.map((arm) => [arm, Object.fromEntries(COUNTED.map((name) => [name, count(arm, name)]))]),
    ),
  };
}

/**
 * Pure: the counts of the arms at an instant. A day's units and hits are in when the seven days after its last message
 * are over, so that every unit had the same time; who left counts at once, because harm must not wait.
 */
export function armCounts(days: readonly DayCounts[], arms: readonly ArmKey[], now: Instant): ArmCounts[] {
  return arms.map((key) => {
    const sum = (name: (typeof COUNTED)[number], among: readonly DayCounts[]) =>
      among.reduce((total, { arms: counts }) => total + (counts[key]?.[name] ?? 0), 0);
    const over = days.filter(({ day }) => Date.parse(day) + DAY + OBSERVED <= now);
    return {
      key,
      assigned: sum("assigned", days),
      invited: sum("invited", days),
      units: sum("invited", over),
      hits: sum("visited", over),
      left: sum("left", days),
    };
  });
}

/** Pure: share of an arm's messages that left from Monday to Friday (AB-8). */
export function weekdayShare(days: readonly DayCounts[], key: ArmKey): number | undefined {
  const invitedOn = (among: readonly DayCounts[]) =>
    among.reduce((total, { arms }) => total + (arms[key]?.invited ?? 0), 0);
  const all = invitedOn(days);
  const workdays = days.filter(({ day }) => new Date(day).getUTCDay() % 6 !== 0);
  return all === 0 ? undefined : invitedOn(workdays) / all;
}
