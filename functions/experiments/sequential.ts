/** How many units of an arm were observed, and how many of them did what is counted. */
export interface Tally {
  readonly units: number;
  readonly hits: number;
}

/** False positives over the whole life of an experiment, however often somebody looks (AB-5). */
export const ALPHA = 0.05;

/** Standard deviation of the effects that the mixture expects, as a share (AB-5). */
const TAU = 0.2;

/** Below this many units an arm is not judged at all (AB-5). */
export const LEAST_UNITS = 20;

/** What one arm did better than another, and how well that is known. */
export interface Difference {
  /** Share of the second arm less share of the first. */
  readonly estimate: number;
  /** How many times likelier the data are under the mixture of effects than under none: evidence at any time. */
  readonly likelihoodRatio: number;
  /** Covers the true difference at all times together with probability 1 − alpha. */
  readonly low: number;
  readonly high: number;
}

/**
 * Pure: the mixture sequential probability ratio test of two shares, and its confidence sequence (AB-5). The ratio may be
 * looked at after every unit: under no difference it ever reaches 1/alpha with probability alpha at most (Ville's
 * inequality). R. Johari, P. Koomen, L. Pekelis and D. Walsh, "Always Valid Inference: Continuous Monitoring of A/B
 * Tests", Operations Research 70(3), 2022 (arXiv:1512.04922), section 5.3; here with the variance of each arm's own number
 * of units, which for arms of one size is their formula. Half a hit is added to each arm.
 */
export function compare(first: Tally, second: Tally, alpha: number = ALPHA): Difference {
  const [a, b] = [shareOf(first), shareOf(second)];
  const estimate = b.share - a.share;
  const variance = a.variance + b.variance;
  const mixed = variance + TAU ** 2;
  const shrink = Math.sqrt(variance / mixed);
  const likelihoodRatio = shrink * Math.exp((TAU ** 2 * estimate ** 2) / (2 * variance * mixed));
  const half = Math.sqrt(((2 * variance * mixed) / TAU ** 2) * Math.log(1 / (alpha * shrink)));
  return {
    estimate,
    likelihoodRatio,
    low: Math.max(-1, estimate - half),
    high: Math.min(1, estimate + half),
  };
}

function shareOf({ units, hits }: Tally): { readonly share: number; readonly variance: number } {
  const share = (hits + 0.5) / (units + 1);
  return { share, variance: (share * (1 - share)) / Math.max(1, units) };
}

/**
 * Pure: whether two arms differ for sure. `comparisons` = how many arms are compared with the first: each gets its part
 * of alpha (Bonferroni), so that all together are wrong as seldom as one.
 */
export function differs(first: Tally, second: Tally, comparisons: number): boolean {
  if (Math.min(first.units, second.units) < LEAST_UNITS) return false;
  return compare(first, second).likelihoodRatio >= comparisons / ALPHA;
}

/** Critical values of chi-squared at 0.001 with 1, 2 and 3 degrees of freedom (AB-8). */
const CRITICAL = [10.828, 13.816, 16.266] as const;

/** Units that every arm must expect before chi-squared is one. */
const LEAST_EXPECTED = 5;

/**
 * Pure: whether arms that should be equally large are not (AB-8: chi-squared, p < .001). Then something sorts people
 * into arms, and no result is worth anything.
 */
export function unevenArms(assigned: readonly number[]): boolean {
  const expected = assigned.reduce((sum, units) => sum + units, 0) / assigned.length;
  const critical = CRITICAL[assigned.length - 2];
  if (critical === undefined || expected < LEAST_EXPECTED) return false;
  return assigned.reduce((sum, units) => sum + (units - expected) ** 2 / expected, 0) > critical;
}

const Z_95 = 1.959963985;

/** Pure: Wilson's 95 % interval of a share (6.4). */
export function wilson({ units, hits }: Tally): { readonly low: number; readonly high: number } {
  if (units === 0) return { low: 0, high: 1 };
  const share = hits / units;
  const z2 = Z_95 ** 2 / units;
  const middle = share + z2 / 2;
  const half = Z_95 * Math.sqrt((share * (1 - share)) / units + z2 / (4 * units));
  return { low: Math.max(0, (middle - half) / (1 + z2)), high: Math.min(1, (middle + half) / (1 + z2)) };
}
