import type { mailPreviewApi } from "../../shared/contracts/messaging/preview.ts";
import type { messagingApi } from "../../shared/contracts/messaging.ts";
import { instantText, MINUTE } from "../../shared/model/time.ts";
import { visibleHcp } from "../directory/facts.ts";
import { framedPage } from "../runtime/framed-page.ts";
import { sha256 } from "../runtime/hash.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newLinkToken } from "../runtime/link-token.ts";
import { invitationFacts } from "./build-message.ts";
import { type FactsDeps, gatherFacts } from "./gather-facts.ts";
import { invitationMail } from "./invitation-mail.ts";
import { readMailPreview, writeMailPreview } from "./mail-preview-store.ts";
import type { RecordsTable } from "./store.ts";

/** A composer that stays open longer asks again. */
const PREVIEW_LIFE = 15 * MINUTE;

const ENDED = '<!doctype html><html lang="en"><title>Preview</title><p>This preview has ended.</p></html>';

/** Gives the sender an address at which the mail can be looked at for a quarter of an hour. */
export function makeOpenMailPreview(
  deps: RecordsTable & {
    readonly peopleTable: string;
    readonly auditTable: string;
    readonly hcpOrigin: string;
  },
): HandlersOf<typeof messagingApi>["openMailPreview"] {
  return async ({ params, caller, context }) => {
    const { hcpId } = await visibleHcp(deps, caller, params.hcpId, "message.preview", context.now);
    const token = newLinkToken();
    const endsAt = instantText(context.now + PREVIEW_LIFE);
    const sender = { userId: caller.userId, name: caller.name };
    await writeMailPreview(deps, sha256(token), { hcpId, sender, endsAt });
    return { address: `${deps.hcpOrigin}/preview/mail/${token}`, endsAt };
  };
}

/** The mail as it would leave now, with links that lead nowhere, in a frame of the app. Nothing is counted or logged. */
export function makeMailPreviewPage(
  deps: FactsDeps & { readonly appOrigin: string },
): HandlersOf<typeof mailPreviewApi> {
  return {
    showMailPreview: async ({ params, context }) => {
      const preview = await readMailPreview(deps, sha256(params.token), context.now);
      const gathered =
        preview === undefined
          ? undefined
          : await gatherFacts(
              deps,
              { hcpId: preview.hcpId, channel: "email", sender: preview.sender, wording: preview.wording },
              context.now,
            );
      if (preview === undefined || gathered === undefined)
        return { ...framedPage(ENDED, deps.appOrigin), status: 404 };
      const facts = await invitationFacts(deps, gathered, preview.sender.name, context.now);
      return framedPage(invitationMail(facts).html, deps.appOrigin);
    },
  };
}
