import { IconCircleX, IconClock, IconEye, IconHourglass } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { DAY, type Instant } from "../../../../../shared/model/time.ts";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { shortName } from "../../app/hcp.tsx";
import { Await } from "../../ui/await.tsx";
import { Lines } from "../../ui/skeletons.tsx";
import { dateTime, relative } from "../../ui/time.ts";
import { justNow } from "./follow-up.ts";
import { Card, Line } from "./today-card.tsx";
import classes from "./today-screen.module.css";

type OwnMessage = CallOutput<"listOwnMessages">["items"][number];

/** Visits of the last day. */
export function JustNow(props: {
  readonly today: UseQueryResult<CallOutput<"readToday">>;
  readonly now: Instant;
}) {
  const { today, now } = props;
  return (
    <Card title="Just now">
      <Await of={today} skeleton={<Lines count={4} />}>
        {({ people }) => {
          const visits = justNow(people, now);
          if (visits.length === 0) return <p className={classes.none}>No visits in the last day.</p>;
          return (
            <ul>
              {visits.map(({ person, visit }) => (
                <Line
                  key={visit.visitId}
                  icon={IconEye}
                  tone="iris"
                  to="/hcps/$hcpId"
                  hcpId={person.hcp.hcpId}
                  title={
                    person.firstEver
                      ? `${shortName(person.hcp)} used the page for the first time`
                      : `${shortName(person.hcp)} was on the page`
                  }
                >
                  Confirmed visit, {relative(visit.at, now)}
                </Line>
              ))}
            </ul>
          );
        }}
      </Await>
    </Card>
  );
}

/** Own messages that wait for their time or for somebody. */
export function WaitingToLeave({ now }: { readonly now: Instant }) {
  const waiting = useCall("listOwnMessages", { query: { standing: "waiting", limit: 5 } }, { every: 60_000 });
  return (
    <Card title="Waiting to leave" all="/messages">
      <Await of={waiting} skeleton={<Lines count={3} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={classes.none}>Nothing is waiting.</p>
          ) : (
            <ul>
              {items.map((message) => (
                <Line
                  key={message.messageId}
                  icon={message.state === "held" ? IconHourglass : IconClock}
                  tone={message.state === "held" ? "hold" : "wait"}
                  to="/hcps/$hcpId/messages"
                  hcpId={message.hcpId}
                  title={`${channelWord(message)} to ${personWord(message)}`}
                >
                  {message.state === "queued" && leaving(message.dueAt, now)}
                  {message.reason?.words}
                </Line>
              ))}
            </ul>
          )
        }
      </Await>
    </Card>
  );
}

/** When a waiting message goes; one whose time has come is on its way to the gate. */
function leaving(dueAt: string | undefined, now: Instant): string {
  if (dueAt === undefined) return "";
  return Date.parse(dueAt) <= now
    ? "Leaves any minute. "
    : `Leaves ${dateTime(dueAt)}, ${relative(dueAt, now)}. `;
}

/** Own messages that did not leave, of the last week; not shown where there are none. */
export function RefusedToday({ now }: { readonly now: Instant }) {
  const ended = useCall("listOwnMessages", { query: { standing: "ended", limit: 10 } });
  const refused = (ended.data?.items ?? [])
    .filter(
      ({ state, timeline }) => state !== "cancelled" && now - Date.parse(timeline.at(-1)?.at ?? "") < 7 * DAY,
    )
    .slice(0, 3);
  if (refused.length === 0) return null;
  return (
    <Card title="Did not leave" all="/messages">
      <ul>
        {refused.map((message) => (
          <Line
            key={message.messageId}
            icon={IconCircleX}
            tone="stop"
            to="/hcps/$hcpId/messages"
            hcpId={message.hcpId}
            title={`${channelWord(message)} to ${personWord(message)}`}
          >
            {message.reason?.words ?? "It ended without leaving."}
          </Line>
        ))}
      </ul>
    </Card>
  );
}

const channelWord = ({ channel }: OwnMessage) => (channel === "sms" ? "Text" : "E-mail");
const personWord = ({ hcp }: OwnMessage) =>
  hcp === undefined ? "somebody in another territory now" : shortName(hcp);
