import { type AppError, ERRORS } from "../../shared/contracts/errors.ts";
import { noticePage } from "../../web/spaces/consent/notice-page.tsx";
import { choiceWordsFor } from "../../web/spaces/words/choices/choice-words.ts";
import { fill, wordsFor } from "../../web/spaces/words/speak.ts";
import type { PageLanguage } from "../../web/spaces/words/words.ts";
import type { RequestContext } from "../runtime/http.ts";
import type { PageReply } from "../runtime/http-reply.ts";

/** Nobody's choices: a visit that has ended, or a colleague who came without a name. */
export function nobody(
  company: string,
  visitor: "colleague" | undefined,
  chosen: PageLanguage | undefined,
  context: RequestContext,
): PageReply {
  const { lang, choices, visitEnded } = choiceWordsFor(chosen, context.headers["accept-language"]);
  const [title, text] =
    visitor === "colleague" ? [choices.notYours, choices.notYoursText] : [visitEnded.title, visitEnded.text];
  const html = noticePage({ lang, company, title, paragraphs: [text] });
  return { status: visitor === "colleague" ? 403 : ERRORS.gone.status, html };
}

/** The page behind an error, so that an HCP never sees JSON. */
export function choicesErrorPage(company: string) {
  return (error: AppError, requestId: string): PageReply => {
    const { lang, failed, front } = wordsFor(undefined);
    const { status } = ERRORS[error.code];
    const ours = status >= 500 || error.code === "conflict";
    const title = ours ? failed.title : front.lost;
    const text = ours ? fill(failed.text, { reference: requestId }) : front.lostText;
    return { status, html: noticePage({ lang, company, title, paragraphs: [text] }) };
  };
}
