import type { ConsentEntry } from "../../../../../shared/contracts/consent.ts";
import type { Hcp } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { useSession } from "../../app/session.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { Panel } from "../../ui/panel.tsx";
import { howMade } from "../../ui/permissions.ts";
import { dateTime, day } from "../../ui/time.ts";
import classes from "./hcp-consent.module.css";
import { wordingOf } from "./wordings.ts";

const ACTIONS: Readonly<Record<ConsentEntry["action"], { readonly word: string; readonly tone: Tone }>> = {
  grant: { word: "Given", tone: "ok" },
  doi_requested: { word: "Asked to confirm", tone: "hold" },
  doi_confirmed: { word: "Confirmed", tone: "ok" },
  withdraw: { word: "Withdrawn", tone: "stop" },
  expire: { word: "Ended", tone: "wait" },
  pause: { word: "Paused", tone: "wait" },
  resume: { word: "Goes on", tone: "ok" },
};
const USES: Readonly<Record<NonNullable<ConsentEntry["dataUse"]>, string>> = {
  send: "Product information",
  track_opens: "Opening of e-mails",
  track_individual: "Counting of their visits",
  profile: "Suggestions from their visits",
  share_with_rep: "Sharing visits with their rep",
};

/** Every declaration, newest first, with its words and its proof. Nothing here can be changed. */
export function ConsentHistory({
  hcp,
  timeline,
}: {
  readonly hcp: Hcp;
  readonly timeline: readonly ConsentEntry[];
}) {
  const { config } = useSession();
  const now = useNow();
  return (
    <Panel title="History" note={`${timeline.length} ${timeline.length === 1 ? "entry" : "entries"}`}>
      {timeline.length === 0 ? (
        <EmptyLine>Nothing was ever asked or said.</EmptyLine>
      ) : (
        <ol>
          {timeline.toReversed().map((entry) => {
            const { word, tone } = ACTIONS[entry.action];
            const what = entry.dataUse === undefined ? "Everything" : USES[entry.dataUse];
            const way =
              entry.channel === undefined ? "" : entry.channel === "sms" ? " by text" : " by e-mail";
            const words = wordingOf(entry.textVersion, config.companyName);
            return (
              <li key={entry.eventId} className={classes.entry}>
                <div className={classes.entryHead}>
                  <span className={classes.label}>
                    {what}
                    {way}
                  </span>
                  <Chip tone={tone}>{word}</Chip>
                </div>
                <p className={classes.how}>
                  {dateTime(entry.at, hcp.timeZone)} · {howMade(entry)}
                </p>
                {words !== undefined && <p className={classes.wording}>“{words}”</p>}
                <p className={classes.how}>
                  Wording {entry.textVersion} · proof {entry.reference}
                  {entry.expiresAt !== undefined &&
                    ` · ends ${day(entry.expiresAt, { zone: hcp.timeZone, now })}`}
                </p>
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}
