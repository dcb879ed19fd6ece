import type { templatesApi } from "../../shared/contracts/templates.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { noSuchTemplate } from "./commit.ts";
import { readTemplateSignatures, readTemplateVersion } from "./store.ts";
import { templatePage } from "./template-list.ts";
import { templateView } from "./template-view.ts";
import { shownTemplateState } from "./usable-template.ts";
import type { TemplateDeps } from "./write-template.ts";

type Readers = Pick<HandlersOf<typeof templatesApi>, "listTemplates" | "readTemplate">;

/** The gallery. Who only is a rep sees what is approved and in date, and of anything else not even that it exists. */
export function makeGallery(deps: TemplateDeps): Readers {
  return {
    listTemplates: async ({ query, caller, context: { now } }) => {
      const { versions, ...page } = await templatePage(deps, { ...query, inUse: isOnlyRep(caller) }, now);
      return { ...page, items: versions.map((version) => templateView(version, now)) };
    },

    readTemplate: async ({ params, caller, context: { now } }) => {
      const version = await readTemplateVersion(deps, params.templateVersionId);
      if (isOnlyRep(caller) && (version === undefined || shownTemplateState(version, now) !== "approved")) {
        const denial = {
          actor: { type: "user", id: caller.userId, role: "rep" } as const,
          action: "template.version.read",
          objectId: params.templateVersionId,
          reason: version === undefined ? "unknown_template" : "not_in_use",
        };
        await recordDenial(deps.tables, deps.auditTable, denial, now);
        throw noSuchTemplate();
      }
      if (version === undefined) throw noSuchTemplate();
      return {
        ...templateView(version, now),
        signatures: await readTemplateSignatures(deps, version.versionId),
      };
    },
  };
}

function isOnlyRep({ roles }: Caller): boolean {
  return !(["marketer", "reviewer", "compliance"] as const).some((role) => roles.includes(role));
}
