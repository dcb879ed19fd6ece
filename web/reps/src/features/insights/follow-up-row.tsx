import { Button } from "@mantine/core";
import {
  IconCalendarEvent,
  IconDeviceMobile,
  IconEye,
  IconMail,
  IconRepeat,
  IconSun,
  IconUser,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Instant } from "../../../../../shared/model/time.ts";
import { fullName } from "../../app/hcp.tsx";
import { Chip } from "../../ui/chip.tsx";
import { Fact, FactList } from "../../ui/facts.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Initials } from "../../ui/person.tsx";
import { dateTime, relative } from "../../ui/time.ts";
import type { FollowUp, FollowUpFact, TodayPerson } from "./follow-up.ts";
import classes from "./today-screen.module.css";

const ICONS = { first: IconSun, again: IconCalendarEvent, replayed: IconRepeat, looked: IconEye } as const;

/** One person to follow up with: who, what to bring, the facts under it, and how they may be reached. */
export function FollowUpRow(props: {
  readonly followUp: FollowUp;
  readonly first: boolean;
  readonly now: Instant;
  readonly onLater: () => void;
  readonly onDismiss: () => void;
}) {
  const { followUp, first, now } = props;
  const { person, headline, facts, token } = followUp;
  const { hcp } = person;
  const name = fullName(hcp);
  const params = { hcpId: hcp.hcpId };
  const newest = facts[0];
  return (
    <li className={classes.row} data-first={first || undefined} data-token={token}>
      <Initials name={name} />
      <div className={classes.rowMain}>
        <p className={classes.who}>
          <Link to="/hcps/$hcpId" params={params as never} className={classes.name} data-row>
            {name}
          </Link>
          <span className={classes.what}>{[hcp.specialty, hcp.city].filter(Boolean).join(" · ")}</span>
        </p>
        <p className={classes.headline}>{headline}</p>
        {first ? (
          <Details facts={facts} params={params} now={now} />
        ) : (
          newest !== undefined && (
            <p className={classes.oneFact}>
              {newest.words} · {relative(newest.at, now)}
            </p>
          )
        )}
        {first && (
          <div className={classes.actions}>
            <LinkButton variant="filled" to="/hcps/$hcpId" params={params}>
              Prepare
            </LinkButton>
            <PutAway {...props} />
          </div>
        )}
      </div>
      <div className={classes.side}>
        <Reach person={person} />
        {!first && (
          <div className={classes.actions}>
            <PutAway {...props} />
          </div>
        )}
      </div>
    </li>
  );
}

function PutAway(props: {
  readonly followUp: FollowUp;
  readonly first: boolean;
  readonly onLater: () => void;
  readonly onDismiss: () => void;
}) {
  const { followUp, first, onLater, onDismiss } = props;
  const name = fullName(followUp.person.hcp);
  const size = first ? "md" : "compact-md";
  return (
    <>
      <Button
        size={size}
        variant={first ? "default" : "subtle"}
        color="gray"
        onClick={onLater}
        aria-label={`Later: ${name}`}
      >
        Later
      </Button>
      <Button size={size} variant="subtle" color="gray" onClick={onDismiss} aria-label={`Dismiss: ${name}`}>
        Dismiss
      </Button>
    </>
  );
}

function Details(props: {
  readonly facts: readonly FollowUpFact[];
  readonly params: Readonly<Record<string, string>>;
  readonly now: Instant;
}) {
  return (
    <div className={classes.evidence}>
      <FactList label="Facts">
        {props.facts.map(({ kind, words, at }) => (
          <Fact
            key={kind + words}
            icon={ICONS[kind]}
            tone={kind === "replayed" ? "heat" : "neutral"}
            when={dateTime(at)}
            to="/hcps/$hcpId/timeline"
            params={props.params}
          >
            {words}
          </Fact>
        ))}
      </FactList>
    </div>
  );
}

/** Which channels the person agreed to; the gate says at sending whether now is the time. */
function Reach({ person }: { readonly person: TodayPerson }) {
  const channels = [
    { name: "SMS", icon: IconDeviceMobile, state: person.sms },
    { name: "E-mail", icon: IconMail, state: person.email },
  ].filter(({ state }) => state === "granted");
  return (
    <div className={classes.reach}>
      {channels.length === 0 && <Chip icon={IconUser}>In person only</Chip>}
      {channels.map(({ name, icon }) => (
        <Chip key={name} icon={icon} tone="ok">
          {name} agreed
        </Chip>
      ))}
    </div>
  );
}
