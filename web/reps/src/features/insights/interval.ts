/** A rate with its 95 % interval, all from 0 to 1. */
export interface Rate {
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;
/** Below this many a rate says nothing that a count does not (domain-rules 6.4). */
export const FEWEST_TO_RATE = 10;

/** Wilson's 95 % interval of `hits` among `all`; undefined below ten, where counts stand alone. */
export function rateOf(hits: number, all: number): Rate | undefined {
  if (all < FEWEST_TO_RATE || hits > all) return undefined;
  const rate = hits / all;
  const { low, high } = wilson(hits, all);
  // rounding must not push a rate of all or nothing out of its own interval
  return { rate, low: Math.min(low, rate), high: Math.max(high, rate) };
}

/** Wilson's interval of a share. */
export function wilson(hits: number, all: number): { readonly low: number; readonly high: number } {
  const share = hits / all;
  const square = Z * Z;
  const middle = share + square / (2 * all);
  const spread = Z * Math.sqrt((share * (1 - share)) / all + square / (4 * all * all));
  const whole = 1 + square / all;
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) };
}

/** `52 % (43–61)`. */
export function rateWords({ rate, low, high }: Rate): string {
  return `${percent(rate)} % (${percent(low)}–${percent(high)})`;
}

/** A share as a whole percentage. */
export function percent(share: number): number {
  return Math.round(share * 100);
}
