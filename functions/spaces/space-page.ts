import { ERRORS } from "../../shared/contracts/errors.ts";
import type { spacePageApi } from "../../shared/contracts/spaces/pages.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { nameInMails } from "../../shared/model/hcp.ts";
import { documentPage } from "../../web/spaces/document.tsx";
import { visitEndedPage } from "../../web/spaces/gate-ends.tsx";
import { spacePage } from "../../web/spaces/space.tsx";
import { videoPage } from "../../web/spaces/video.tsx";
import { dayText } from "../../web/spaces/words/day.ts";
import { wordsFor } from "../../web/spaces/words/speak.ts";
import type { PageLanguage } from "../../web/spaces/words/words.ts";
import type { HandlersOf, RequestContext } from "../runtime/http.ts";
import type { PageReply } from "../runtime/http-reply.ts";
import type { MediaSigner } from "../runtime/signed-media.ts";
import { logExposure } from "./exposure.ts";
import { fitTime, minutesOf } from "./fit-time.ts";
import { readLastSeen } from "./last-seen.ts";
import { senderOf } from "./page-facts.ts";
import { firstOf, itemOf } from "./page-items.ts";
import { type Showable, showable } from "./showable.ts";
import { sessionOf, type Visit, visitIn } from "./space-visit.ts";
import { type RecordsTable, readSpace } from "./store.ts";

export interface SpacePageDeps extends RecordsTable {
  readonly peopleTable: string;
  readonly engagementTable: string;
  readonly company: string;
  readonly sessionKey: () => Promise<string>;
  readonly signer: () => Promise<MediaSigner>;
}

/** Renders the space of the visit from what is usable at this moment; nothing is cached or precomposed (INV-2). */
export function makeSpacePage(deps: SpacePageDeps): HandlersOf<typeof spacePageApi> {
  const { company } = deps;
  return {
    showSpace: async ({ query, context }) => {
      const session = await sessionOf(deps, context);
      if (session === undefined) return ended(query.lang, context);
      // at once, although a visit that is over needs none of it: the page waits for one answer less
      const [visit, space, sender, seen, signer] = await Promise.all([
        visitIn(deps, session, context.now),
        readSpace(deps, session.hcpId),
        senderOf(deps, session.messageId),
        session.tracking === "individual" ? readLastSeen(deps, session.hcpId) : undefined,
        deps.signer(),
      ]);
      if (visit === undefined) return ended(query.lang, context);
      const { hcp, counted } = visit;
      const wanted = space?.items.map((item) => item.versionId) ?? [];
      const pieces = await showable(deps, wanted, hcp, context.now);
      await log(visit, pieces, context);
      const before = counted ? seen?.before : undefined;
      const { lang } = wordsFor(query.lang, visit.speaks);
      const isNew = ({ version }: Showable) =>
        before !== undefined && !before.versionIds.includes(version.versionId);
      const split = fitTime(pieces, query.time === undefined ? undefined : Number(query.time));
      const listed = (piece: Showable) => itemOf(piece, isNew(piece));
      const html = spacePage({
        ...frame(visit, query.lang),
        name: session.colleague === true ? undefined : nameInMails(hcp),
        rep: sender.rep,
        sentOn:
          session.colleague === true || sender.sentAt === undefined
            ? undefined
            : dayText(sender.sentAt, hcp, lang),
        first: split.first && firstOf(split.first, isNew(split.first), signer),
        fits: split.fits.map(listed),
        later: split.later.map(listed),
        time: query.time,
        minutes: minutesOf(pieces),
        fresh:
          before === undefined
            ? undefined
            : { count: pieces.filter(isNew).length, date: dayText(before.at, hcp, lang) },
        safetyTexts: [...new Set(pieces.map(({ version }) => version.safetyText))],
        codes: [...new Set(pieces.map(({ code }) => code).filter((code) => code !== ""))],
        withdrawn: wanted.length - pieces.length,
      });
      return { status: 200, html };
    },

    showPiece: async ({ params, query, context }) => {
      const session = await sessionOf(deps, context);
      if (session === undefined) return ended(query.lang, context);
      const [visit, space, signer] = await Promise.all([
        visitIn(deps, session, context.now),
        readSpace(deps, session.hcpId),
        deps.signer(),
      ]);
      if (visit === undefined) return ended(query.lang, context);
      const wanted = space?.items.filter((item) => item.versionId === params.versionId) ?? [];
      const pieces = await showable(
        deps,
        wanted.map((item) => item.versionId),
        visit.hcp,
        context.now,
      );
      await log(visit, pieces, context);
      const piece = pieces[0];
      const shared = frame(visit, query.lang);
      if (piece?.kind === "document")
        return { status: 200, html: documentPage({ ...shared, document: piece.document(signer) }) };
      const film = piece && { ...piece.film(signer), isNew: false };
      return {
        status: film === undefined ? ERRORS.gone.status : 200,
        html: videoPage({ ...shared, film }),
      };
    },
  };

  function frame({ hcp, speaks, counted, session }: Visit, chosen: PageLanguage | undefined) {
    return {
      lang: wordsFor(chosen, speaks).lang,
      chosen,
      company,
      country: hcp.country,
      contacts: COMPANY_CONTACTS[hcp.country],
      prescribing: profileOf(hcp.country).publicPages.prescribing,
      contentLang: hcp.language,
      counted,
      mayAsk: session.colleague !== true,
      visit: counted ? session.visitId.slice(-6) : undefined,
    };
  }

  /** Nobody sees what HEAD asks for, and an empty page shows nothing. */
  async function log(visit: Visit, pieces: readonly Showable[], context: RequestContext): Promise<void> {
    if (context.head === true || pieces.length === 0) return;
    await logExposure(deps, visit, pieces, context.now);
  }

  function ended(chosen: PageLanguage | undefined, context: RequestContext): PageReply {
    const { lang } = wordsFor(chosen, context.headers["accept-language"]);
    return { status: ERRORS.gone.status, html: visitEndedPage({ lang, company }) };
  }
}
