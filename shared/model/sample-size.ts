/** Two-sided 5 % and power 80 %: the quantiles of the standard normal distribution. */
const Z_ALPHA = 1.959963985;
const Z_BETA = 0.841621234;

/**
 * Units per arm that a test with one look needs to find a rise of `effect` over `baseline` (both between 0 and 1) with
 * power 80 % at two-sided 5 % (domain-rules 5.3; Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions,
 * 3rd ed., 4.14 without continuity correction). Looking as often as one likes needs about half as many again.
 * Infinity for no effect.
 */
export function unitsPerArm(baseline: number, effect: number): number {
  const [low, high] = [baseline, baseline + effect];
  const mean = (low + high) / 2;
  const root =
    Z_ALPHA * Math.sqrt(2 * mean * (1 - mean)) + Z_BETA * Math.sqrt(low * (1 - low) + high * (1 - high));
  return Math.ceil((root / effect) ** 2);
}
