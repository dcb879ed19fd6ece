import type { recordPages } from "../../shared/contracts/consent/choice-pages.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { nobody } from "./choices-ends.ts";
import { visitorOfCookie } from "./choices-visitor.ts";
import { type RecordFileDeps, recordFile } from "./record-file.ts";
import { readConsentLog } from "./store.ts";

/** The own record, for the person whose visit it is; the holder of a link has not said who they are. */
export function makeRecordPage(deps: RecordFileDeps): HandlersOf<typeof recordPages> {
  return {
    downloadRecord: async ({ context }) => {
      const visitor = await visitorOfCookie(deps, context);
      if (visitor === undefined || visitor === "colleague")
        return nobody(deps.company, visitor, undefined, context);
      const { events } = await readConsentLog(deps, visitor.hcp.hcpId);
      return { status: 200, file: await recordFile(deps, visitor, events, context.now) };
    },
  };
}
