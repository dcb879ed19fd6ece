import type { Beacon } from "../../../shared/contracts/engagement.ts";

const KEY = "unsent";

/**
 * What an earlier page of this visit, in this tab, could not send. Of another visit it is thrown away: the server would
 * take it for this one's.
 */
export function unsentOf(visit: string, store: Storage = sessionStorage): Beacon[] {
  try {
    const kept: { visit: string; beacons: Beacon[] } = JSON.parse(store.getItem(KEY) ?? "");
    return kept.visit === visit ? kept.beacons : [];
  } catch {
    // nothing was kept
    return [];
  } finally {
    store.removeItem(KEY);
  }
}

/** Keeps what could not be sent for the next page of the visit; nothing stays when nothing is left. */
export function keepUnsent(visit: string, beacons: readonly Beacon[], store: Storage = sessionStorage): void {
  if (beacons.length === 0) store.removeItem(KEY);
  else store.setItem(KEY, JSON.stringify({ visit, beacons }));
}
