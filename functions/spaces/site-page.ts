import { ERRORS } from "../../shared/contracts/errors.ts";
import type { sitePageApi } from "../../shared/contracts/spaces/pages.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import { frontPage } from "../../web/spaces/front.tsx";
import { wordsFor } from "../../web/spaces/words/speak.ts";
import type { HandlersOf, RequestContext } from "../runtime/http.ts";

/** The site for somebody without a link. It reads nothing and knows nobody. */
export function makeSitePage({ company }: { readonly company: string }): HandlersOf<typeof sitePageApi> {
  const page = (lang: string | undefined, context: RequestContext, lost: boolean) =>
    frontPage({
      lang: wordsFor(lang, context.headers["accept-language"]).lang,
      company,
      contacts: COMPANY_CONTACTS,
      lost,
    });
  return {
    showFront: async ({ query, context }) => ({ status: 200, html: page(query.lang, context, false) }),
    showLost: async ({ query, context }) => ({
      status: ERRORS.not_found.status,
      html: page(query.lang, context, true),
    }),
  };
}
