import { useMemo } from "react";
import type { HcpRow } from "../../../../../shared/contracts/directory.ts";
import type { TerritoryInsights } from "../../../../../shared/contracts/insights.ts";
import { useHcpPages } from "../../app/hcp-rows.ts";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { day } from "../../ui/time.ts";
import { ChartFrame } from "./chart-frame.tsx";
import classes from "./insights-screen.module.css";
import { IntervalDots, type Share, shareWords } from "./interval-dots.tsx";
import { sumOf } from "./territory-sums.ts";
import { ThreeCounts } from "./three-counts.tsx";

type Territories = TerritoryInsights["territories"];
const weeksOf = (chosen: Territories) => chosen.flatMap(({ weeks }) => weeks);

/** From the hand-off to a visit, in messages. */
export function Funnel({ chosen }: { readonly chosen: Territories }) {
  const sums = sumOf(weeksOf(chosen));
  const shares: Share[] = [
    { label: "Delivered", hits: sums.delivered, all: sums.attempted },
    ...(sums.visited === undefined
      ? []
      : [{ label: "Confirmed visit", hits: sums.visited, all: sums.comparable }]),
    { label: "Bounced", hits: sums.bounced, all: sums.attempted },
  ];
  const visits =
    sums.visited === undefined
      ? "Visits are kept back: in no week were five people written to."
      : `${sums.visited} of ${sums.comparable} delivered messages brought a confirmed visit.`;
  return (
    <ChartFrame
      title="From message to visit"
      note="messages, dot and 95 % interval"
      summary={`${sums.attempted} messages left. ${visits}`}
      file="from-message-to-visit"
      table={{
        columns: ["Step", "Messages", "Of", "Rate"],
        rows: shares.map((share) => [share.label, share.hits, share.all, shareWords(share)]),
      }}
    >
      <IntervalDots shares={shares} />
    </ChartFrame>
  );
}

/** Human, unknown and raw, told apart. */
export function Links({ chosen }: { readonly chosen: Territories }) {
  const counts = sumOf(weeksOf(chosen));
  const { human, unknown, raw, machine } = counts;
  const told = human === undefined ? `${raw} raw` : `${human} human, ${unknown} unknown, ${raw} raw`;
  return (
    <ChartFrame
      title="Who opened the links"
      speaks
      summary={`${told}. All rates use the human ones.`}
      file="who-opened-the-links"
      table={{
        columns: ["Kind", "Count"],
        rows: [
          ["Human: visits that a person confirmed", human ?? "kept back"],
          ["Unknown: requests that could be either", unknown ?? "kept back"],
          ["Raw: all requests of links", raw],
          ["of these by scanners and previews", machine],
        ],
      }}
    >
      <ThreeCounts counts={counts} />
    </ChartFrame>
  );
}

/** Whom one may write to: counted from the same rows that the list of HCPs shows. */
export function Reach({ territory }: { readonly territory: string }) {
  const pages = useHcpPages();
  const rows = useMemo(
    () =>
      (pages.data?.pages.flatMap(({ items }) => items) ?? []).filter(
        (row) => territory === "" || row.territory === territory,
      ),
    [pages.data, territory],
  );
  if (pages.data === undefined) return <Block height={240} />;
  const on = (channel: "sms" | "email") => rows.filter((row: HcpRow) => row[channel] === "granted").length;
  const either = rows.filter((row) => row.sms === "granted" || row.email === "granted").length;
  const shares: Share[] = [
    { label: "May be written to", hits: either, all: rows.length },
    { label: "By e-mail", hits: on("email"), all: rows.length },
    { label: "By text", hits: on("sms"), all: rows.length },
  ];
  return (
    <div className={classes.wide}>
      <ChartFrame
        title={`${either} of ${rows.length} people may be written to`}
        note="permission today"
        summary={`Counted over everybody in ${territory === "" ? "your territories" : territory}${pages.hasNextPage ? "; more are on the way" : ""}. No sample, so no interval.`}
        file="permission"
        table={{
          columns: ["Permission", "People", "Of"],
          rows: shares.map(({ label, hits, all }) => [label, hits, all]),
        }}
      >
        <div className={classes.reach}>
          {shares.map(({ label, hits, all }) => (
            <div key={label} className={classes.reachRow}>
              <span>{label}</span>
              <span className={classes.counts}>
                {hits} of {all}
              </span>
              <span className={classes.reachTrack}>
                <span
                  className={classes.reachFill}
                  style={{ width: all === 0 ? 0 : `${(100 * hits) / all}%` }}
                />
              </span>
            </div>
          ))}
        </div>
      </ChartFrame>
    </div>
  );
}

/** The same sums by week and territory. */
export function Weeks({ chosen }: { readonly chosen: Territories }) {
  const rows = chosen
    .flatMap(({ territory, weeks }) => weeks.map((week) => ({ territory, ...week })))
    .sort((a, b) => b.week.localeCompare(a.week) || a.territory.localeCompare(b.territory));
  if (rows.length === 0) return <EmptyLine>No message has left in this time.</EmptyLine>;
  return (
    <div className={classes.wide}>
      <ChartFrame
        title="Week by week"
        note="by the week of sending"
        summary="Visits of weeks in which fewer than five people were written to are kept back: they would be somebody’s."
        file="week-by-week"
        tableOnly
        table={{
          columns: [
            "Week from",
            "Territory",
            "People",
            "Left",
            "Delivered",
            "Bounced",
            "With a visit",
            "Human visits",
            "Unknown requests",
            "Raw requests",
          ],
          rows: rows.map((row) => [
            day(row.week),
            row.territory,
            row.people,
            row.attempted,
            row.delivered,
            row.bounced,
            row.visited ?? "kept back",
            row.human ?? "kept back",
            row.unknown ?? "kept back",
            row.raw,
          ]),
        }}
      />
    </div>
  );
}
