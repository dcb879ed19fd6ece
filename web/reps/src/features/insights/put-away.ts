import { useCallback, useState } from "react";
import { DAY, type Instant } from "../../../../../shared/model/time.ts";

const KEY = "invito.today.put-away";
/** Follow-up token → until when; a token that is put away for good ends with the two weeks that Today looks at. */
type PutAway = Readonly<Record<string, Instant>>;

function read(): PutAway {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") as PutAway;
  } catch {
    return {};
  }
}

/**
 * Follow-ups that the person put away on this machine: until tomorrow, or until there is something new. A convenience of
 * the reader; nothing is told to anybody.
 */
export function usePutAway(userId: string, now: Instant) {
  const [kept, setKept] = useState(read);
  const change = useCallback(
    (token: string, until: Instant | undefined) =>
      setKept((was) => {
        const { [`${userId} ${token}`]: _, ...others } = was;
        const alive = Object.fromEntries(Object.entries(others).filter(([, end]) => end > now));
        const next = until === undefined ? alive : { ...alive, [`${userId} ${token}`]: until };
        localStorage.setItem(KEY, JSON.stringify(next));
        return next;
      }),
    [userId, now],
  );
  return {
    isAway: (token: string) => (kept[`${userId} ${token}`] ?? 0) > now,
    later: (token: string) => change(token, now + DAY),
    dismiss: (token: string) => change(token, now + 14 * DAY),
    back: (token: string) => change(token, undefined),
  };
}
