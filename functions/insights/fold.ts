import { type EngagementEvent, EVENT_KIND, eventsOf } from "../../shared/contracts/engagement.ts";
import { HOUR } from "../../shared/model/time.ts";
import { addMaps, addSpan, MAX_MAP_SECONDS, type WatchMap } from "../../shared/model/watch-map.ts";
import type { MayTrack, StreamFact } from "../engagement/facts.ts";

/**
 * What a set of events adds to one aggregate. All numbers are integers that commute, so that batch boundaries do not
 * matter. Milliseconds are milliseconds of media (`watchedMs`, `map`) or of active time (`activeMs`).
 */
export interface Delta {
  readonly visits: number;
  readonly opened: number;
  /** How often the file of a document was opened. */
  readonly downloads: number;
  readonly activeMs: number;
  readonly watchedMs: number;
  readonly map: WatchMap;
  /** Visits by the hour they began in: whole hours since 1970 → count. Local hours are made of it when it is read. */
  readonly hours: Readonly<Record<string, number>>;
  /** Latest instant among the events, ISO 8601 UTC; "" for none. */
  readonly lastAt: string;
}

/** Adds nothing to any other. */
export const NOTHING: Delta = {
  visits: 0,
  opened: 0,
  downloads: 0,
  activeMs: 0,
  watchedMs: 0,
  map: [],
  hours: {},
  lastAt: "",
};

/** Key of an aggregate in the insights table. */
export interface AggregateKey {
  readonly pk: string;
  readonly sk: string;
}

export const hcpVisitsKey = (hcpId: string): AggregateKey => ({ pk: `HCP#${hcpId}`, sk: "VISITS" });
/** One visit of an HCP. Visit ids sort by time, so that the newest are read first. */
export const hcpVisitKey = (hcpId: string, visitId: string): AggregateKey => ({
  pk: `HCP#${hcpId}`,
  sk: `VISIT#${visitId}`,
});
/**
 * What a visit saw of a version: tells a second play in one visit from a second visit. A person's attention to a version
 * is the sum over their visits, made when it is read: an item more would be a write more for every beacon.
 */
export const hcpVisitVersionKey = (hcpId: string, visitId: string, versionId: string): AggregateKey => ({
  pk: `HCP#${hcpId}`,
  sk: `VISIT#${visitId}#${versionId}`,
});
/** The version's own aggregate carries no person: it counts tracked and untracked visits alike. */
export const versionKey = (versionId: string): AggregateKey => ({ pk: `VERSION#${versionId}`, sk: "ALL" });

/**
 * Pure: what these facts add to which aggregate. `mayTrack` says whether the person still agrees to individual
 * tracking, and for which pieces; without it the events count for the version only (INV-4).
 */
export function fold(
  facts: readonly StreamFact[],
  mayTrack: MayTrack,
): Map<string, { readonly key: AggregateKey; readonly delta: Delta }> {
  const aggregates = new Map<string, { key: AggregateKey; delta: Delta }>();
  const add = (key: AggregateKey, delta: Delta) => {
    const id = `${key.pk}|${key.sk}`;
    aggregates.set(id, { key, delta: plus(aggregates.get(id)?.delta ?? NOTHING, delta) });
  };
  for (const { item } of facts) {
    // links are counted by message, from all their evidence
    if (item.kind === "link") continue;
    const source = item.kind === "visit" ? item.visit : item.batch;
    const isClick = item.kind !== "visit" || item.visit.pressClass === "human";
    const person =
      isClick && source.hcpId !== undefined && mayTrack({ hcpId: source.hcpId, messageId: source.messageId })
        ? source.hcpId
        : undefined;
    if (item.kind === "visit") {
      if (person !== undefined) {
        const { visitId, confirmedAt } = item.visit;
        const hours = { [String(Math.floor(Date.parse(confirmedAt) / HOUR))]: 1 };
        add(hcpVisitsKey(person), { ...NOTHING, visits: 1, hours, lastAt: confirmedAt });
        add(hcpVisitKey(person, visitId), { ...NOTHING, visits: 1, lastAt: confirmedAt });
      }
      continue;
    }
    for (const event of eventsOf(item.batch)) {
      const delta = deltaOf(event, item.batch.receivedAt);
      // every viewer of a film writes this item: without the map it stays below 1 KB, which is 1 WRU
      add(versionKey(event.versionId), { ...delta, map: [] });
      const { messageId, receivedAt } = item.batch;
      const piece = { versionId: event.versionId, at: receivedAt };
      if (person !== undefined && mayTrack({ hcpId: person, messageId, piece })) {
        add(hcpVisitVersionKey(person, item.batch.visitId, event.versionId), delta);
      }
    }
  }
  return aggregates;
}

function deltaOf(event: EngagementEvent, at: string): Delta {
  switch (event.kind) {
    case EVENT_KIND.played: {
      const to = Math.min(event.toMs, MAX_MAP_SECONDS * 1000);
      const watchedMs = Math.max(0, to - event.fromMs);
      return { ...NOTHING, watchedMs, map: addSpan([], event.fromMs, to), lastAt: at };
    }
    case EVENT_KIND.viewed:
      return { ...NOTHING, activeMs: event.toMs, lastAt: at };
    case EVENT_KIND.opened:
      return { ...NOTHING, opened: 1, lastAt: at };
    case EVENT_KIND.downloaded:
      return { ...NOTHING, downloads: 1, lastAt: at };
  }
}

/** Adds two deltas; commutative and associative. */
export function plus(a: Delta, b: Delta): Delta {
  return {
    visits: a.visits + b.visits,
    opened: a.opened + b.opened,
    downloads: a.downloads + b.downloads,
    activeMs: a.activeMs + b.activeMs,
    watchedMs: a.watchedMs + b.watchedMs,
    hours: addHours(a.hours, b.hours),
    map: a.map.length === 0 ? b.map : b.map.length === 0 ? a.map : addMaps(a.map, b.map),
    lastAt: later(a.lastAt, b.lastAt),
  };
}

function addHours(a: Delta["hours"], b: Delta["hours"]): Delta["hours"] {
  const sum: Record<string, number> = { ...a };
  for (const [hour, count] of Object.entries(b)) sum[hour] = (sum[hour] ?? 0) + count;
  return sum;
}

/** ISO texts in UTC order as their instants do. */
function later(a: string, b: string): string {
  return a.localeCompare(b) > 0 ? a : b;
}
