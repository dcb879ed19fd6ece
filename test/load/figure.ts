/** One line of `npm run bench`. Only the ratio is evidence; absolute values tell the scale of this machine. */
export interface FigureResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The least that anything could need, measured in the same run; absent where the value is exact by itself. */
  readonly floor?: number;
  /** value / floor; for a cost that is compared with a budget, the budget is in `details`. */
  readonly ratio?: number;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Something `npm run bench -- --only <name>` can measure; one measurement may bring several lines. */
export interface Figure {
  readonly name: string;
  readonly what: string;
  readonly measure: () => Promise<readonly FigureResult[]>;
}

/** The middle value; the mean of the middle two for an even count. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? at(Math.floor(half)) : (at(half - 1) + at(half)) / 2;
}

/** `digits` significant digits: more would pretend a precision that a shared machine does not have. */
export function rounded(value: number, digits = 3): number {
  return Number(value.toPrecision(digits));
}

/**
 * Samples of every variant, taken in turns, so that what slows the machine for a while slows all of them. Every second
 * round goes backwards: whoever follows a heavy variant is not always the same.
 * @returns by variant, the samples in the order of the rounds
 */
export async function interleaved<Sample>(
  variants: Readonly<Record<string, () => Sample | Promise<Sample>>>,
  rounds: number,
): Promise<Record<string, Sample[]>> {
  const names = Object.keys(variants);
  const samples: Record<string, Sample[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const take = variants[name];
      if (take !== undefined) samples[name]?.push(await take());
    }
  }
  return samples;
}

/** Median of the ratios of each round: noise that hits a whole round cancels out. */
export function medianRatio(values: readonly number[], floors: readonly number[]): number {
  return median(values.map((value, round) => value / (floors[round] ?? Number.NaN)));
}
