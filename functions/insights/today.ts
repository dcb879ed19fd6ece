import {
  type insightsApi,
  MAX_TODAY_PEOPLE,
  MAX_TODAY_VISITS,
  type TodayPerson,
} from "../../shared/contracts/insights.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { HcpId, VersionId } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { replayedStretches } from "../../shared/model/watch-map.ts";
import { listedConsents } from "../consent/facts.ts";
import { findVersions } from "../content/facts.ts";
import { findHcp, territoriesOf } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { HcpInsightsDeps } from "./hcp-insights.ts";
import { RECENT, type RecentVisit, recentVisitsIn } from "./recent-visits.ts";
import { sharedViewing } from "./sharing.ts";
import { type CountedVisit, newestVisits, withoutHidden } from "./visit-store.ts";

/** Items of single visits that are read for one person. */
const READS_A_PERSON = 40;

/**
 * The newest visits in the rep's territories, by person: a Query for each territory, then at most `MAX_TODAY_PEOPLE`
 * people with one Get and two Queries each.
 */
export function makeToday(deps: HcpInsightsDeps): Pick<HandlersOf<typeof insightsApi>, "readToday"> {
  return {
    readToday: async ({ caller, context: { now } }) => {
      const territories = await territoriesOf(deps, caller.userId, now);
      const lists = await Promise.all(
        territories.map((territory) => recentVisitsIn(deps, territory, { now, limit: MAX_TODAY_VISITS })),
      );
      const recent = newestByPerson(lists.flat());
      const known = await Promise.all(
        recent.slice(0, MAX_TODAY_PEOPLE).map(({ hcpId }) => person(hcpId, territories, now)),
      );
      const people = known.flatMap((one) => (one === undefined ? [] : [one]));
      const [consents, titles] = await Promise.all([
        listedConsents(
          deps,
          people.map(({ hcp }) => hcp),
          now,
        ),
        titlesOf(people.flatMap(({ visits }) => visits.flatMap((visit) => visit.versions))),
      ]);
      return {
        asOf: instantText(now),
        more: recent.length > MAX_TODAY_PEOPLE,
        people: people.map(({ hcp, visits, more }) => {
          const { sms, email } = consents.get(hcp.hcpId) ?? {};
          return {
            hcp: nameOf(hcp),
            ...(sms === undefined ? {} : { sms }),
            ...(email === undefined ? {} : { email }),
            firstEver: !more && visits.length === 1,
            visits: visits.map((visit) => shown(visit, titles)),
          };
        }),
      };
    },
  };

  /** Somebody who is in the rep's territory today and shares viewing today; nobody else (INV-4). */
  async function person(hcpId: HcpId, territories: readonly string[], now: Instant) {
    const hcp = await findHcp(deps, hcpId);
    if (hcp === undefined || hcp.status !== "active" || !territories.includes(hcp.territory))
      return undefined;
    const shared = await sharedViewing(deps, hcp, now);
    if (shared === undefined) return undefined;
    const { visits, more } = await newestVisits(deps, hcpId, { limit: READS_A_PERSON });
    const confirmed = withoutHidden(visits, shared).flatMap((visit) =>
      visit.confirmedAt === undefined ? [] : [{ ...visit, confirmedAt: visit.confirmedAt }],
    );
    const recent = confirmed.filter(({ confirmedAt }) => now - Date.parse(confirmedAt) < RECENT);
    return { hcp, visits: recent, more: more || recent.length < confirmed.length };
  }

  async function titlesOf(
    seen: readonly { readonly versionId: VersionId }[],
  ): Promise<ReadonlyMap<VersionId, string>> {
    const ids = [...new Set(seen.map(({ versionId }) => versionId))].slice(0, 100);
    const versions = await findVersions(deps, ids, { consistent: false });
    return new Map(versions.map(({ versionId, title }) => [versionId, title]));
  }
}

/** Pure: each person once, by their newest visit, newest first. */
export function newestByPerson(visits: readonly RecentVisit[]): readonly RecentVisit[] {
  const byPerson = new Map<HcpId, RecentVisit>();
  for (const visit of visits) {
    const known = byPerson.get(visit.hcpId);
    if (known === undefined || known.at < visit.at) byPerson.set(visit.hcpId, visit);
  }
  return [...byPerson.values()].sort((a, b) => b.at.localeCompare(a.at));
}

function nameOf(hcp: Hcp): TodayPerson["hcp"] {
  const { hcpId, title, firstName, lastName, specialty, institution, city, timeZone } = hcp;
  return {
    hcpId,
    firstName,
    lastName,
    specialty,
    timeZone,
    ...(title === undefined ? {} : { title }),
    ...(institution === undefined ? {} : { institution }),
    ...(city === undefined ? {} : { city }),
  };
}

function shown(
  { visitId, confirmedAt, versions }: CountedVisit & { readonly confirmedAt: string },
  titles: ReadonlyMap<VersionId, string>,
): TodayPerson["visits"][number] {
  return {
    visitId,
    at: confirmedAt,
    items: versions.map(({ versionId, counted }) => ({
      versionId,
      title: titles.get(versionId) ?? "",
      activeSeconds: Math.round(counted.activeMs / 1000),
      watchedSeconds: Math.round(counted.watchedMs / 1000),
      replayed: replayedStretches(counted.map).length > 0,
    })),
  };
}
