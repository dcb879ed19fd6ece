import { SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect } from "react";
import type { TimelineRow } from "../../../../../shared/contracts/insights.ts";
import { useClient } from "../../app/api.tsx";
import { shortName, useHcp } from "../../app/hcp.tsx";
import { useHasRole } from "../../app/session.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { GuardLine } from "../../ui/guard-line.tsx";
import { ShowOlder } from "../../ui/paged-list.tsx";
import { Problem } from "../../ui/problem.tsx";
import { Block } from "../../ui/skeletons.tsx";
import { clock, longDay } from "../../ui/time.ts";
import { EventDetail } from "./event-detail.tsx";
import { eventWords } from "./event-row.tsx";
import classes from "./timeline.module.css";
import { EventLine } from "./timeline-preview.tsx";

const KINDS = [
  { value: "all", label: "All" },
  { value: "message", label: "Messages" },
  { value: "visit", label: "Visits" },
  { value: "consent", label: "Consent" },
] as const;
const FRESH_MS = 20_000;

/** Everything that happened, once, by days of the HCP's place. F moves through the filter. */
export function Screen() {
  const hcp = useHcp();
  const client = useClient();
  const isRep = useHasRole("rep");
  const navigate = useNavigate();
  const { kind: wanted } = useSearch({ strict: false }) as { readonly kind?: unknown };
  const kind = KINDS.find(({ value }) => value === wanted)?.value ?? "all";
  const timeline = useInfiniteQuery({
    queryKey: ["readTimeline", hcp.hcpId, "all"],
    queryFn: ({ pageParam }) =>
      client.call("readTimeline", {
        params: { hcpId: hcp.hcpId },
        query: pageParam === "" ? {} : { cursor: pageParam },
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.cursor,
    refetchInterval: FRESH_MS,
  });
  const choose = (next: string) =>
    void navigate({
      to: "/hcps/$hcpId/timeline",
      params: { hcpId: hcp.hcpId } as never,
      search: (next === "all" ? {} : { kind: next }) as never,
      replace: true,
    });
  useFilterKey(() =>
    choose(KINDS[(KINDS.findIndex(({ value }) => value === kind) + 1) % KINDS.length]?.value ?? "all"),
  );
  if (timeline.data === undefined)
    return timeline.error === null ? (
      <div aria-busy="true">
        <Block height={320} />
      </div>
    ) : (
      <Problem error={timeline.error} onRetry={() => void timeline.refetch()} />
    );
  const { pages } = timeline.data;
  const shared = pages.some((page) => page.shared);
  const rows = pages.flatMap(({ items }) => items).filter((row) => kind === "all" || row.kind === kind);
  return (
    <>
      <div className={classes.tools}>
        <SegmentedControl
          aria-label="Show"
          data={KINDS.filter(({ value }) => value !== "visit" || shared).map((one) => ({ ...one }))}
          value={kind}
          onChange={choose}
        />
        {shared && <GuardLine />}
        {isRep && !shared && (
          <p className={classes.note}>{shortName(hcp)} does not share viewing with you.</p>
        )}
      </div>
      {rows.length === 0 && !timeline.hasNextPage ? (
        <EmptyLine>Nothing of this kind has happened yet.</EmptyLine>
      ) : (
        <div className={classes.days}>
          {byDay(rows, hcp.timeZone).map(({ day, rows: ofDay }) => (
            <section key={day} className={classes.group} aria-label={day}>
              <h2 className={classes.day}>{day}</h2>
              <ol className={classes.events}>
                {ofDay.map((row) => (
                  <EventLine key={eventWords(row).id} row={row} when={clock(row.at, hcp.timeZone)}>
                    <EventDetail row={row} hcp={hcp} />
                  </EventLine>
                ))}
              </ol>
            </section>
          ))}
        </div>
      )}
      <ShowOlder of={timeline} />
    </>
  );
}

/** Rows in groups of one day on the clock of the HCP's place; the order stays. */
function byDay(rows: readonly TimelineRow[], zone: string) {
  const days: { day: string; rows: TimelineRow[] }[] = [];
  for (const row of rows) {
    const day = longDay(row.at, zone);
    const last = days.at(-1);
    if (last?.day === day) last.rows.push(row);
    else days.push({ day, rows: [row] });
  }
  return days;
}

function useFilterKey(onKey: () => void) {
  useEffect(() => {
    const onDown = (event: KeyboardEvent) => {
      const typing =
        event.target instanceof Element &&
        event.target.closest("input:not([type=radio]), select, textarea, [role=dialog]") !== null;
      if (event.key !== "f" || event.metaKey || event.ctrlKey || event.altKey || typing) return;
      event.preventDefault();
      onKey();
    };
    window.addEventListener("keydown", onDown);
    return () => window.removeEventListener("keydown", onDown);
  });
}
