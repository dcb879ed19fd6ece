import type { ExperimentResult } from "../../shared/contracts/experiments.ts";
import type { ArmCounts, EndReason } from "../../shared/model/experiment.ts";
import { prospectOf } from "./expected-loss.ts";
import { harmfulArm, leaversIn, visitsIn } from "./judge.ts";
import { ALPHA, compare, LEAST_UNITS, unevenArms, wilson } from "./sequential.ts";
import type { DayCounts } from "./unit.ts";
import { weekdayShare } from "./unit.ts";

/** Cells of fewer people than this are not told (AB-10, 8.3). */
const LEAST_TOLD = 10;

/** From this likelihood ratio on the evidence is at least weak: five to one. */
const WEAK = 5;

type Comparison = ExperimentResult["comparisons"][number];
type Verdict = ExperimentResult["verdict"];

/**
 * Pure: how an experiment stands, in figures and in three sentences (AB-6): what was observed, how strong the evidence is,
 * and what choosing another arm than A may cost. No winner is named before the sequential test names one.
 */
export function resultOf(
  counts: readonly ArmCounts[],
  days: readonly DayCounts[],
  ended?: EndReason,
): ExperimentResult {
  const [first, ...others] = counts;
  const comparisons =
    first !== undefined && counts.every(({ units }) => units >= LEAST_UNITS)
      ? others.map((other) => comparisonOf(first, other, others.length))
      : [];
  return {
    arms: counts.map((arm) =>
      Math.min(arm.units, arm.invited) < LEAST_TOLD
        ? { told: false, key: arm.key }
        : { told: true, ...arm, rate: rateOf(visitsIn(arm)), leaveRate: rateOf(leaversIn(arm)) },
    ),
    comparisons,
    weekdays: counts.flatMap(({ key, invited }) => {
      const share = invited < LEAST_TOLD ? undefined : weekdayShare(days, key);
      return share === undefined ? [] : [{ key, share }];
    }),
    verdict: verdictOf(counts, comparisons, ended),
  };
}

function rateOf(tally: { readonly units: number; readonly hits: number }) {
  return { share: tally.hits / tally.units, ...wilson(tally) };
}

function comparisonOf(first: ArmCounts, other: ArmCounts, comparisons: number): Comparison {
  const found = compare(visitsIn(first), visitsIn(other), ALPHA / comparisons);
  const ratio = found.likelihoodRatio;
  const evidence = ratio >= comparisons / ALPHA ? "strong" : ratio >= WEAK * comparisons ? "weak" : "none";
  const { expectedLoss } = prospectOf(visitsIn(first), visitsIn(other));
  return { key: other.key, ...found, evidence, expectedLoss };
}

function verdictOf(
  counts: readonly ArmCounts[],
  comparisons: readonly Comparison[],
  ended: EndReason | undefined,
): Verdict {
  const observed = observedWords(counts);
  if (ended === "uneven_arms" || unevenArms(counts.map(({ assigned }) => assigned)))
    return {
      outcome: "invalid",
      sentences: [
        `The arms are unequal: ${counts.map(({ key, assigned }) => `${key} ${assigned}`).join(", ")} people.`,
        "Something sorts people into arms, so no figure of this experiment can be relied on.",
        "Find out what before starting it anew.",
      ],
    };
  const harmful = harmfulArm(counts);
  if (harmful !== undefined)
    return {
      outcome: "harm",
      sentences: [
        observed,
        `${harmful.key} drives more people away: ${harmful.left} of ${harmful.invited} left within a week.`,
        `Do not use ${harmful.key}, whatever its visits say.`,
      ],
    };
  const strongest = comparisons.toSorted((a, b) => b.likelihoodRatio - a.likelihoodRatio)[0];
  if (strongest === undefined)
    return {
      outcome: "not_enough_data",
      sentences: [
        observed,
        `There is not enough data to say whether the arms differ: every arm needs ${LEAST_UNITS} people whose week is over.`,
        ended === undefined
          ? "Nothing has to be decided yet."
          : "Choose by what you know from elsewhere; this experiment says nothing.",
      ],
    };
  const better = strongest.estimate > 0 ? strongest.key : (counts[0]?.key ?? "A");
  const range = `The difference of ${strongest.key} and A lies between ${points(strongest.low)} and ${points(strongest.high)} points`;
  const loss = `Choosing ${strongest.key} instead of A is expected to lose ${points(strongest.expectedLoss)} points.`;
  switch (strongest.evidence) {
    case "strong":
      return {
        outcome: "different",
        better,
        sentences: [observed, `The evidence is strong: ${better} does better. ${range}.`, loss],
      };
    case "weak":
      return {
        outcome: "leaning",
        better,
        sentences: [observed, `The evidence is weak: leaning to ${better}, not proven. ${range}.`, loss],
      };
    case "none":
      return {
        outcome: ended === undefined ? "not_enough_data" : "no_difference",
        sentences: [
          observed,
          ended === undefined
            ? `There is no evidence of a difference so far, and not enough data to rule one out. ${range}.`
            : `There is no evidence of a difference. ${range}.`,
          loss,
        ],
      };
  }
}

/** `A: 12 of 40 opened their page (30 %, 18 to 45 %).` */
function observedWords(counts: readonly ArmCounts[]): string {
  if (counts.some(({ units }) => units < LEAST_TOLD))
    return `Fewer than ${LEAST_TOLD} people of an arm have had their week, so no rates are shown.`;
  const arms = counts.map((arm) => {
    const { units, hits } = visitsIn(arm);
    const { low, high } = wilson({ units, hits });
    return `${arm.key}: ${hits} of ${units} opened their page (${percent(hits / units)}, ${percent(low)} to ${percent(high)})`;
  });
  return `${arms.join("; ")}.`;
}

const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Percentage points with a minus that can be read. */
function points(share: number): string {
  const rounded = Math.round(share * 1000) / 10;
  return `${rounded < 0 ? "−" : ""}${Math.abs(rounded)}`;
}
