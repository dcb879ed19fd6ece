import * as z from "zod";
import { HcpId, VersionId } from "../model/ids.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup } from "./endpoint.ts";

/** A stretch of whole seconds of a film; `toSecond` exclusive. */
export const StretchShape = z.object({ fromSecond: z.int(), toSecond: z.int() });

/** What one HCP attended to in one content version. Counts are of confirmed visits by people only (INV-11). */
export const VersionInsight = z.object({
  versionId: VersionId,
  title: z.string(),
  opened: z.int(),
  /** Seconds of the film that were played at least once. */
  uniqueSeconds: z.int(),
  /** Seconds of media that were played, repeats included. */
  watchedSeconds: z.number(),
  durationSeconds: z.number().optional(),
  playsPerSecond: z.array(z.int()),
  replayed: z.array(StretchShape),
  lastAt: InstantText,
});

/**
 * `shared: false` when the HCP keeps viewing to themself (no `track_individual` or no `share_with_rep`): then nothing
 * individual is present, not even that there is something (INV-4).
 */
export const HcpInsights = z.discriminatedUnion("shared", [
  z.object({ hcpId: HcpId, shared: z.literal(false) }),
  z.object({
    hcpId: HcpId,
    shared: z.literal(true),
    visits: z.int(),
    lastVisitAt: InstantText.optional(),
    versions: z.array(VersionInsight),
  }),
]);
export type HcpInsights = z.output<typeof HcpInsights>;

/** Largest number of versions in one answer: reads stay bounded however many events there were. */
export const MAX_INSIGHT_VERSIONS = 25;

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
  },
});
