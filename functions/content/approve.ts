import { type contentApi, versionApproved } from "../../shared/contracts/content.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { Asset } from "../../shared/model/asset.ts";
import type { Signature, VersionIn } from "../../shared/model/content.ts";
import type { VersionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { assetUsesPart } from "../media/conditions.ts";
import { findAsset } from "../media/facts.ts";
import { type AuditFact, auditPart, recordDenial } from "../runtime/audit.ts";
import { emitted } from "../runtime/events.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { commit, noSuchVersion, orRefuse } from "./commit.ts";
import { nextMaterialCodes } from "./material-codes.ts";
import {
  type ContentItem,
  itemPart,
  readItem,
  readVersion,
  readVersions,
  signaturePart,
  versionPart,
} from "./store.ts";
import { validityIn } from "./validity.ts";
import { approveVersion, supersedeVersion } from "./version-state.ts";
import { versionView } from "./version-view.ts";
import type { ContentDeps } from "./write-version.ts";

/** What the item's `current` is keyed by: a translation is a version of its own (MLR-9). */
function placesOf(version: Pick<VersionIn<"in_review">, "countries" | "language">): string[] {
  return version.countries.map((country) => `${country}/${version.language}`);
}

/**
 * Approval in one transaction: version, signature over the exact bytes, material codes, the former version of the
 * same country and language superseded, the media counted as in use, and the audit links (INV-10).
 */
export function makeApprove(deps: ContentDeps): HandlersOf<typeof contentApi>["approveVersion"] {
  return async ({ params, body, caller, context: { now } }) => {
    try {
      return await commit(deps, async () => {
        const before = await readVersion(deps, params.versionId);
        const item = before && (await readItem(deps, before.contentId));
        if (before === undefined || item === undefined) throw noSuchVersion();
        const [asset, material] = await Promise.all([
          findAsset(deps, before.assetId),
          nextMaterialCodes(deps, before, now),
        ]);
        const facts = {
          reviewer: caller,
          sha256: body.sha256,
          itemEditors: item.editors,
          asset,
          validity: validityIn(before.countries, deps.profiles, now),
          major: item.lastMajor + 1,
          materialCodes: material.codes,
        };
        const version = orRefuse(approveVersion(before, facts, now));
        const signature: Signature = {
          versionId: version.versionId,
          signerUserId: caller.userId,
          printedName: caller.name,
          role: "reviewer",
          meaning: body.meaning,
          ts: version.approvedAt,
          sha256: version.bytesSha256,
        };
        const former = await formerVersions(deps, version, item, now);
        const current = {
          ...item.current,
          ...Object.fromEntries(placesOf(version).map((at) => [at, version.versionId])),
        };
        const ids = { versionId: version.versionId, contentId: version.contentId };
        return {
          parts: [
            versionPart(deps.recordsTable, version, [emitted(versionApproved, ids, version.rev, now)]),
            signaturePart(deps.recordsTable, signature),
            itemPart(deps.recordsTable, {
              ...item,
              rev: item.rev + 1,
              lastMajor: version.major,
              current,
              editors: [],
            }),
            ...material.parts,
            ...former.map((one) => versionPart(deps.recordsTable, one)),
            ...(await usesParts(deps, version, asset, former)),
            ...(await Promise.all(
              approvalFacts(version, former, caller, body.meaning).map((fact) =>
                auditPart(deps.tables, deps.auditTable, fact, now),
              ),
            )),
          ],
          result: versionView(version, now),
        };
      });
    } catch (error) {
      if (error instanceof AppError && error.code === "separation_of_duties") {
        const actor = { type: "user", id: caller.userId, role: "reviewer" } as const;
        const denial = { actor, action: "mlr.sod.denied", objectId: params.versionId, reason: "MLR-1" };
        await recordDenial(deps.tables, deps.auditTable, denial, now);
      }
      throw error;
    }
  };
}

type Former = VersionIn<"approved" | "superseded">;

/** What this approval takes the place of, already changed. */
async function formerVersions(
  deps: ContentDeps,
  version: VersionIn<"approved">,
  item: ContentItem,
  now: Instant,
): Promise<Former[]> {
  const places = placesOf(version).flatMap((place): VersionId[] => {
    const id = item.current[place];
    return id === undefined ? [] : [id];
  });
  const found = await readVersions(deps, [...new Set(places)]);
  return found.flatMap((one) =>
    one.state === "approved" ? [supersedeVersion(one, version.countries, now)] : [],
  );
}

/**
 * One part per asset: the new version begins to use its media, wholly superseded ones end it. The new version's is the one
 * that was decided by: read again, it could have been withdrawn in between without anybody noticing.
 */
async function usesParts(
  deps: ContentDeps,
  version: VersionIn<"approved">,
  decidedBy: Asset | undefined,
  former: readonly Former[],
): Promise<TransactPart[]> {
  const ended = former.filter((one) => one.state === "superseded");
  const others = new Set(ended.map(({ assetId }) => assetId).filter((id) => id !== version.assetId));
  const assets = await Promise.all([...others].map((assetId) => findAsset(deps, assetId)));
  return [decidedBy, ...assets].flatMap((asset) => {
    // withdrawn media of a former version that had expired counts no more
    if (asset?.state !== "ready") return [];
    return assetUsesPart(deps.recordsTable, asset, {
      ...(asset.assetId === version.assetId
        ? { begins: { versionId: version.versionId, until: version.expiresAt } }
        : {}),
      ends: ended.filter((one) => one.assetId === asset.assetId).map(({ versionId }) => versionId),
    });
  });
}

function approvalFacts(
  version: VersionIn<"approved">,
  former: readonly Former[],
  reviewer: Caller,
  meaning: string,
): AuditFact[] {
  const actor = { type: "user", id: reviewer.userId, role: "reviewer" } as const;
  const objectOf = (one: Former) => ({
    type: "ContentVersion",
    id: one.versionId,
    version: `${one.major}.0`,
    sha256: one.bytesSha256,
  });
  const approval: AuditFact = {
    actor,
    action: "content.version.approve",
    object: objectOf(version),
    before: { state: "in_review" },
    after: { state: "approved", expiresAt: version.expiresAt, materialCodes: version.materialCodes },
    reason: meaning,
    ruleIds: ["MLR-1", "MLR-3", "MLR-6", "MLR-10"],
  };
  const ends = former.map(
    (one): AuditFact => ({
      actor,
      action: "content.version.supersede",
      object: objectOf(one),
      before: { state: "approved" },
      after: { state: one.state, supersededIn: one.supersededIn, by: version.versionId },
    }),
  );
  return [approval, ...ends];
}
