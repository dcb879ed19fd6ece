import type { Icon } from "@tabler/icons-react";
import {
  IconEye,
  IconFileText,
  IconHandFinger,
  IconLayoutGrid,
  IconMail,
  IconRepeat,
  IconShieldCheck,
} from "@tabler/icons-react";
import type { Hcp } from "../../app/hcp.tsx";
import { Fact, FactList } from "../../ui/facts.tsx";
import { GuardLine } from "../../ui/guard-line.tsx";
import { Panel } from "../../ui/panel.tsx";
import { dateTime, day } from "../../ui/time.ts";
import classes from "./hcp-overview.module.css";
import type { ConversationFact, NextConversation } from "./next-conversation.ts";

const ICONS: Readonly<Record<ConversationFact["kind"], Icon>> = {
  replayed: IconRepeat,
  played: IconEye,
  opened: IconFileText,
  page: IconLayoutGrid,
  consent: IconShieldCheck,
  message: IconMail,
  missing: IconHandFinger,
};
const WHERE = {
  timeline: "/hcps/$hcpId/timeline",
  consent: "/hcps/$hcpId/consent",
  page: "/hcps/$hcpId/page",
  here: "/hcps/$hcpId/timeline",
} as const;

/** What to talk about next: one line, the facts behind it, words that may be said, what to bring. */
export function NextConversationCard(props: {
  readonly hcp: Hcp;
  readonly next: NextConversation;
  /** Why viewing plays no part in it; absent where it does. */
  readonly without: string | undefined;
}) {
  const { hcp, next, without } = props;
  const until =
    next.until === undefined ? undefined : `valid until ${day(next.until, { zone: hcp.timeZone })}`;
  return (
    <Panel title="Next conversation" note={until}>
      <div className={classes.brief}>
        <div>
          <p className={classes.lead}>{next.heading}</p>
          <FactList label="Why">
            {next.facts.map(({ kind, text, at, where }) => (
              <Fact
                key={text}
                icon={ICONS[kind]}
                tone={kind === "replayed" ? "heat" : "neutral"}
                when={at === undefined ? "" : dateTime(at, hcp.timeZone)}
                to={WHERE[where]}
                params={{ hcpId: hcp.hcpId }}
              >
                {text}
              </Fact>
            ))}
          </FactList>
          {without !== undefined && <p className={classes.small}>{without}</p>}
        </div>
        <div className={classes.say}>
          <h3 className={classes.label}>You could open with</h3>
          {next.opener === undefined ? (
            <p className={classes.small}>
              Nothing was asked for yet that you could quote. Open with the content.
            </p>
          ) : (
            <blockquote className={classes.quote}>“{next.opener}”</blockquote>
          )}
          <GuardLine />
          {next.bring.length > 0 && (
            <>
              <h3 className={classes.label}>Bring</h3>
              <ul className={classes.bring}>
                {next.bring.map((title) => (
                  <li key={title}>{title}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      </div>
    </Panel>
  );
}
