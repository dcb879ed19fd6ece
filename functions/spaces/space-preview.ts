import { ERRORS } from "../../shared/contracts/errors.ts";
import type { spacePreviewApi } from "../../shared/contracts/spaces/pages.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { nameInMails } from "../../shared/model/hcp.ts";
import { visitEndedPage } from "../../web/spaces/gate-ends.tsx";
import { spacePage } from "../../web/spaces/space.tsx";
import { wordsFor } from "../../web/spaces/words/speak.ts";
import { findHcp } from "../directory/facts.ts";
import { printableName } from "../messaging/facts.ts";
import { framedPage } from "../runtime/framed-page.ts";
import { sha256 } from "../runtime/hash.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { MediaSigner } from "../runtime/signed-media.ts";
import { fitTime, minutesOf } from "./fit-time.ts";
import { firstOf, itemOf } from "./page-items.ts";
import { showable } from "./showable.ts";
import { readSpacePreview } from "./space-preview-store.ts";
import type { RecordsTable } from "./store.ts";

export interface SpacePreviewDeps extends RecordsTable {
  readonly peopleTable: string;
  readonly company: string;
  readonly appOrigin: string;
  readonly signer: () => Promise<MediaSigner>;
}

/**
 * The HCP's page as it would be, in a frame of the app: the same view of what is usable now. It is no visit: nothing is
 * attested, logged as shown or counted.
 */
export function makeSpacePreviewPage(deps: SpacePreviewDeps): HandlersOf<typeof spacePreviewApi> {
  const { company } = deps;
  return {
    showSpacePreview: async ({ params, context }) => {
      const preview = await readSpacePreview(deps, sha256(params.token), context.now);
      const hcp = preview === undefined ? undefined : await findHcp(deps, preview.hcpId);
      if (preview === undefined || hcp === undefined) {
        const ended = framedPage(visitEndedPage({ lang: "en", company }), deps.appOrigin);
        return { ...ended, status: ERRORS.gone.status };
      }
      const [pieces, signer] = await Promise.all([
        showable(deps, preview.versionIds, hcp, context.now),
        deps.signer(),
      ]);
      const { first, fits } = fitTime(pieces, undefined);
      const html = spacePage({
        lang: wordsFor(undefined, hcp.language).lang,
        chosen: undefined,
        company,
        country: hcp.country,
        mayAsk: true,
        contacts: COMPANY_CONTACTS[hcp.country],
        prescribing: profileOf(hcp.country).publicPages.prescribing,
        contentLang: hcp.language,
        counted: false,
        name: nameInMails(hcp),
        rep: printableName(preview.sender.name),
        first: first && firstOf(first, false, signer),
        fits: fits.map((piece) => itemOf(piece, false)),
        later: [],
        minutes: minutesOf(pieces),
        safetyTexts: [...new Set(pieces.map(({ version }) => version.safetyText))],
        codes: [...new Set(pieces.map(({ code }) => code).filter((code) => code !== ""))],
        withdrawn: preview.versionIds.length - pieces.length,
        still: true,
      });
      return framedPage(html, deps.appOrigin);
    },
  };
}
