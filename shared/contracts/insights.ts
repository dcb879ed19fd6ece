import * as z from "zod";
import { AssetKind } from "../model/asset.ts";
import { ConsentState } from "../model/consent.ts";
import { Territory } from "../model/hcp.ts";
import { HcpId, ImportId, QuestionId, VersionId, VisitId } from "../model/ids.ts";
import { AnswerWay, QuestionDesk } from "../model/question.ts";
import { InstantText } from "../model/time.ts";
import { ConsentEntry } from "./consent/panel.ts";
import { HcpView } from "./directory.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";
import { MessageView } from "./messaging.ts";

/** A stretch of whole seconds of a film; `toSecond` exclusive. */
export const StretchShape = z.object({ fromSecond: z.int(), toSecond: z.int() });

/** What one HCP attended to in one content version. Counts are of confirmed visits by people only (INV-11). */
export const VersionInsight = z.object({
  versionId: VersionId,
  title: z.string(),
  kind: AssetKind,
  opened: z.int(),
  /** How often the file of a document was opened. */
  downloads: z.int(),
  /** Seconds of the film that were played at least once. */
  uniqueSeconds: z.int(),
  /** Seconds of media that were played, repeats included. */
  watchedSeconds: z.number(),
  /** Seconds in which the piece was on screen and somebody was there (domain-rules 6.2). */
  activeSeconds: z.number(),
  /** Visits in which something of it was attended to; at most `MAX_INSIGHT_VISITS` newest ones are looked at. */
  visits: z.int(),
  /** In how many visits each second was played; plays beyond these were repeats within a visit. */
  visitsPerSecond: z.array(z.int()),
  durationSeconds: z.number().optional(),
  playsPerSecond: z.array(z.int()),
  replayed: z.array(StretchShape),
  lastAt: InstantText,
  /** The newest visit that played a stretch again; absent while none of the visits looked at did. */
  lastReplayAt: InstantText.optional(),
});

/**
 * `shared: false` when the HCP keeps viewing to themself (no `track_individual` or no `share_with_rep`): then nothing
 * individual is present, not even that there is something (INV-4).
 */
export const HcpInsights = z.discriminatedUnion("shared", [
  z.object({ hcpId: HcpId, shared: z.literal(false), asOf: InstantText }),
  z.object({
    hcpId: HcpId,
    shared: z.literal(true),
    /** When this was read; what an HCP does is counted within a minute. */
    asOf: InstantText,
    visits: z.int(),
    lastVisitAt: InstantText.optional(),
    /** Visits by the hour they began in; the hour's beginning in UTC. The newest `MAX_INSIGHT_HOURS` hours. */
    hours: z.array(z.object({ at: InstantText, visits: z.int() })),
    versions: z.array(VersionInsight),
  }),
]);
export type HcpInsights = z.output<typeof HcpInsights>;

/** Largest number of versions in one answer: reads stay bounded however many events there were. */
export const MAX_INSIGHT_VERSIONS = 25;
/** Largest number of items of single visits that one answer looks at: a visit, or what it saw of one version. */
export const MAX_INSIGHT_VISITS = 200;
/** Largest number of hours with visits in one answer. */
export const MAX_INSIGHT_HOURS = 500;

/** One thing that happened, once, at one instant. */
export const TimelineRow = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("consent"), at: InstantText, consent: ConsentEntry }),
  /** `at` is when it left, or when it was written while it has not. */
  z.object({ kind: z.literal("message"), at: InstantText, message: MessageView.omit({ visits: true }) }),
  /** Only of HCPs who share their viewing (INV-4). */
  z.object({
    kind: z.literal("visit"),
    at: InstantText,
    visitId: VisitId,
    items: z.array(
      z.object({
        versionId: VersionId,
        title: z.string(),
        kind: AssetKind,
        activeSeconds: z.int(),
        watchedSeconds: z.int(),
        downloads: z.int(),
      }),
    ),
  }),
  z.object({
    kind: z.literal("directory"),
    at: InstantText,
    importId: ImportId.optional(),
    change: z.enum(["added", "updated"]),
  }),
  /** That somebody asked, and whom; never what (MI-6). */
  z.object({
    kind: z.literal("question"),
    at: InstantText,
    questionId: QuestionId,
    desk: QuestionDesk,
    dueAt: InstantText,
    answered: z.object({ at: InstantText, way: AnswerWay }).optional(),
  }),
]);
export type TimelineRow = z.output<typeof TimelineRow>;

/** Most messages and items of visits that one page of a timeline reads. */
export const MAX_TIMELINE_READS = 100;

/** What became of the messages that left for a territory in one week, by hand-off. `week` is its Monday. Counts are of messages. */
const CohortWeek = z.object({
  week: z.string(),
  /** People who were written to. */
  people: z.int(),
  attempted: z.int(),
  delivered: z.int(),
  bounced: z.int(),
  /** Messages with at least one confirmed visit, and people behind them; absent where fewer than five were written to. */
  visited: z.int().optional(),
  visitors: z.int().optional(),
  /** All requests of the links of these messages, and those that machines made. */
  raw: z.int(),
  machine: z.int(),
  /** Confirmed visits by people, and requests of which nobody knows; absent where visits are. */
  human: z.int().optional(),
  unknown: z.int().optional(),
});

/** Fewer people than this are never told apart in a sum (INV-4): a sum over one is that one. */
export const SMALLEST_GROUP = 5;

export const TerritoryInsights = z.object({
  asOf: InstantText,
  territories: z.array(z.object({ territory: Territory, weeks: z.array(CohortWeek) })),
});
export type TerritoryInsights = z.output<typeof TerritoryInsights>;

/** Most people in one answer of Today, and most visits that it looks at in one territory. */
export const MAX_TODAY_PEOPLE = 25;
export const MAX_TODAY_VISITS = 60;

/** Somebody who was on their page in the last two weeks and shares that with the rep, with these visits, newest first. */
export const TodayPerson = z.object({
  hcp: HcpView.pick({
    hcpId: true,
    title: true,
    firstName: true,
    lastName: true,
    specialty: true,
    institution: true,
    city: true,
    timeZone: true,
  }),
  /** Permission to send; absent without an address. */
  sms: ConsentState.optional(),
  email: ConsentState.optional(),
  /** The only visit there ever was. */
  firstEver: z.boolean(),
  visits: z.array(
    z.object({
      visitId: VisitId,
      at: InstantText,
      items: z.array(
        z.object({
          versionId: VersionId,
          title: z.string(),
          activeSeconds: z.int(),
          watchedSeconds: z.int(),
          /** A stretch of it was played again within the visit. */
          replayed: z.boolean(),
        }),
      ),
    }),
  ),
});
export type TodayPerson = z.output<typeof TodayPerson>;

export const insightsApi = apiGroup({
  entry: "insights/api",
  site: "app",
  endpoints: {
    readHcpInsights: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/insights",
      who: ["rep"],
      summary: "What an HCP of the own territory attended to, where the HCP shares it",
      params: z.object({ hcpId: HcpId }),
      status: 200,
      returns: HcpInsights,
      errors: ["not_found"],
    },
    readTimeline: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/timeline",
      who: ["rep", "compliance", "admin"],
      summary: "Everything that happened with an HCP, newest first",
      params: z.object({ hcpId: HcpId }),
      query: PageQuery,
      status: 200,
      returns: pageOf(TimelineRow).extend({ shared: z.boolean() }),
      errors: ["invalid_request", "not_found"],
    },
    readToday: {
      kind: "json",
      method: "GET",
      path: "/api/today",
      who: ["rep"],
      summary: "Who of the own territories was there in the last two weeks and shares it, newest first",
      status: 200,
      returns: z.object({ asOf: InstantText, people: z.array(TodayPerson), more: z.boolean() }),
    },
    readTerritoryInsights: {
      kind: "json",
      method: "GET",
      path: "/api/insights/territory",
      who: ["rep"],
      summary: "What became of the messages into the caller's own territories, week by week",
      query: z.object({ weeks: z.coerce.number().int().min(1).max(13).default(5) }),
      status: 200,
      returns: TerritoryInsights,
      errors: ["invalid_request"],
    },
  },
});
