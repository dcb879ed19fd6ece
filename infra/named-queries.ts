/**
 * Queries an analyst starts from. A retried batch can leave a beacon in two files: every query counts (visit, seq, row)
 * once. Groups of fewer than ten people are left out (domain-rules 8.3). Fill in the first week, a Monday.
 */
export const NAMED_QUERIES: readonly {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}[] = [
  {
    name: "VisitsByWeekAndCountry",
    description:
      "Visits by week and country: confirmed by people, of which nobody knows, and all, which machines began as well",
    sql: `SELECT week, country,
  count(DISTINCT CASE WHEN press = 'human' THEN visit END) AS human,
  count(DISTINCT CASE WHEN press = 'unknown' THEN visit END) AS unknown,
  count(DISTINCT visit) AS raw
FROM engagement
WHERE week >= '2026-11-16' AND kind = 'visit'
GROUP BY week, country
HAVING count(DISTINCT pid) >= 10
ORDER BY week, country`,
  },
  {
    name: "SecondsWatchedByVersion",
    description: "Seconds of media played by content version",
    sql: `WITH spans AS (
  SELECT DISTINCT visit, seq, "row", version_id, from_ms, to_ms, pid
  FROM engagement
  WHERE week >= '2026-11-16' AND kind = 'played'
)
SELECT version_id, count(DISTINCT visit) AS visits, sum(to_ms - from_ms) / 1000.0 AS seconds_played
FROM spans
GROUP BY version_id
HAVING count(DISTINCT pid) >= 10
ORDER BY seconds_played DESC`,
  },
  {
    name: "ReachByVersion",
    description: "Visits in which a content version was opened and played",
    sql: `SELECT version_id,
  count(DISTINCT CASE WHEN kind = 'opened' THEN visit END) AS opened,
  count(DISTINCT CASE WHEN kind = 'played' THEN visit END) AS played
FROM engagement
WHERE week >= '2026-11-16' AND version_id IS NOT NULL
GROUP BY version_id
HAVING count(DISTINCT pid) >= 10
ORDER BY opened DESC`,
  },
];
