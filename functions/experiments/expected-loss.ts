import type { Tally } from "./sequential.ts";

/** What is known of invitations before any was counted: 30 % are visited, worth twenty invitations (AB-6). */
const PRIOR = { hits: 6, misses: 14 } as const;

/** Two standard normal quantiles hold 90 % between them. */
const Z_90 = 1.644853627;

/** What choosing the second arm may cost. All values are shares. */
export interface Prospect {
  /** How probably the second arm is the better one. */
  readonly betterWith: number;
  /** What choosing the second is expected to lose, over the cases in which it is the worse one. */
  readonly expectedLoss: number;
  /** 90 % interval of the difference. */
  readonly low: number;
  readonly high: number;
}

/**
 * Pure: the prospect of choosing the second arm over the first (AB-6), by the normal approximation of the difference of
 * two beta distributions: with a prior worth twenty invitations their tails are thin enough. It decides nothing, because
 * looking often spoils it; the sequential test does.
 */
export function prospectOf(first: Tally, second: Tally): Prospect {
  const [a, b] = [posterior(first), posterior(second)];
  const mean = b.mean - a.mean;
  const deviation = Math.sqrt(a.variance + b.variance);
  const z = mean / deviation;
  const betterWith = normal(z);
  return {
    betterWith,
    expectedLoss: deviation * (density(z) - z * (1 - betterWith)),
    low: mean - Z_90 * deviation,
    high: mean + Z_90 * deviation,
  };
}

function posterior({ units, hits }: Tally) {
  const alpha = PRIOR.hits + hits;
  const beta = PRIOR.misses + units - hits;
  const sum = alpha + beta;
  return { mean: alpha / sum, variance: (alpha * beta) / (sum * sum * (sum + 1)) };
}

const density = (z: number) => Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Distribution of the standard normal: Abramowitz and Stegun 26.2.17, wrong by less than 1e-7. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = density(z) * series;
  return z >= 0 ? 1 - tail : tail;
}
