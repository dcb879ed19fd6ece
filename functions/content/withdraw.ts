import { type contentApi, versionWithdrawn } from "../../shared/contracts/content.ts";
import { assetUsesPart } from "../media/conditions.ts";
import { findAsset } from "../media/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import { emitted } from "../runtime/events.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { commit, noSuchVersion, orRefuse } from "./commit.ts";
import { itemPart, readItem, readVersion, versionPart } from "./store.ts";
import { withdrawVersion } from "./version-state.ts";
import { versionView } from "./version-view.ts";
import type { ContentDeps } from "./write-version.ts";

/**
 * Withdrawal in one transaction (MLR-7). Every reader asks `usable()` at read time, so pages and sends end with the
 * commit; the event moves the media away.
 */
export function makeWithdraw(deps: ContentDeps): HandlersOf<typeof contentApi>["withdrawVersion"] {
  return ({ params, body, caller, context: { now } }) =>
    commit(deps, async () => {
      const before = await readVersion(deps, params.versionId);
      const item = before && (await readItem(deps, before.contentId));
      if (before === undefined || item === undefined) throw noSuchVersion();
      const version = orRefuse(withdrawVersion(before, body.reason, caller, now));
      const { versionId, contentId, assetId } = version;
      // media that was withdrawn while this version had expired counts no more
      const asset = await findAsset(deps, assetId);
      const current = Object.fromEntries(Object.entries(item.current).filter(([, id]) => id !== versionId));
      const audit = await auditPart(
        deps.tables,
        deps.auditTable,
        {
          actor: { type: "user", id: caller.userId, role: "reviewer" },
          action: "content.version.withdraw",
          object: {
            type: "ContentVersion",
            id: versionId,
            version: `${version.major}.0`,
            sha256: version.bytesSha256,
          },
          before: { state: before.state },
          after: { state: version.state },
          reason: body.reason,
          ruleIds: ["MLR-7"],
        },
        now,
      );
      return {
        parts: [
          versionPart(deps.recordsTable, version, [
            emitted(versionWithdrawn, { versionId, contentId, assetId }, version.rev, now),
          ]),
          itemPart(deps.recordsTable, { ...item, rev: item.rev + 1, current }),
          ...(asset?.state === "ready"
            ? [assetUsesPart(deps.recordsTable, asset, { ends: [versionId] })]
            : []),
          audit,
        ],
        result: versionView(version, now),
      };
    });
}
