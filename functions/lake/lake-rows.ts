import { createHmac } from "node:crypto";
import { EVENT_KIND, eventsOf } from "../../shared/contracts/engagement.ts";
import type {
  ENGAGEMENT_EXPORT_COLUMNS,
  ENGAGEMENT_RAW_COLUMNS,
  LakeRow,
} from "../../shared/contracts/lake.ts";
import { mondayOf } from "../../shared/model/time.ts";
import type { MayTrack, StreamFact } from "../engagement/facts.ts";

export type RawRow = LakeRow<typeof ENGAGEMENT_RAW_COLUMNS>;
export type ExportRow = LakeRow<typeof ENGAGEMENT_EXPORT_COLUMNS>;

const KIND_NAME = {
  [EVENT_KIND.played]: "played",
  [EVENT_KIND.viewed]: "viewed",
  [EVENT_KIND.opened]: "opened",
  [EVENT_KIND.downloaded]: "downloaded",
} as const;

/** Pure: the full-fidelity rows of a batch. The person is left out where tracking is not agreed to any more (INV-4). */
export function rawRows(facts: readonly StreamFact[], mayTrack: MayTrack): RawRow[] {
  return facts.flatMap(({ item }): RawRow[] => {
    // requests of links are no attention of anybody
    if (item.kind === "link") return [];
    const source = item.kind === "visit" ? item.visit : item.batch;
    const { hcpId, messageId } = source;
    const tracked = hcpId !== undefined && mayTrack({ hcpId, messageId });
    const named = (known: boolean) => ({
      hcp_id: known ? hcpId : undefined,
      message_id: known ? messageId : undefined,
    });
    if (item.kind === "visit") {
      const { visitId, country, confirmedAt, pressClass } = item.visit;
      const empty = { version_id: undefined, from_ms: 0, to_ms: 0, rate_percent: 100 };
      return [
        {
          visit_id: visitId,
          seq: -1,
          row: 0,
          kind: "visit",
          ...empty,
          ...named(tracked),
          country,
          press: pressClass,
          at: confirmedAt,
        },
      ];
    }
    const { visitId, seq, receivedAt } = item.batch;
    const counts = (versionId: string) =>
      tracked && mayTrack({ hcpId, messageId, piece: { versionId, at: receivedAt } });
    return eventsOf(item.batch).map((event, row) => ({
      visit_id: visitId,
      seq,
      row,
      kind: KIND_NAME[event.kind],
      version_id: event.versionId,
      from_ms: event.fromMs,
      to_ms: event.toMs,
      rate_percent: event.ratePercent,
      ...named(counts(event.versionId)),
      country: undefined,
      press: undefined,
      at: receivedAt,
    }));
  });
}

/** Pure: what analysts get of a raw row: pseudonyms instead of ids, no instant (domain-rules 8.3). */
export function exportRow(raw: RawRow, pseudonymKey: string): ExportRow {
  const pseudonym = (purpose: string, id: string) =>
    createHmac("sha256", Buffer.from(pseudonymKey, "base64"))
      .update(`${purpose}:${id}`)
      .digest("hex")
      .slice(0, 32);
  return {
    visit: pseudonym("visit", raw.visit_id),
    seq: raw.seq,
    row: raw.row,
    kind: raw.kind,
    version_id: raw.version_id,
    from_ms: raw.from_ms,
    to_ms: raw.to_ms,
    rate_percent: raw.rate_percent,
    pid: raw.hcp_id === undefined ? undefined : pseudonym("hcp", raw.hcp_id),
    country: raw.country,
    press: raw.press,
  };
}

/** The Monday of an instant's ISO week in UTC, `YYYY-MM-DD`: the export's partition and its finest time. */
export function weekOf(at: string): string {
  return mondayOf(Date.parse(at));
}
