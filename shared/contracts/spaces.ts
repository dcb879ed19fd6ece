import * as z from "zod";
import { AssetKind } from "../model/asset.ts";
import { HcpId, VersionId, VisitId } from "../model/ids.ts";
import { PressedBy } from "../model/link-class.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";
import { domainEvent } from "./event.ts";

/** One approved piece in an HCP's space, in the order the rep chose. */
export const SpaceItem = z.object({ versionId: VersionId });
export type SpaceItem = z.output<typeof SpaceItem>;

/** A space keeps its address while its content changes. `rev` 0 means that nobody has arranged it yet. */
export const Space = z.object({
  hcpId: HcpId,
  items: z.array(SpaceItem),
  rev: z.int().nonnegative(),
  changedAt: InstantText.optional(),
  /** Who arranged it last, by name. */
  changedBy: z.string().optional(),
});
export type Space = z.output<typeof Space>;

/** A version as a rep may put it on the page of one HCP, or may not. */
export const SpacePiece = z.object({
  versionId: VersionId,
  title: z.string(),
  product: z.string(),
  major: z.int().optional(),
  /** The code to print in the HCP's country. */
  code: z.string().optional(),
  kind: AssetKind,
  /** How long it plays, or takes to read. */
  seconds: z.number().optional(),
  /** Why this HCP cannot be shown it; absent when it can. */
  reason: z.string().optional(),
});
export type SpacePiece = z.output<typeof SpacePiece>;

/** A space with what its items are, in the same order. */
export const SpaceView = Space.extend({ pieces: z.array(SpacePiece) });
export type SpaceView = z.output<typeof SpaceView>;

/** Largest number of pieces in one space: a visit has two minutes, and a transaction 100 items. */
export const MAX_SPACE_ITEMS = 20;

/** The rep's side of a space. */
export const spacesApi = apiGroup({
  entry: "spaces/api",
  site: "app",
  endpoints: {
    readVersionUse: {
      kind: "json",
      method: "GET",
      path: "/api/versions/{versionId}/use",
      who: ["marketer", "reviewer"],
      summary: "On how many HCPs' pages a version stands; a number, never whose",
      params: z.object({ versionId: VersionId }),
      status: 200,
      returns: z.object({ pages: z.int().nonnegative(), atLeast: z.boolean() }),
    },
    readSpace: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/space",
      who: ["rep", "admin"],
      summary: "Read what an HCP's space shows",
      params: z.object({ hcpId: HcpId }),
      status: 200,
      returns: SpaceView,
      errors: ["not_found"],
    },
    listPieces: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/space/library",
      who: ["rep"],
      summary: "What is approved, newest first, and for each piece why this HCP cannot be shown it, if so",
      params: z.object({ hcpId: HcpId }),
      query: PageQuery,
      status: 200,
      returns: pageOf(SpacePiece),
      errors: ["not_found", "invalid_request"],
    },
    openSpacePreview: {
      kind: "json",
      method: "POST",
      path: "/api/hcps/{hcpId}/space/preview",
      who: ["rep"],
      summary: "Get an address at which the app can show the HCP's page in a frame for a quarter of an hour",
      params: z.object({ hcpId: HcpId }),
      body: z.object({ items: z.array(SpaceItem).max(MAX_SPACE_ITEMS) }),
      status: 201,
      returns: z.object({ address: z.string(), endsAt: InstantText }),
      errors: ["not_found"],
    },
    arrangeSpace: {
      kind: "json",
      method: "PUT",
      path: "/api/hcps/{hcpId}/space",
      who: ["rep"],
      summary: "Arrange an HCP's space from approved content",
      params: z.object({ hcpId: HcpId }),
      body: z.object({
        items: z
          .array(SpaceItem)
          .min(1)
          .max(MAX_SPACE_ITEMS)
          .refine(
            (items) => new Set(items.map((item) => item.versionId)).size === items.length,
            "must not repeat a version",
          ),
        /** The `rev` that was read: somebody else's change in between is a conflict, never overwritten. */
        rev: z.int().nonnegative(),
      }),
      status: 200,
      returns: Space,
      errors: ["not_found", "not_allowed", "conflict"],
    },
  },
});

const token = z.object({ token: z.string().regex(/^[0-9A-Za-z]{22}$/) });

/** The language that somebody chose on a page; anything else is as if nothing was chosen. */
const lang = z.enum(["en", "de", "fr"]).optional().catch(undefined);

/** No gate is on screen for longer than its nonce lives: twelve hours. */
const MAX_DWELL_MS = 12 * 60 * 60 * 1000;

/** A box of a form: its presence is the tick. */
const ticked = z.string().max(10).optional();

/** The page behind the link of a message. It shows no product (domain-rules 3.1, L0). */
export const gateApi = apiGroup({
  entry: "spaces/gate-page",
  site: "hcp",
  endpoints: {
    showGate: {
      kind: "page",
      method: "GET",
      path: "/s/{token}",
      who: "anyone",
      summary: "The gate of an invitation; changes nothing",
      params: token,
      query: z.object({ lang }),
    },
    confirmVisit: {
      kind: "page",
      method: "POST",
      path: "/s/{token}",
      who: "anyone",
      summary: "The HCP confirms being one: the platform's definition of a click",
      params: token,
      body: z.object({
        nonce: z.string().max(200).default(""),
        attest: ticked,
        /** Which button: with the ticked choices, without any, as a colleague without a name, or not an HCP at all. */
        go: z.enum(["choices", "plain", "colleague", "decline"]).default("plain"),
        track_individual: ticked,
        share_with_rep: ticked,
        /** What the page's script saw of the press; neither without script (domain-rules 3.5). */
        pressed_by: PressedBy.optional().catch(undefined),
        dwell_ms: z.coerce.number().int().min(1).max(MAX_DWELL_MS).optional().catch(undefined),
        lang,
      }),
    },
    renewLink: {
      kind: "page",
      method: "POST",
      path: "/s/{token}/renew",
      who: "anyone",
      summary:
        "Sends a new link to the address on record; the answer is the same whether there is one or not",
      params: token,
      body: z.object({ lang }),
    },
  },
});

/** The space itself, for a confirmed visit. */
export const spacePageApi = apiGroup({
  entry: "spaces/space-page",
  site: "hcp",
  endpoints: {
    showSpace: {
      kind: "page",
      method: "GET",
      path: "/space",
      who: "anyone",
      summary: "The space of the visit in the session cookie, from live and usable versions",
      query: z.object({
        /** Minutes that the visitor has; everything when absent. */
        time: z.enum(["2", "5"]).optional().catch(undefined),
        lang,
      }),
    },
    showPiece: {
      kind: "page",
      method: "GET",
      path: "/space/{versionId}",
      who: "anyone",
      summary: "One film or document of the space with its safety information",
      params: z.object({ versionId: z.string().max(60) }),
      query: z.object({ lang }),
    },
  },
});

/** What the site says to somebody without a link. */
export const sitePageApi = apiGroup({
  entry: "spaces/site-page",
  site: "hcp",
  endpoints: {
    showFront: {
      kind: "page",
      method: "GET",
      path: "/",
      who: "anyone",
      summary: "What this site is, how to verify a message, report a side effect and ask about data",
      query: z.object({ lang }),
    },
    showLost: {
      kind: "page",
      method: "GET",
      path: "/{anything+}",
      who: "anyone",
      summary: "Whatever else is asked for: a calm page instead of an error",
      query: z.object({ lang }),
    },
  },
});

/** An HCP's page, for a frame of the app. */
export const spacePreviewApi = apiGroup({
  entry: "spaces/preview-page",
  site: "hcp",
  endpoints: {
    showSpacePreview: {
      kind: "page",
      method: "GET",
      path: "/preview/space/{token}",
      who: "anyone",
      summary: "The page as the HCP would see it; it is no visit and counts nothing",
      params: token,
    },
  },
});

export const spaceChanged = domainEvent("space.changed", { hcpId: HcpId });
export const visitConfirmed = domainEvent("visit.confirmed", { visitId: VisitId });
