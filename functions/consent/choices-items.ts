import type { ConsentEvent } from "../../shared/model/consent.ts";
import { kindOfVersion } from "../../shared/model/reading-text.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import type { ChoicesProps } from "../../web/spaces/consent/choices-page.tsx";
import type { Subject } from "../../web/spaces/consent/subject-titles.ts";
import { dayText } from "../../web/spaces/words/day.ts";
import type { PageLanguage } from "../../web/spaces/words/words.ts";
import { findVersions } from "../content/facts.ts";
import { playedBy } from "../insights/facts.ts";
import { messagesTo } from "../messaging/facts.ts";
import { findSpace } from "../spaces/facts.ts";
import type { Visitor, VisitorDeps } from "./choices-visitor.ts";
import { type ViewingRules, viewingRules } from "./viewing.ts";

/** What was sent in this time is listed (domain-rules 2.11); nobody is sent more than this many. */
const LISTED = { days: 365, messages: 100 } as const;
/** Newest entries of the person's own record. */
const LISTED_EVENTS = 12;
/** BatchGet takes 100 keys. */
const VERSIONS = 100;

/** What the items are read from. */
export type ItemDeps = VisitorDeps & { readonly insightsTable: string };

/** Whose items, in which language. */
export interface Reader {
  readonly visitor: Visitor;
  readonly events: readonly ConsentEvent[];
  readonly lang: PageLanguage | undefined;
}

const LOOK = { consistent: false } as const;

/** What is counted of the person's viewing, as far as they let it be, with what they said about each piece. */
export async function viewedItems(deps: ItemDeps, { visitor, events, lang }: Reader) {
  const rules = viewingRules(events);
  const played = await playedBy(deps, visitor.hcp.hcpId, rules);
  const ids = [...played.map(({ versionId }) => versionId), ...rules.totals];
  const versions = await findVersions(deps, [...new Set(ids)].slice(0, VERSIONS), LOOK);
  const titleOf = (id: string) => versions.find((one) => one.versionId === id)?.title ?? "";
  return {
    all: rules.wishFor(),
    items: [
      ...played.map(({ versionId, watchedMs, activeMs, downloads, lastAt }) => {
        const kind = kindOfVersion(versions.find((one) => one.versionId === versionId) ?? {});
        return {
          id: versionId,
          title: titleOf(versionId),
          wish: rules.wishFor(versionId),
          seen: {
            kind,
            seconds: Math.round((kind === "film" ? watchedMs : activeMs) / 1000),
            openedFile: downloads > 0,
            lastOn: dayText(lastAt, visitor.hcp, lang),
          },
        };
      }),
      ...totalItems(rules, titleOf),
    ],
  };
}

function totalItems({ totals }: ViewingRules, titleOf: (id: string) => string) {
  return totals.map((id) => ({ id, title: titleOf(id), wish: "total" as const }));
}

/** What was sent within twelve months, and the products that it was about. Titles only for somebody who attested. */
export async function sentItems(deps: ItemDeps, { visitor, lang }: Reader, now: Instant) {
  const { hcp, attested } = visitor;
  const [{ items }, space] = await Promise.all([
    messagesTo(deps, hcp.hcpId, { limit: LISTED.messages }),
    attested ? findSpace(deps, hcp.hcpId) : undefined,
  ]);
  const left = items.flatMap((message) =>
    "handOff" in message && Date.parse(message.handOff.at) > now - LISTED.days * DAY ? [message] : [],
  );
  const shown = space?.items.map(({ versionId }) => versionId) ?? [];
  const ids = [...new Set([...shown, ...left.flatMap((message) => message.handOff.versionIds)])];
  const versions = attested ? await findVersions(deps, ids.slice(0, VERSIONS), LOOK) : [];
  return {
    products: [...new Set(versions.map(({ product }) => product))].sort(),
    sent: left.map((message) => ({
      id: message.messageId,
      channel: message.channel,
      date: dayText(message.handOff.at, hcp, lang),
      titles: versions
        .filter((version) => message.handOff.versionIds.includes(version.versionId))
        .map((version) => version.title),
    })),
  };
}

/** Pure: the person's own record: what was agreed to or stopped, when and in which way; newest first. */
export function recordOf({ visitor, events, lang }: Reader): ChoicesProps["record"] {
  return events
    .filter(({ action }) => action === "grant" || action === "doi_confirmed" || action === "withdraw")
    .slice(-LISTED_EVENTS)
    .reverse()
    .map(({ eventId, at, action, scope, evidence }) => ({
      id: eventId,
      date: dayText(at, visitor.hcp, lang),
      agreed: action !== "withdraw",
      what: subjectOf(scope),
      // a name is product information, which nobody gets unattested
      product: visitor.attested ? scope.product : undefined,
      method: evidence.method,
    }));
}

function subjectOf({ channel, dataUse, purpose }: ConsentEvent["scope"]): Subject {
  if (dataUse === undefined) return "everything";
  if (dataUse !== "send") return dataUse;
  if (purpose !== undefined && purpose !== "promo") return purpose;
  return channel ?? purpose ?? "everything";
}
