import * as z from "zod";
import { AssetKind } from "../model/asset.ts";
import { HcpId, VersionId, VisitId } from "../model/ids.ts";
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

export const spaceChanged = domainEvent("space.changed", { hcpId: HcpId });
export const visitConfirmed = domainEvent("visit.confirmed", { visitId: VisitId });
