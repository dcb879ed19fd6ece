import { Select } from "@mantine/core";
import { useState } from "react";
import type { CallOutput } from "../../../../client/client.ts";
import { useCall } from "../../app/api.tsx";
import { type Hcp, shortName, useHcp } from "../../app/hcp.tsx";
import { useNow } from "../../app/now.ts";
import { useHasRole } from "../../app/session.tsx";
import { Await } from "../../ui/await.tsx";
import { Panel } from "../../ui/panel.tsx";
import { permissionsOf } from "../../ui/permissions.ts";
import { Block } from "../../ui/skeletons.tsx";
import { clock, dateTime } from "../../ui/time.ts";
import { DocumentReading } from "./document-reading.tsx";
import classes from "./hcp-overview.module.css";
import { showsHours } from "./hour-grid.ts";
import { HourWeek } from "./hour-week.tsx";
import { ItemSeconds } from "./item-seconds.tsx";
import { nextConversation } from "./next-conversation.ts";
import { NextConversationCard } from "./next-conversation-card.tsx";
import { OnPageTable } from "./on-page-table.tsx";
import { PermissionPanel } from "./permission-panel.tsx";
import { TimelinePreview } from "./timeline-preview.tsx";
import { type PageItem, usePageItems } from "./use-page-items.ts";
import { WatchMap } from "./watch-map.tsx";
import { mainReplay, type VersionInsight } from "./watch-picture.ts";

/** What an HCP does is counted within a minute: while the screen is open it is asked for this often. */
const FRESH_MS = 20_000;
const FIRST_EVENTS = 6;

/** Know, in ten seconds, what to bring. */
export function Screen() {
  const hcp = useHcp();
  const isRep = useHasRole("rep");
  const seesPage = useHasRole("rep", "admin");
  const input = { params: { hcpId: hcp.hcpId } };
  const insights = useCall("readHcpInsights", input, { enabled: isRep, every: FRESH_MS });
  // an HCP may change it on the own phone while this stands open
  const consent = useCall("readConsent", input, { every: FRESH_MS });
  const timeline = useCall("readTimeline", { ...input, query: { limit: FIRST_EVENTS } }, { every: FRESH_MS });
  const page = usePageItems(hcp, seesPage);
  const shared = insights.data?.shared === true ? insights.data : undefined;
  return (
    <div className={classes.layout}>
      <div className={classes.column}>
        {isRep && (
          <Await of={consent} skeleton={<Block height={220} />}>
            {(known) =>
              page !== undefined && insights.data !== undefined ? (
                <Suggestion
                  hcp={hcp}
                  consent={known}
                  insights={insights.data}
                  page={page}
                  events={timeline.data?.items ?? []}
                />
              ) : (
                <Block height={220} />
              )
            }
          </Await>
        )}
        {isRep && (
          <Await of={insights} skeleton={<Block height={240} />}>
            {(known) =>
              known.shared ? (
                <Viewing
                  hcp={hcp}
                  insights={known}
                  page={page?.items ?? []}
                  delivered={lastDelivered(timeline.data?.items ?? [])}
                />
              ) : (
                <Private hcp={hcp} />
              )
            }
          </Await>
        )}
        {page !== undefined && (
          <OnPageTable hcp={hcp} items={page.items} viewed={shared?.versions} mayArrange={isRep} />
        )}
      </div>
      <aside className={classes.column} aria-label="Permission and timeline">
        <Await of={consent} skeleton={<Block height={320} />}>
          {(known) => <PermissionPanel hcp={hcp} consent={known} />}
        </Await>
        <Await of={timeline} skeleton={<Block height={320} />}>
          {(known) => <TimelinePreview hcp={hcp} rows={known.items} more={known.cursor !== undefined} />}
        </Await>
      </aside>
    </div>
  );
}

function Suggestion(props: {
  readonly hcp: Hcp;
  readonly consent: CallOutput<"readConsent">;
  readonly insights: CallOutput<"readHcpInsights">;
  readonly page: { readonly items: readonly PageItem[]; readonly arrangedAt: string | undefined };
  readonly events: Events;
}) {
  const { hcp, consent, insights, page, events } = props;
  const now = useNow();
  const permissions = permissionsOf(consent);
  const sending = permissions.filter(({ dataUse }) => dataUse === "send");
  const suggests = permissions.find(({ id }) => id === "profile")?.state === "granted";
  const newest = events.find((row) => row.kind === "message");
  const bounced = newest?.kind === "message" && newest.message.state === "bounced" ? newest : undefined;
  const delivered = lastDelivered(events);
  const next = nextConversation({
    now,
    name: shortName(hcp),
    mayWrite: sending.flatMap(({ state, channel }) =>
      state === "granted" && channel !== undefined ? [channel] : [],
    ),
    withdrawn: sending.some(({ state }) => state === "withdrawn"),
    ownActs: consent.timeline
      .filter(({ actor, action }) => actor === "hcp" && (action === "doi_confirmed" || action === "grant"))
      .toReversed(),
    ...(insights.shared && suggests ? { viewed: insights.versions } : {}),
    onPage: page.items,
    ...(page.arrangedAt === undefined ? {} : { arrangedAt: page.arrangedAt }),
    ...(bounced === undefined ? {} : { bounced: { at: bounced.at, channel: bounced.message.channel } }),
    ...(delivered === undefined ? {} : { lastDelivered: delivered }),
  });
  const without = suggests
    ? undefined
    : "Suggestions from visits are off: this rests on messages and permission alone.";
  return <NextConversationCard hcp={hcp} next={next} without={without} />;
}

type Events = CallOutput<"readTimeline">["items"];

/** The newest message that arrived. */
function lastDelivered(events: Events) {
  for (const row of events)
    if (row.kind === "message" && row.message.state === "delivered")
      return { at: row.at, channel: row.message.channel };
  return undefined;
}

/** Line 7 of the words: nothing of viewing is drawn, and not that there is something. */
function Private({ hcp }: { readonly hcp: Hcp }) {
  return (
    <Panel title="What they look at">
      <p className={classes.small}>
        {shortName(hcp)} does not share viewing with you. You see what they send you.
      </p>
    </Panel>
  );
}

type Shared = Extract<CallOutput<"readHcpInsights">, { readonly shared: true }>;

function Viewing(props: {
  readonly hcp: Hcp;
  readonly insights: Shared;
  readonly page: readonly PageItem[];
  readonly delivered: ReturnType<typeof lastDelivered>;
}) {
  const { hcp, insights, page, delivered } = props;
  const [chosen, setChosen] = useState<string>();
  const { versions, visits, hours, asOf } = insights;
  const films = versions.filter(({ kind }) => kind === "film");
  const played = films.filter(({ playsPerSecond }) => playsPerSecond.length > 0);
  // what somebody went back to comes first, then what was used last
  const newest = [...(played.length > 0 ? played : films)].sort(
    (a, b) =>
      Number(mainReplay(b) !== undefined) - Number(mainReplay(a) !== undefined) ||
      b.lastAt.localeCompare(a.lastAt),
  );
  const map = newest.find(({ versionId }) => versionId === chosen) ?? newest[0];
  const active = versions.reduce((sum, one) => sum + one.activeSeconds, 0);
  if (visits === 0 || versions.length === 0)
    return (
      <Panel title="What they look at">
        <p className={classes.small}>
          No confirmed visit yet.
          {delivered !== undefined &&
            ` The ${delivered.channel === "sms" ? "text" : "e-mail"} was delivered on ${dateTime(delivered.at, hcp.timeZone)}.`}
        </p>
      </Panel>
    );
  const version = page.find(({ versionId }) => versionId === map?.versionId)?.version;
  const last = insights.lastVisitAt;
  return (
    <>
      <div className={classes.freshness} role="status">
        {visits} {visits === 1 ? "visit" : "visits"}
        {last !== undefined && `, the last ${dateTime(last, hcp.timeZone)}`} · as of {clock(asOf)}
        {map !== undefined && newest.length > 1 && (
          <Select
            size="xs"
            aria-label="Piece of the watch map"
            className={classes.choose ?? ""}
            allowDeselect={false}
            data={newest.map(({ versionId, title }: VersionInsight) => ({ value: versionId, label: title }))}
            value={map.versionId}
            onChange={(value) => setChosen(value ?? undefined)}
          />
        )}
      </div>
      {map !== undefined && (
        <WatchMap key={map.versionId} insight={map} version={version} who={hcp.lastName} />
      )}
      <DocumentReading versions={versions} />
      <div className={classes.pair}>
        <ItemSeconds versions={versions} who={hcp.lastName} />
        {showsHours(visits, active) ? (
          <HourWeek hours={hours} zone={hcp.timeZone} place={hcp.city ?? hcp.timeZone} who={hcp.lastName} />
        ) : (
          <Panel title="When">
            <p className={classes.small}>
              Not enough data: {visits} of 5 visits. Hours are shown from five visits or ten minutes on.
            </p>
          </Panel>
        )}
      </div>
    </>
  );
}
