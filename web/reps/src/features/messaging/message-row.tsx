import { Button } from "@mantine/core";
import { IconDeviceMobile, IconMail } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { fullName } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { Chip } from "../../ui/chip.tsx";
import { dateTime } from "../../ui/time.ts";
import classes from "./message-row.module.css";
import { costWords, dueWords, filteredWords, type Message, stateWords, visitWords } from "./message-words.ts";
import { Reschedule } from "./reschedule.tsx";
import { useRecall } from "./use-recall.ts";

/** A message, where the list tells whom it is to. */
export type ListedMessage = Message & {
  readonly hcp?:
    | {
        readonly title?: string | undefined;
        readonly firstName: string;
        readonly lastName: string;
        readonly institution?: string | undefined;
        readonly timeZone: string;
      }
    | undefined;
};

/** Nobody can have come by a link that arrived nowhere. */
const NEVER_ARRIVED: readonly Message["state"][] = ["bounced", "rejected"];

/** One message: what is known of it, why it waits or was refused, what to do next, and its history. */
export function MessageRow(props: {
  readonly message: ListedMessage;
  /** The HCP's zone; where it is not known, times are the reader's. */
  readonly zone?: string | undefined;
  /** In a list of all HCPs the person stands first. @default false */
  readonly showPerson?: boolean;
  readonly mayAct: boolean;
}) {
  const { message, zone, showPerson = false, mayAct } = props;
  const { state, channel, dueAt, reason, timeline, visits, costMicros, hcpId } = message;
  const Glyph = channel === "sms" ? IconDeviceMobile : IconMail;
  const words = stateWords(state);
  const last = timeline.at(-1);
  const seen = visitWords(visits);
  const filtered = filteredWords(visits);
  const when = (moment: string) => dateTime(moment, zone);
  return (
    <li className={classes.row}>
      <div className={classes.top}>
        <Glyph className={classes.icon} size={18} stroke={1.75} aria-hidden />
        <div className={classes.words}>
          {showPerson && (
            <p className={classes.person}>
              {message.hcp === undefined ? (
                "Somebody who is not in your territory any more"
              ) : (
                <Link to="/hcps/$hcpId/messages" params={{ hcpId }} className={classes.name}>
                  {fullName(message.hcp)}
                </Link>
              )}
              {message.hcp?.institution !== undefined && (
                <span>
                  <span className={classes.dot}> · </span>
                  {message.hcp.institution}
                </span>
              )}
            </p>
          )}
          <p className={classes.line}>
            {channel === "sms" ? "Text" : "E-mail"}
            {dueAt === undefined || state === "held" ? (
              ` · ${when(last?.at ?? message.createdAt)}`
            ) : (
              <Due message={message} zone={zone} />
            )}
            {!showPerson && ` · by ${message.senderName}`}
          </p>
        </div>
        <Chip tone={words.tone}>{words.label}</Chip>
      </div>
      {reason !== undefined && (
        <p className={classes.reason}>
          {reason.words}
          {reason.earliestAt !== undefined && dueAt === undefined && ` Earliest ${when(reason.earliestAt)}.`}
        </p>
      )}
      {reason === undefined && words.tone === "stop" && words.meaning !== undefined && (
        <p className={classes.reason}>{words.meaning}</p>
      )}
      {seen !== undefined && !NEVER_ARRIVED.includes(state) && <p className={classes.seen}>{seen}</p>}
      {mayAct && <Actions message={message} zone={zone} />}
      <details className={classes.history}>
        <summary>History</summary>
        <ol>
          {timeline.map((entry, index) => {
            const said = stateWords(entry.state);
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows at its end
              <li key={index} className={classes.entry}>
                <span className={classes.at}>{when(entry.at)}</span>
                <span>
                  <b>{index === 0 && entry.state === "queued" ? "Ordered" : said.label}</b>
                  {entry.reason !== undefined && `. ${entry.reason.words}`}
                  {entry.reason === undefined && said.meaning !== undefined && `. ${said.meaning}`}
                </span>
              </li>
            );
          })}
          {visits?.shared === true && visits.firstAt !== undefined && (
            <li className={classes.entry}>
              <span className={classes.at}>{when(visits.firstAt)}</span>
              <span>
                <b>Visited</b>. The first visit that a person confirmed; shared with you.
              </span>
            </li>
          )}
          {(costMicros !== undefined || filtered !== undefined) && (
            <li className={classes.entry}>
              <span className={classes.at}>In all</span>
              <span>
                {costMicros !== undefined && `Cost ${costWords(costMicros)}. `}
                {filtered}
              </span>
            </li>
          )}
        </ol>
      </details>
    </li>
  );
}

/** Until when it waits; the last minute is counted down. */
function Due({ message, zone }: { readonly message: ListedMessage; readonly zone: string | undefined }) {
  const { dueAt = message.createdAt, state } = message;
  const near = Date.parse(dueAt) - useNow(0) < 120_000;
  const words = dueWords({ at: dueAt, state }, useNow(near ? 1000 : 30_000), zone);
  return words === undefined ? null : <> · {words}</>;
}

function Actions({ message, zone }: { readonly message: ListedMessage; readonly zone: string | undefined }) {
  const recall = useRecall();
  const { state, messageId, dueAt, reason, hcpId } = message;
  const buttons: ReactNode[] = [];
  if (state === "queued" || state === "held") {
    if (state === "queued") buttons.push(<Reschedule key="time" message={message} zone={zone} />);
    buttons.push(
      <Button key="cancel" size="compact-md" onClick={() => void recall(messageId, dueAt)}>
        Take back
      </Button>,
    );
  }
  const again = ["denied", "refused", "expired", "bounced", "rejected"].includes(state);
  if (again && reason?.code !== "NOT_AVAILABLE" && message.hcp !== undefined)
    buttons.push(
      <Link key="again" to={nextScreen(message)} params={{ hcpId } as never} className={classes.next}>
        {state === "bounced" || reason?.code === "NO_CONSENT" ? "Ask in person with a code" : "Compose again"}
      </Link>,
    );
  return buttons.length === 0 ? null : <div className={classes.actions}>{buttons}</div>;
}

function nextScreen({ state, reason }: ListedMessage): string {
  return state === "bounced" || reason?.code === "NO_CONSENT" ? "/hcps/$hcpId/visit" : "/hcps/$hcpId/compose";
}
