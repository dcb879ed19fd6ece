import type { TimelineRow } from "../../../../../shared/contracts/insights.ts";
import type { Instant } from "../../../../../shared/model/time.ts";
import type { Hcp } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { dateTime, day, duration } from "../../ui/time.ts";
import { readWords } from "./documents-read.ts";
import { MESSAGE_WORDS } from "./event-row.tsx";
import classes from "./timeline.module.css";

/** The evidence behind one row: a message's history, a declaration's proof, what a visit was about. */
export function EventDetail({ row, hcp }: { readonly row: TimelineRow; readonly hcp: Hcp }) {
  const now = useNow();
  const facts = factsOf(row, hcp.timeZone, now);
  if (facts.length === 0) return null;
  return (
    <details className={classes.detail}>
      <summary>Evidence</summary>
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <FactLine key={`${name} ${value}`} name={name} value={value} />
        ))}
      </dl>
    </details>
  );
}

function FactLine({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function factsOf(row: TimelineRow, zone: string, now: Instant): (readonly [string, string])[] {
  switch (row.kind) {
    case "message":
      return row.message.timeline.map(({ at, state, reason }) => [
        dateTime(at, zone),
        reason === undefined
          ? (MESSAGE_WORDS[state] ?? state)
          : `${MESSAGE_WORDS[state] ?? state}: ${reason.words}`,
      ]);
    case "consent": {
      const { textVersion, reference, expiresAt, eventId } = row.consent;
      return [
        ["Wording", textVersion],
        ["Proof", reference],
        ...(expiresAt === undefined ? [] : [["Ends", day(expiresAt, { zone, now })] as const]),
        ["Receipt", eventId],
      ];
    }
    case "visit":
      return row.items.map(({ title, kind, activeSeconds, watchedSeconds, downloads }) => [
        title,
        kind === "document"
          ? readWords({ activeSeconds, downloads })
          : watchedSeconds > 0
            ? `${duration(activeSeconds)} active, ${duration(watchedSeconds)} played`
            : `${duration(activeSeconds)} active`,
      ]);
    case "question":
      return [
        ["Answer by", dateTime(row.dueAt, zone)],
        ...(row.answered === undefined ? [] : [["Answered", dateTime(row.answered.at, zone)] as const]),
      ];
    case "directory":
      return row.importId === undefined ? [] : [["Import", row.importId]];
  }
}
