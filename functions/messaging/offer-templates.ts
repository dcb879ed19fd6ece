import type { wordingApi } from "../../shared/contracts/messaging/wording.ts";
import { noteWords } from "../../shared/model/restricted-words.ts";
import { wordsFor } from "../../shared/model/template-words.ts";
import { instantText, MINUTE } from "../../shared/model/time.ts";
import { findVersions } from "../content/facts.ts";
import { visibleHcp } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newLinkToken } from "../runtime/link-token.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { findSpace } from "../spaces/facts.ts";
import { findRestrictedWords, findTypingRight, productNames, templatesFor } from "../templates/facts.ts";
import { wishInArm } from "./arm-message.ts";
import { type SayingDeps, valuesFor } from "./gather-saying.ts";
import { writeMailPreview } from "./mail-preview-store.ts";
import { placeAsked } from "./open-experiment.ts";

export interface OfferDeps extends SayingDeps {
  readonly peopleTable: string;
  readonly auditTable: string;
  readonly profiles: Profiles;
}

/** A composer that stays open longer asks again. */
const PREVIEW_LIFE = 15 * MINUTE;

/**
 * What a composer offers for one HCP. The lists are those of the send gate, so that words are marked while they are typed and
 * nothing is found later that was not found before.
 */
export function makeOffers(
  deps: OfferDeps,
): Pick<HandlersOf<typeof wordingApi>, "offerTemplates" | "openWordingPreview"> {
  return {
    offerTemplates: async ({ params, query, caller, context: { now } }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "message.offer_templates", now);
      const { country, language } = hcp;
      const { channel } = query;
      const [templates, space, stored, right, products] = await Promise.all([
        templatesFor(deps, { country, language, channel, now }),
        findSpace(deps, hcp.hcpId),
        findRestrictedWords(deps, country),
        findTypingRight(deps, caller.userId),
        productNames(deps, now),
      ]);
      const pieces = await findVersions(deps, space?.items.map(({ versionId }) => versionId) ?? []);
      const onPage = [...new Set(pieces.map(({ product }) => product))];
      const state = deps.profiles(country, now);
      const repFreeText = state.inForce ? state.profile.review.repFreeText : "off";
      const usable = templates.filter(({ slots }) => repFreeText !== "off" || slots.length === 0);
      return {
        items: usable.map(({ versionId, name, major, body, slots, ...template }) => {
          const own = wordsFor(template.specialties, hcp.specialty);
          const subject = own?.subject ?? template.subject;
          const example = own?.example ?? template.example;
          return {
            ...{ versionId, name, major, channel, body, slots },
            ...(subject === undefined ? {} : { subject }),
            ...(example === undefined ? {} : { example }),
          };
        }),
        values: valuesFor(deps, hcp, caller.name),
        lists: listsOf(noteWords(language, stored, { channel, onPage, products })),
        rights: { repFreeText, suspended: right?.state === "suspended" },
      };
    },

    openWordingPreview: async ({ params, body, caller, context: { now } }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "message.preview", now);
      const { hcpId } = hcp;
      const asked = { experimentId: body.experimentId, channel: "email" as const };
      const wording = wishInArm(await placeAsked(deps, asked, hcp, { now, wished: now }), body.wording);
      const token = newLinkToken();
      const endsAt = instantText(now + PREVIEW_LIFE);
      const sender = { userId: caller.userId, name: caller.name };
      const words = wording === undefined ? {} : { wording };
      await writeMailPreview(deps, sha256(token), { hcpId, sender, endsAt, ...words });
      return { address: `${deps.hcpOrigin}/preview/mail/${token}`, endsAt };
    },
  };
}

function listsOf({ partial, exact, names }: ReturnType<typeof noteWords>) {
  return { partial: [...partial], exact: [...exact], names: [...names] };
}
