import { type Beacon, EVENT_KIND } from "../../shared/contracts/engagement.ts";
import type { Instant } from "../../shared/model/time.ts";

/**
 * What a visit may claim beyond the real time since its first page, ms: clocks of two servers differ, and a page may be
 * played before its exposure is on record.
 */
export const GRACE_MS = 30_000;

/** What is on record of a visit before a beacon of it is taken. */
export interface VisitRecord {
  /** The pieces that the visit was shown, with their length in seconds where it is known. */
  readonly shown: ReadonlyMap<string, number | undefined>;
  /** When the first of them was shown; undefined before that. */
  readonly since: Instant | undefined;
  /** What earlier beacons claimed, ms of real time: of playing, and of active time. */
  readonly playedMs: number;
  readonly activeMs: number;
}

/** What is kept of a beacon, and how much real time it claims; undefined when nothing is. */
export interface HeldBeacon {
  readonly beacon: Beacon;
  readonly playedMs: number;
  readonly activeMs: number;
}

/**
 * Pure: holds a beacon to the page, the film and the clock. Pieces that the visit was not shown are left out, spans end
 * with their film, and all beacons of a visit together claim no more than the time that it lasted (and a small grace),
 * so that nobody can have watched an hour within a second.
 */
export function holdBeacon(beacon: Beacon, record: VisitRecord, now: Instant): HeldBeacon | undefined {
  if (record.since === undefined) return undefined;
  const lasted = Math.max(0, now - record.since) + GRACE_MS;
  const opened = new Set<string>();
  const k: number[] = [];
  const i: number[] = [];
  const a: number[] = [];
  const b: number[] = [];
  const r: number[] = [];
  let playedMs = 0;
  let activeMs = 0;
  for (const [row, kind] of beacon.k.entries()) {
    const item = beacon.i[row] ?? 0;
    const versionId = beacon.items[item] ?? "";
    if (!record.shown.has(versionId)) continue;
    const from = beacon.a[row] ?? 0;
    const rate = beacon.r[row] ?? 100;
    let to = beacon.b[row] ?? 0;
    if (kind === EVENT_KIND.played) {
      const left = Math.max(0, lasted - record.playedMs - playedMs);
      const seconds = record.shown.get(versionId);
      to = Math.min(to, from + Math.floor((left * rate) / 100), Math.ceil((seconds ?? Infinity) * 1000));
      if (to <= from) continue;
      playedMs += Math.ceil(((to - from) * 100) / rate);
    } else if (kind === EVENT_KIND.viewed) {
      to = Math.min(to, lasted - record.activeMs - activeMs);
      if (to < 1) continue;
      activeMs += to;
    } else if (kind === EVENT_KIND.opened) {
      if (opened.has(versionId)) continue;
      opened.add(versionId);
    }
    k.push(kind);
    i.push(item);
    a.push(from);
    b.push(to);
    r.push(rate);
  }
  if (k.length === 0) return undefined;
  return { beacon: { seq: beacon.seq, items: beacon.items, k, i, a, b, r }, playedMs, activeMs };
}
