import { useCallback, useEffect, useState } from "react";
import type { Instant } from "../../../../shared/model/time.ts";
import { useClockOffset } from "./session.tsx";

/**
 * Business time as the server tells it, in milliseconds. A screen never asks the machine's own clock: it may be wrong, and
 * the local runtime shifts business time.
 * @param every how often the screen is drawn again, milliseconds; 0 for never
 */
export function useNow(every = 30_000): Instant {
  const offset = useClockOffset();
  const [machine, setMachine] = useState(() => Date.now());
  useEffect(() => {
    if (every === 0) return;
    const timer = setInterval(() => setMachine(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return machine + offset;
}

/** The same time for what happens between two drawings: a function that tells it when asked. */
export function useClock(): () => Instant {
  const offset = useClockOffset();
  return useCallback(() => Date.now() + offset, [offset]);
}
