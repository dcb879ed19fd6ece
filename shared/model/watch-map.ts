/**
 * How a film was watched: milliseconds played of every second of it. Integers that commute, so cutting a span
 * anywhere, or adding batches in any order, gives the same map (domain-rules 6.3: intervals, not counters).
 */
export type WatchMap = readonly number[];

/** Longest film that a map covers, seconds; longer positions are not counted. */
export const MAX_MAP_SECONDS = 3600;

/** A second counts as played when at least half of it was. */
const HALF_SECOND = 500;

/** A stretch of whole seconds, `from` inclusive, `to` exclusive. */
export interface Stretch {
  readonly fromSecond: number;
  readonly toSecond: number;
}

/** Adds one played span (milliseconds of media time) to a map. */
export function addSpan(map: WatchMap, fromMs: number, toMs: number): WatchMap {
  const end = Math.min(toMs, MAX_MAP_SECONDS * 1000);
  const grown = [...map];
  for (let second = Math.floor(fromMs / 1000); second * 1000 < end; second++) {
    while (grown.length <= second) grown.push(0);
    const overlap = Math.min(end, (second + 1) * 1000) - Math.max(fromMs, second * 1000);
    grown[second] = (grown[second] ?? 0) + overlap;
  }
  return grown;
}

/** Adds two maps. */
export function addMaps(a: WatchMap, b: WatchMap): WatchMap {
  return Array.from(
    { length: Math.max(a.length, b.length) },
    (_, second) => (a[second] ?? 0) + (b[second] ?? 0),
  );
}

/** How often each second was played, to the nearest whole time. */
export function playsPerSecond(map: WatchMap): number[] {
  return map.map((ms) => Math.round(ms / 1000));
}

/** Length of the union of what was played, in whole seconds ("unique seconds"). */
export function uniqueSeconds(map: WatchMap): number {
  return map.filter((ms) => ms >= HALF_SECOND).length;
}

/** Stretches of at least two seconds that were played at least twice. */
export function replayedStretches(map: WatchMap): Stretch[] {
  const stretches: Stretch[] = [];
  let from: number | undefined;
  for (let second = 0; second <= map.length; second++) {
    const again = (map[second] ?? 0) >= 1000 + HALF_SECOND;
    if (again && from === undefined) from = second;
    if (!again && from !== undefined) {
      if (second - from >= 2) stretches.push({ fromSecond: from, toSecond: second });
      from = undefined;
    }
  }
  return stretches;
}

/** In how many of these visits each second was played at least once. */
export function visitsPerSecond(visits: readonly WatchMap[]): number[] {
  const length = Math.max(0, ...visits.map((map) => map.length));
  return Array.from(
    { length },
    (_, second) => visits.filter((map) => (map[second] ?? 0) >= HALF_SECOND).length,
  );
}
