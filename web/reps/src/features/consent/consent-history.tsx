import type { ConsentEntry } from "../../../../../shared/contracts/consent.ts";
import type { Hcp } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { useHasRole } from "../../app/session.tsx";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { EmptyLine } from "../../ui/empty-line.tsx";
import { Panel } from "../../ui/panel.tsx";
import { howMade } from "../../ui/permissions.ts";
import { dateTime, day } from "../../ui/time.ts";
import classes from "./hcp-consent.module.css";
import { proofWords } from "./proof-words.ts";
import { SignatureProof } from "./signature-proof.tsx";

const ACTIONS: Readonly<Record<ConsentEntry["action"], { readonly word: string; readonly tone: Tone }>> = {
  grant: { word: "Given", tone: "ok" },
  doi_requested: { word: "Asked to confirm", tone: "hold" },
  doi_confirmed: { word: "Confirmed", tone: "ok" },
  withdraw: { word: "Withdrawn", tone: "stop" },
  expire: { word: "Ended", tone: "wait" },
  pause: { word: "Paused", tone: "wait" },
  resume: { word: "Goes on", tone: "ok" },
  prefer: { word: "Own wish", tone: "neutral" },
};
const PURPOSES: Readonly<Record<NonNullable<ConsentEntry["purpose"]>, string>> = {
  promo: "Product information",
  medical_info: "Medical information",
  service: "Visits and deliveries",
  events: "Meetings and seminars",
  research: "Surveys",
};
const USES: Readonly<Record<NonNullable<ConsentEntry["dataUse"]>, string>> = {
  send: "All messages",
  track_opens: "Opening of e-mails",
  track_individual: "Counting of their visits",
  profile: "Suggestions from their visits",
  share_with_rep: "Sharing visits with their rep",
};

const WISHES: Readonly<Record<NonNullable<ConsentEntry["prefers"]>, string>> = {
  frequency: "How often",
  hours: "Days and hours",
  language: "Language",
};

/** What a declaration is about, from its widest to its narrowest part. */
function subjectOf({ dataUse, purpose, channel, product, prefers }: ConsentEntry): string {
  if (prefers !== undefined) return WISHES[prefers];
  const what =
    dataUse === undefined
      ? "Everything"
      : dataUse === "send" && purpose !== undefined
        ? PURPOSES[purpose]
        : USES[dataUse];
  const way = channel === undefined ? "" : channel === "sms" ? " by text" : " by e-mail";
  return `${what}${product === undefined ? "" : `, ${product}`}${way}`;
}

/** Every declaration, newest first, with its words and its proof. Nothing here can be changed. */
export function ConsentHistory({
  hcp,
  timeline,
  wordings,
}: {
  readonly hcp: Hcp;
  readonly timeline: readonly ConsentEntry[];
  /** The words of each version that is kept. */
  readonly wordings: Readonly<Record<string, string>>;
}) {
  const now = useNow();
  const mayLook = useHasRole("compliance", "admin");
  return (
    <Panel title="History" note={`${timeline.length} ${timeline.length === 1 ? "entry" : "entries"}`}>
      {timeline.length === 0 ? (
        <EmptyLine>Nothing was ever asked or said.</EmptyLine>
      ) : (
        <ol>
          {timeline.toReversed().map((entry) => {
            const { word, tone } = ACTIONS[entry.action];
            const words = wordings[entry.textVersion];
            const ended =
              entry.expiresAt !== undefined && entry.action !== "pause" && Date.parse(entry.expiresAt) <= now;
            return (
              <li key={entry.eventId} className={classes.entry}>
                <div className={classes.entryHead}>
                  <span className={classes.label}>{subjectOf(entry)}</span>
                  <Chip tone={tone}>{word}</Chip>
                </div>
                <p className={classes.how}>
                  {dateTime(entry.at, hcp.timeZone)} · {howMade(entry)}
                  {entry.saidAt !== undefined &&
                    Date.parse(entry.at) - Date.parse(entry.saidAt) > 60_000 &&
                    ` · said ${dateTime(entry.saidAt, hcp.timeZone)}`}
                </p>
                {words !== undefined && <p className={classes.wording}>“{words}”</p>}
                <p className={classes.how}>
                  Wording {entry.textVersion} · proof {proofWords(entry, timeline, hcp.timeZone, mayLook)}
                  {entry.expiresAt !== undefined &&
                    ` · ${ended ? "ended" : "ends"} ${day(entry.expiresAt, { zone: hcp.timeZone, now })}`}
                </p>
                {entry.signatureSha256 !== undefined && mayLook && (
                  <SignatureProof hcpId={hcp.hcpId} sha256={entry.signatureSha256} />
                )}
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}
