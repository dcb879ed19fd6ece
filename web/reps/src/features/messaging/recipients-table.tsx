import { IconCircleCheck, IconCircleX, IconClock, IconHourglass } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Instant } from "../../../../../shared/model/time.ts";
import { useNow } from "../../app/now.ts";
import { Chip } from "../../ui/chip.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { dateTime, day } from "../../ui/time.ts";
import type { Recipient } from "./bulk-words.ts";
import { stateWords } from "./message-words.ts";

const VERDICTS = {
  ALLOW: { tone: "ok", label: "Now", icon: IconCircleCheck },
  DELAY: { tone: "wait", label: "Later", icon: IconClock },
  HOLD: { tone: "hold", label: "After review", icon: IconHourglass },
  DENY: { tone: "stop", label: "No", icon: IconCircleX },
} as const;

/** Each person with what the gate said and what became of the message. Who cannot be invited stays in view, with why. */
export function RecipientsTable(props: {
  readonly people: readonly Recipient[];
  /** Whether somebody takes part in a test. */
  readonly tested: boolean;
  /** Whether messages were made. */
  readonly made: boolean;
}) {
  const { people, tested, made } = props;
  const now = useNow();
  const columns: (Column<Recipient> | false)[] = [
    {
      id: "name",
      label: "Person",
      value: ({ name }) => name ?? "Not in your territories any more",
      show: ({ name, hcpId }) =>
        name === undefined ? (
          "Not in your territories any more"
        ) : (
          <Link to="/hcps/$hcpId" params={{ hcpId }}>
            {name}
          </Link>
        ),
    },
    {
      id: "verdict",
      label: "Can be invited",
      value: ({ verdict }) => VERDICTS[verdict.verdict].label,
      show: ({ verdict: { verdict } }) => (
        <Chip tone={VERDICTS[verdict].tone} icon={VERDICTS[verdict].icon}>
          {VERDICTS[verdict].label}
        </Chip>
      ),
    },
    { id: "why", label: "Why", value: (one) => whyOf(one, now), sortable: false },
    made && {
      id: "message",
      label: "Message",
      value: ({ state }) => (state === undefined ? "None" : stateWords(state).label),
    },
    tested && { id: "arm", label: "Arm", value: ({ arm }) => arm ?? "None" },
  ];
  return (
    <DataTable<Recipient>
      caption="Everybody, with the reason"
      captionHidden
      keyOf={({ hcpId }) => hcpId}
      rows={people}
      fileName="invitations.csv"
      startSorted={{ column: "name", descending: false }}
      columns={columns.filter((column) => column !== false)}
    />
  );
}

function whyOf({ verdict, timeZone: zone }: Recipient, now: Instant): string {
  switch (verdict.verdict) {
    case "ALLOW":
      return "Everything is in order.";
    case "DELAY":
      return `${verdict.reason.words} From ${dateTime(verdict.until, zone)}.`;
    case "HOLD":
      return verdict.reason.words;
    case "DENY": {
      const { words, earliestAt } = verdict.reason;
      return earliestAt === undefined ? words : `${words} Not before ${day(earliestAt, { zone, now })}.`;
    }
  }
}
