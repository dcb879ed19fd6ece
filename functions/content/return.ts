import type { contentApi } from "../../shared/contracts/content.ts";
import { auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { commit, noSuchVersion, orRefuse } from "./commit.ts";
import { readVersion, versionPart } from "./store.ts";
import { returnVersion } from "./version-state.ts";
import { versionView } from "./version-view.ts";
import type { ContentDeps } from "./write-version.ts";

/** A reviewer's no in one transaction: the version is a draft again, and the audit holds which bytes were refused. */
export function makeReturn(deps: ContentDeps): HandlersOf<typeof contentApi>["returnVersion"] {
  return ({ params, body, caller, context: { now } }) =>
    commit(deps, async () => {
      const before = await readVersion(deps, params.versionId);
      if (before === undefined) throw noSuchVersion();
      const version = orRefuse(returnVersion(before, body.reason, caller, now));
      const audit = await auditPart(
        deps.tables,
        deps.auditTable,
        {
          actor: { type: "user", id: caller.userId, role: "reviewer" },
          action: "content.version.return",
          object: {
            type: "ContentVersion",
            id: version.versionId,
            version: String(version.rev),
            ...(before.state === "in_review" ? { sha256: before.bytesSha256 } : {}),
          },
          before: { state: before.state },
          after: { state: version.state },
          reason: body.reason,
          ruleIds: ["MLR-1"],
        },
        now,
      );
      return { parts: [versionPart(deps.recordsTable, version), audit], result: versionView(version, now) };
    });
}
