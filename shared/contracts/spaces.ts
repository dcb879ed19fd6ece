import * as z from "zod";
import { HcpId, VersionId, VisitId } from "../model/ids.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup } from "./endpoint.ts";
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
});
export type Space = z.output<typeof Space>;

/** Largest number of pieces in one space: a visit has two minutes, and a transaction 100 items. */
export const MAX_SPACE_ITEMS = 20;

/** The rep's side of a space. */
export const spacesApi = apiGroup({
  entry: "spaces/api",
  site: "app",
  endpoints: {
    readSpace: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/space",
      who: ["rep", "admin"],
      summary: "Read what an HCP's space shows",
      params: z.object({ hcpId: HcpId }),
      status: 200,
      returns: Space,
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
    },
    confirmVisit: {
      kind: "page",
      method: "POST",
      path: "/s/{token}",
      who: "anyone",
      summary: "The HCP confirms being one: the platform's definition of a click",
      params: token,
      body: z.object({ nonce: z.string().max(200).default(""), attest: z.string().max(10).optional() }),
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
    },
  },
});

export const spaceChanged = domainEvent("space.changed", { hcpId: HcpId });
export const visitConfirmed = domainEvent("visit.confirmed", { visitId: VisitId });
