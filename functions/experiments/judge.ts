import {
  type ArmCounts,
  type EndReason,
  type ExperimentPlan,
  OBSERVED_DAYS,
} from "../../shared/model/experiment.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import { compare, differs, LEAST_UNITS, type Tally, unevenArms } from "./sequential.ts";

/** Opened pages of an arm, and people it drove away: what is counted, and what must not grow (AB-3, AB-8). */
export const visitsIn = ({ units, hits }: ArmCounts): Tally => ({ units, hits });
export const leaversIn = ({ invited, left }: ArmCounts): Tally => ({ units: invited, hits: left });

/** Pure: the arms of which one drives more people away than another, by the same sequential rule; undefined for none. */
export function harmfulArm(counts: readonly ArmCounts[]): ArmCounts | undefined {
  const [first, ...others] = counts;
  if (first === undefined) return undefined;
  for (const other of others) {
    if (!differs(leaversIn(first), leaversIn(other), others.length)) continue;
    return compare(leaversIn(first), leaversIn(other)).estimate > 0 ? other : first;
  }
  return undefined;
}

/**
 * Pure: whether an experiment ends now, and why (AB-4, AB-5, AB-8); undefined while it goes on. What makes it worthless
 * or harmful comes before what it finds. When its time is over or everybody is counted it waits for the days that the last
 * messages are observed.
 */
export function endOf(
  plan: Pick<ExperimentPlan, "endsAt" | "unitsPerArm">,
  counts: readonly ArmCounts[],
  now: Instant,
): Exclude<EndReason, "person"> | undefined {
  if (unevenArms(counts.map(({ assigned }) => assigned))) return "uneven_arms";
  if (harmfulArm(counts) !== undefined) return "harm";
  const [first, ...others] = counts;
  if (first === undefined) return undefined;
  if (others.some((other) => differs(visitsIn(first), visitsIn(other), others.length))) return "difference";
  if (counts.every(({ units }) => units >= Math.max(plan.unitsPerArm, LEAST_UNITS))) return "all_counted";
  // the day of the last message must be over too, since sums are kept by day
  return Date.parse(plan.endsAt) + (OBSERVED_DAYS + 1) * DAY <= now ? "time_over" : undefined;
}
