import type { Channel } from "../../shared/model/channel.ts";

/** Real time in milliseconds and a way to let it pass: providers count their seconds in it. */
export interface RealTime {
  now(): number;
  sleep(milliseconds: number): Promise<void>;
}

/**
 * Waits for the next turn on a channel: turns of one instance are at least `gapMs` apart, whichever asked first goes
 * first. An instance that slept takes its next turn at once and saves none up.
 */
export type Turn = (channel: Channel) => Promise<void>;

/** Paces the hand-offs of one instance; the mapping's concurrency says how many instances there are. */
export function makeTurn(gapMs: Readonly<Record<Channel, number>>, time: RealTime): Turn {
  const free: Record<Channel, number> = { sms: 0, email: 0 };
  return async (channel) => {
    const now = time.now();
    const at = Math.max(now, free[channel]);
    free[channel] = at + gapMs[channel];
    if (at > now) await time.sleep(at - now);
  };
}

export const REAL_TIME: RealTime = {
  now: () => Date.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};
