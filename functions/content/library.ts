import type { contentApi } from "../../shared/contracts/content.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { noSuchVersion } from "./commit.ts";
import { libraryPage } from "./library-page.ts";
import { readSignatures, readVersion } from "./store.ts";
import { shownState } from "./usable.ts";
import { versionView } from "./version-view.ts";
import type { ContentDeps } from "./write-version.ts";

type Readers = Pick<HandlersOf<typeof contentApi>, "listContent" | "readVersion">;

/** The library. Who only is a rep sees what is approved and in date, and of anything else not even that it exists. */
export function makeLibrary(deps: ContentDeps): Readers {
  return {
    listContent: async ({ query, caller, context: { now } }) => {
      const { versions, ...page } = await libraryPage(deps, { ...query, inUse: isOnlyRep(caller) }, now);
      return { ...page, items: versions.map((version) => versionView(version, now)) };
    },

    readVersion: async ({ params, caller, context: { now } }) => {
      const version = await readVersion(deps, params.versionId);
      if (isOnlyRep(caller) && (version === undefined || shownState(version, now) !== "approved")) {
        const denial = {
          actor: { type: "user", id: caller.userId, role: "rep" } as const,
          action: "content.version.read",
          objectId: params.versionId,
          reason: version === undefined ? "unknown_version" : "not_in_use",
        };
        await recordDenial(deps.tables, deps.auditTable, denial, now);
        throw noSuchVersion();
      }
      if (version === undefined) throw noSuchVersion();
      return { ...versionView(version, now), signatures: await readSignatures(deps, version.versionId) };
    },
  };
}

function isOnlyRep(caller: Caller): boolean {
  return !caller.roles.includes("marketer") && !caller.roles.includes("reviewer");
}
