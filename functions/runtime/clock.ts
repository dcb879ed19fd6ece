import type { Instant } from "../../shared/model/time.ts";

/** Gives business time. Handlers pass the value on; decisions never see a clock. */
export type Clock = () => Instant;

/**
 * The one clock of business time (quiet hours, caps, expiry of consent and content). The local runtime may shift it
 * with INVITO_CLOCK_OFFSET_MS, which no deployed function carries (an infra test proves it). Signatures, tokens and
 * URL expiry use Date.now() on purpose.
 */
export const businessClock: Clock = () => Date.now() + Number(process.env.INVITO_CLOCK_OFFSET_MS ?? 0);
