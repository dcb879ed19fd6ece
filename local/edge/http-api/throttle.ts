/** The token bucket of a stage: `rateLimit` requests a second, at most `burstLimit` at once. */

/** Returns a gate that takes a token at the given time (ms) and says whether there was one. */
export function tokenBucket(limits: { readonly rateLimit: number; readonly burstLimit: number }) {
  let tokens = limits.burstLimit;
  let last: number | undefined;
  return (now: number): boolean => {
    const elapsed = last === undefined ? 0 : Math.max(0, now - last);
    last = now;
    tokens = Math.min(limits.burstLimit, tokens + (elapsed / 1000) * limits.rateLimit);
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
