import type { spacesApi } from "../../shared/contracts/spaces.ts";
import { instantText, MINUTE } from "../../shared/model/time.ts";
import { visibleHcp } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newLinkToken } from "../runtime/link-token.ts";
import { writeSpacePreview } from "./space-preview-store.ts";
import type { RecordsTable } from "./store.ts";

/** An editor that stays open longer asks again. */
const PREVIEW_LIFE = 15 * MINUTE;

/** Gives the rep an address at which the page can be looked at, saved or not, for a quarter of an hour. */
export function makeOpenSpacePreview(
  deps: RecordsTable & {
    readonly peopleTable: string;
    readonly auditTable: string;
    readonly hcpOrigin: string;
  },
): HandlersOf<typeof spacesApi>["openSpacePreview"] {
  return async ({ params, body, caller, context }) => {
    const { hcpId } = await visibleHcp(deps, caller, params.hcpId, "space.preview", context.now);
    const token = newLinkToken();
    const endsAt = instantText(context.now + PREVIEW_LIFE);
    await writeSpacePreview(deps, sha256(token), {
      hcpId,
      versionIds: body.items.map((item) => item.versionId),
      sender: { userId: caller.userId, name: caller.name },
      endsAt,
    });
    return { address: `${deps.hcpOrigin}/preview/space/${token}`, endsAt };
  };
}
