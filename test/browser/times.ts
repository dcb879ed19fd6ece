/** Tuesday, 10:00 in London: inside every window, so that the gate may allow. */
export const TUESDAY_MORNING = "2026-11-24T10:00:00.000Z";

/** Seconds for which streams gather here, so that nobody waits for a fold; tests of delays add what is cut. */
export const GATHERS_SECONDS = 1;

/** What the fold gathers longer in a deployed house, seconds (decision 0017). */
export const CUT_WINDOW_SECONDS = 20 - GATHERS_SECONDS;
