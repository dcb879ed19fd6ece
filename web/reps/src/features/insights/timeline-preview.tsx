import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { TimelineRow } from "../../../../../shared/contracts/insights.ts";
import type { Hcp } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { Panel } from "../../ui/panel.tsx";
import { day } from "../../ui/time.ts";
import { eventWords } from "./event-row.tsx";
import classes from "./timeline.module.css";

/** The newest of what happened; the whole of it is a tab away. */
export function TimelinePreview(props: {
  readonly hcp: Hcp;
  readonly rows: readonly TimelineRow[];
  readonly more: boolean;
}) {
  const { hcp, rows, more } = props;
  const now = useNow();
  return (
    <Panel title="Timeline">
      {rows.length === 0 ? (
        <EmptyLine>Nothing has happened yet.</EmptyLine>
      ) : (
        <ol className={classes.events}>
          {rows.map((row) => (
            <EventLine key={eventWords(row).id} row={row} when={day(row.at, { zone: hcp.timeZone, now })} />
          ))}
        </ol>
      )}
      {more && (
        <Link
          to="/hcps/$hcpId/timeline"
          params={{ hcpId: hcp.hcpId } as never}
          className={classes.everything ?? ""}
        >
          Everything that happened
        </Link>
      )}
    </Panel>
  );
}

/** One thing that happened. */
export function EventLine(props: {
  readonly row: TimelineRow;
  readonly when: string;
  readonly children?: ReactNode;
}) {
  const { row, when, children } = props;
  const { icon: Glyph, tone, title, note } = eventWords(row);
  return (
    <li className={classes.event}>
      <span className={classes.disc} data-tone={tone}>
        <Glyph size={14} stroke={1.75} aria-hidden />
      </span>
      <span className={classes.words}>
        <span className={classes.title}>{title}</span>
        <span className={classes.note}>{note}</span>
        {children}
      </span>
      <time className={classes.when} dateTime={row.at}>
        {when}
      </time>
    </li>
  );
}
