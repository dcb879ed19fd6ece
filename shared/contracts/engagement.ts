import * as z from "zod";
import { LinkClass, PressedBy } from "../model/link-class.ts";
import { apiGroup, Nothing } from "./endpoint.ts";

/** What a page can report. The numbers are the wire form; never reuse one. */
export const EVENT_KIND = {
  /** A continuous span of media that played: `a` to `b` milliseconds of media time at rate `r` percent. */
  played: 1,
  /** Active time on an item: `b` milliseconds (domain-rules 6.2), `a` is 0. */
  viewed: 2,
  /** An item came on screen for the first time in this visit; `a` and `b` are 0. */
  opened: 3,
  /** The file of a document was opened by a press, once for each; `a` and `b` are 0. Told apart from reading its page. */
  downloaded: 4,
} as const;

/** Bounds of one beacon. The client flushes at the latest every 15 s, so real batches are far below them. */
export const BEACON_LIMITS = {
  events: 200,
  items: 50,
  /** A page begins at a number of its own (`firstNumber`), so that two tabs count apart. */
  sequence: 2_000_000_000,
  /** Longest media position and active span, ms. */
  mediaMs: 6 * 60 * 60 * 1000,
  /** Longest single span, ms of wall time: a batch covers 15 s, a sleeping timer somewhat more. */
  spanMs: 60_000,
  ratePercent: { min: 25, max: 400 },
} as const;

const integer = (min: number, max: number) => z.int().min(min).max(max);
const media = z.array(integer(0, BEACON_LIMITS.mediaMs)).max(BEACON_LIMITS.events);

/**
 * A batch of events in columns (14 bytes an event against 88 as objects). Row n is `k[n] i[n] a[n] b[n] r[n]`;
 * `i` indexes `items`. `seq` numbers the beacons of a visit, those of a page on end: a repeat of the same number is a
 * resend.
 * Who and which visit come from the session cookie, never from the body.
 */
export const Beacon = z
  .strictObject({
    seq: integer(0, BEACON_LIMITS.sequence),
    items: z
      .array(z.string().regex(/^ver_[0-9A-HJKMNP-TV-Z]{26}$/))
      .min(1)
      .max(BEACON_LIMITS.items),
    k: z.array(integer(1, 4)).min(1).max(BEACON_LIMITS.events),
    i: z.array(integer(0, BEACON_LIMITS.items - 1)).max(BEACON_LIMITS.events),
    a: media,
    b: media,
    r: z
      .array(integer(BEACON_LIMITS.ratePercent.min, BEACON_LIMITS.ratePercent.max))
      .max(BEACON_LIMITS.events),
  })
  .superRefine((beacon, context) => {
    const rows = beacon.k.length;
    for (const column of ["i", "a", "b", "r"] as const) {
      if (beacon[column].length !== rows) {
        context.addIssue({ code: "custom", path: [column], message: `must have ${rows} entries like k` });
        return;
      }
    }
    for (let row = 0; row < rows; row++) {
      const problem = rowProblem(beacon, row);
      if (problem !== undefined)
        context.addIssue({ code: "custom", path: [problem.column, row], message: problem.message });
    }
  });
export type Beacon = z.output<typeof Beacon>;

/** Rules between the columns of one row; shared by the schema and the fast validator. */
export function rowProblem(
  beacon: Pick<Beacon, "items" | "k" | "i" | "a" | "b" | "r">,
  row: number,
): { readonly column: "i" | "a" | "b"; readonly message: string } | undefined {
  const kind = beacon.k[row];
  const from = beacon.a[row] ?? 0;
  const to = beacon.b[row] ?? 0;
  if ((beacon.i[row] ?? 0) >= beacon.items.length) return { column: "i", message: "points past the items" };
  if (kind === EVENT_KIND.played) {
    if (to <= from) return { column: "b", message: "must be after a" };
    if (((to - from) * 100) / (beacon.r[row] ?? 100) > BEACON_LIMITS.spanMs)
      return { column: "b", message: "is too long a span" };
    return undefined;
  }
  if (from !== 0) return { column: "a", message: "must be 0 for this kind" };
  if (kind === EVENT_KIND.viewed) {
    return to >= 1 && to <= BEACON_LIMITS.spanMs
      ? undefined
      : { column: "b", message: "must be 1 to 60000 ms" };
  }
  return to === 0 ? undefined : { column: "b", message: "must be 0 for this kind" };
}

/** One event of a batch in row form, as fold and lake read it. */
export interface EngagementEvent {
  readonly versionId: string;
  readonly kind: (typeof EVENT_KIND)[keyof typeof EVENT_KIND];
  /** Milliseconds of media time for `played`; 0 otherwise. */
  readonly fromMs: number;
  /** End of the span for `played`, duration for `viewed`, 0 for `opened` and `downloaded`. */
  readonly toMs: number;
  readonly ratePercent: number;
}

/** The one decoder from columns to rows. Input was validated at the edge. */
export function eventsOf(batch: Pick<Beacon, "items" | "k" | "i" | "a" | "b" | "r">): EngagementEvent[] {
  return batch.k.map((kind, row) => ({
    versionId: batch.items[batch.i[row] ?? 0] ?? "",
    kind: kind as EngagementEvent["kind"],
    fromMs: batch.a[row] ?? 0,
    toMs: batch.b[row] ?? 0,
    ratePercent: batch.r[row] ?? 100,
  }));
}

/**
 * Items of the engagement table. `hcpId` and `messageId` are present only while the visit is tracked individually
 * (INV-4); fold and lake drop them again when that consent is gone. Discriminated by the sort key's prefix.
 */
export const ENGAGEMENT_SORT_KEY = {
  visit: "VISIT",
  batch: "BATCH#",
  exposure: "VIEW#",
  fetch: "FETCH#",
  press: "PRESS#",
} as const;

const Person = { hcpId: z.string().optional(), messageId: z.string().optional() };

/**
 * A confirmed visit, sk `VISIT`. Only one whose press is `human` is a click (domain-rules 3.4), and only that can name a
 * person. Visits from before presses were classified count as nobody's.
 */
export const VisitItem = z.object({
  visitId: z.string(),
  ...Person,
  country: z.string(),
  confirmedAt: z.iso.datetime(),
  pressClass: LinkClass.default("unknown"),
});
export type VisitItem = z.output<typeof VisitItem>;

/** How long evidence about links is kept, and so for how long after the hand-off it can be judged anew. */
export const LINK_EVIDENCE_DAYS = 30;

/** Pages behind the links of one message that are told apart. */
export const LINK_PAGES = ["gate", "choices", "unsubscribe"] as const;
export type LinkPage = (typeof LINK_PAGES)[number];

/** What the edge knows of who asks. Address and user agent are kept 30 days (domain-rules Appendix D). */
const Viewer = {
  userAgent: z.string().optional(),
  viewerAddress: z.string().optional(),
  viewerAsn: z.string().optional(),
  viewerCountry: z.string().optional(),
};

/**
 * A request of a page behind a message's link: raw, never a click (domain-rules 3.4). pk `MSG#<messageId>`, sk
 * `FETCH#<id>`. It names no person; the territory is the HCP's at that moment.
 */
export const FetchItem = z.object({
  messageId: z.string(),
  territory: z.string(),
  page: z.enum(LINK_PAGES),
  fetchedAt: z.iso.datetime(),
  /** The visit that the button of the page that was shown begins. */
  visitId: z.string().optional(),
  /** `Sec-Purpose`. */
  purpose: z.string().optional(),
  /** Only the headers were asked for. */
  head: z.boolean().optional(),
  ...Viewer,
});
export type FetchItem = z.output<typeof FetchItem>;

/** The press of a gate's button that began a visit, with what tells a hand from a program. sk `PRESS#<visitId>`. */
export const PressItem = z.object({
  messageId: z.string(),
  territory: z.string(),
  visitId: z.string(),
  pressedAt: z.iso.datetime(),
  /** The visit that the gate had offered; another one began when it was answered twice. */
  offered: z.string(),
  /** Milliseconds since the page was made, by our clock. */
  heldMs: z.int(),
  /** What the page's script saw, and for how long it was on screen before; both absent where no script ran. */
  pressedBy: PressedBy.optional(),
  dwellMs: z.int().nonnegative().optional(),
  /** Whether the visit may be tied to its person (INV-4). */
  tracked: z.boolean(),
  ...Viewer,
});
export type PressItem = z.output<typeof PressItem>;

/** One beacon. sk `BATCH#<seq, at least 8 digits>`. */
export const BatchItem = z.object({
  visitId: z.string(),
  ...Person,
  seq: z.int(),
  items: z.array(z.string()),
  k: z.array(z.int()),
  i: z.array(z.int()),
  a: z.array(z.int()),
  b: z.array(z.int()),
  r: z.array(z.int()),
  receivedAt: z.iso.datetime(),
});
export type BatchItem = z.output<typeof BatchItem>;

/** The intake of the HCP pages. Answers 204 also for a resend. */
export const engagementApi = apiGroup({
  entry: "engagement/beacons",
  site: "hcp",
  endpoints: {
    recordBeacon: {
      kind: "json",
      method: "POST",
      path: "/e",
      who: "anyone",
      summary: "Record a batch of attention events of the visit in the session cookie",
      body: Beacon,
      status: 204,
      returns: Nothing,
      errors: ["invalid_request", "gone"],
    },
  },
});
