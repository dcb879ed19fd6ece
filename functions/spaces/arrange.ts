import { AppError } from "../../shared/contracts/errors.ts";
import { type Space, spaceChanged, type spacesApi } from "../../shared/contracts/spaces.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { versionsUnchangedParts } from "../content/conditions.ts";
import { type ContentVersion, findVersions, libraryPage, usable } from "../content/facts.ts";
import { visibleHcp } from "../directory/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import { emitted } from "../runtime/events.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { makeOpenSpacePreview } from "./open-space-preview.ts";
import { pieceFor, piecesFor } from "./pieces.ts";
import { countPages, placementParts } from "./placements.ts";
import { type RecordsTable, readSpace, spaceKey } from "./store.ts";

export interface ArrangeDeps extends RecordsTable {
  readonly peopleTable: string;
  readonly auditTable: string;
  readonly hcpOrigin: string;
}

const ATTEMPTS = 5;

/** The rep's side: read and arrange an HCP's space. Only usable versions can be arranged (MLR-9). */
export function makeSpaces(deps: ArrangeDeps): HandlersOf<typeof spacesApi> {
  return {
    readSpace: async ({ params, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "space.read", context.now);
      const space = (await readSpace(deps, hcp.hcpId)) ?? { hcpId: hcp.hcpId, items: [], rev: 0 };
      const versionIds = space.items.map((item) => item.versionId);
      return { ...space, pieces: await piecesFor(deps, versionIds, hcp, context.now) };
    },

    listPieces: async ({ params, query, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "space.library", context.now);
      const { versions, ...page } = await libraryPage(deps, { ...query, inUse: true }, context.now);
      const items = await Promise.all(versions.map((version) => pieceFor(deps, version, hcp, context.now)));
      return { ...page, items };
    },

    readVersionUse: async ({ params }) => countPages(deps, params.versionId),

    openSpacePreview: makeOpenSpacePreview(deps),

    arrangeSpace: async ({ params, body, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "space.arrange", context.now);
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const versions = await findVersions(
          deps,
          body.items.map((item) => item.versionId),
        );
        refuseUnusable(body.items, versions, hcp, context.now);
        const before = await readSpace(deps, hcp.hcpId);
        const rev = body.rev + 1;
        const space: Space = {
          hcpId: hcp.hcpId,
          items: body.items,
          rev,
          changedAt: instantText(context.now),
          changedBy: caller.name,
        };
        const outcome = await transact(deps.tables, [
          {
            name: "space_changed",
            item: {
              Put: {
                TableName: deps.recordsTable,
                Item: {
                  ...spaceKey(hcp.hcpId),
                  v: 1,
                  ...space,
                  emits: [emitted(spaceChanged, { hcpId: hcp.hcpId }, rev, context.now)],
                },
                ConditionExpression: body.rev === 0 ? "attribute_not_exists(pk)" : "#rev = :rev",
                ...(body.rev === 0
                  ? {}
                  : {
                      ExpressionAttributeNames: { "#rev": "rev" },
                      ExpressionAttributeValues: { ":rev": body.rev },
                    }),
              },
            },
          },
          ...placementParts(deps.recordsTable, hcp.hcpId, before?.items ?? [], body.items),
          ...versionsUnchangedParts(deps.recordsTable, versions),
          await auditPart(
            deps.tables,
            deps.auditTable,
            {
              actor: { type: "user", id: caller.userId, role: "rep" },
              action: "space.arrange",
              object: { type: "Space", id: hcp.hcpId, version: String(rev) },
              after: { versions: body.items.map((item) => item.versionId) },
            },
            context.now,
          ),
        ]);
        if (outcome.kind === "committed") return space;
        if (outcome.kind === "refused" && outcome.names.includes("space_changed")) {
          throw new AppError(
            "conflict",
            "Somebody changed this space. Read it again and repeat your change.",
            { field: "body.rev" },
          );
        }
        await backOff(attempt);
      }
      throw new AppError("conflict", "This space is being changed by others at this moment. Try again.");
    },
  };
}

/** @throws AppError not_allowed naming the first version that this HCP may not be shown, and why */
function refuseUnusable(
  items: readonly { readonly versionId: string }[],
  versions: readonly ContentVersion[],
  hcp: Hcp,
  now: Instant,
): void {
  for (const [index, item] of items.entries()) {
    const field = `body.items.${index}.versionId`;
    const version = versions.find((one) => one.versionId === item.versionId);
    if (version === undefined) throw new AppError("not_allowed", "This version does not exist.", { field });
    const answer = usable(version, {
      country: hcp.country,
      language: hcp.language,
      channel: "space",
      audience: "hcp",
      now,
    });
    if (!answer.usable) {
      throw new AppError("not_allowed", `"${version.title}" cannot be shown to this HCP: ${answer.reason}.`, {
        field,
      });
    }
  }
}
