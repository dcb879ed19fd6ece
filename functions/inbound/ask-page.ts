import { type AppError, ERRORS } from "../../shared/contracts/errors.ts";
import type { askPages } from "../../shared/contracts/inbound.ts";
import { COMPANY_CONTACTS } from "../../shared/model/company-contacts.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import { MOST_QUESTION_CHARACTERS } from "../../shared/model/question.ts";
import type { Instant } from "../../shared/model/time.ts";
import { askedPage, askPage, noAskingPage } from "../../web/spaces/ask.tsx";
import { failedPage } from "../../web/spaces/failed.tsx";
import { visitEndedPage } from "../../web/spaces/gate-ends.tsx";
import { momentText, weekdayText } from "../../web/spaces/words/day.ts";
import { wordsFor } from "../../web/spaces/words/speak.ts";
import type { PageLanguage } from "../../web/spaces/words/words.ts";
import { findHcp } from "../directory/facts.ts";
import { findMessage, printableName } from "../messaging/facts.ts";
import type { HandlersOf, RequestContext } from "../runtime/http.ts";
import type { PageReply } from "../runtime/http-reply.ts";
import { newId } from "../runtime/ids.ts";
import { readSession, type Session } from "../runtime/session.ts";
import { mintAskNonce, mintSent, readAskNonce, readSent } from "./ask-nonce.ts";
import type { QuestionFault } from "./decide-question.ts";
import { questionIdOf } from "./question-id.ts";
import { readQuestion } from "./question-store.ts";
import { answerBy, type TakeDeps, takeQuestion } from "./take-question.ts";

export interface AskDeps extends TakeDeps {
  readonly company: string;
  readonly sessionKey: () => Promise<string>;
}

/** Who asks: the person of a visit's cookie, and who had invited them. */
interface Asker {
  readonly session: Session;
  readonly hcp: Hcp;
  readonly rep: string | undefined;
}

/** A form that comes back keeps what was typed. */
interface Typed {
  readonly topic: string;
  readonly text: string;
  readonly problem: QuestionFault | "again";
}

/**
 * The form for a question and its answer page. GET shows; the POST with a nonce of this form takes the question, once.
 * Whoever stopped everything in this visit may still ask: a question is no viewing and no message of ours (INV-6).
 */
export function makeAskPage(deps: AskDeps): HandlersOf<typeof askPages> {
  const { company } = deps;
  return {
    showAsk: async ({ query, context }) => {
      const asker = await askerOf(context);
      if (asker === undefined || asker === "colleague") return nobody(asker, query.lang, context);
      if (query.sent === undefined) return form(asker, query.lang, context.now);
      return (await asked(asker, query.sent, query.lang)) ?? form(asker, query.lang, context.now);
    },

    askQuestion: async ({ body, context }) => {
      const asker = await askerOf(context);
      if (asker === undefined || asker === "colleague") return nobody(asker, body.lang, context);
      const key = await deps.sessionKey();
      const { visitId } = asker.session;
      const { topic, text, lang } = body;
      const formId = readAskNonce(key, visitId, body.nonce, realSeconds());
      if (formId === undefined) return form(asker, lang, context.now, { topic, text, problem: "again" });
      const questionId = questionIdOf(formId, { topic, text });
      const outcome = await takeQuestion(deps, asker.hcp, { questionId, topic, text }, context.now);
      if (outcome.kind === "refused")
        return form(asker, lang, context.now, { topic, text, problem: outcome.fault });
      const sent = mintSent(key, visitId, { questionId, flagged: outcome.flagged });
      // a reload of the answer must not ask again
      return { status: 303, location: `/space/ask?sent=${sent}${lang === undefined ? "" : `&lang=${lang}`}` };
    },
  };

  async function askerOf({ cookies }: RequestContext): Promise<Asker | "colleague" | undefined> {
    const session = readSession(await deps.sessionKey(), cookies, realSeconds());
    if (session === undefined) return undefined;
    if (session.colleague === true) return "colleague";
    const [hcp, message] = await Promise.all([
      findHcp(deps, session.hcpId),
      findMessage(deps, session.messageId),
    ]);
    if (hcp === undefined) return undefined;
    return { session, hcp, rep: message === undefined ? undefined : printableName(message.sender.name) };
  }

  async function form(
    asker: Asker,
    chosen: PageLanguage | undefined,
    now: Instant,
    typed?: Typed,
  ): Promise<PageReply> {
    const { session, hcp } = asker;
    const nonce = mintAskNonce(await deps.sessionKey(), session.visitId, newId("que", now), realSeconds());
    const html = askPage({
      ...frame(asker, chosen),
      nonce,
      most: MOST_QUESTION_CHARACTERS,
      by: weekdayText(answerBy(hcp, now), hcp, chosen),
      ...(typed === undefined ? {} : { typed }),
    });
    return { status: statusOf(typed?.problem), html };
  }

  /** What became of a question of this visit; undefined where the address is not one that we made. */
  async function asked(
    asker: Asker,
    address: string,
    chosen: PageLanguage | undefined,
  ): Promise<PageReply | undefined> {
    const { session, hcp } = asker;
    const sent = readSent(await deps.sessionKey(), session.visitId, address);
    const question = sent === undefined ? undefined : await readQuestion(deps, sent.questionId);
    if (sent === undefined || question === undefined) return undefined;
    const html = askedPage({
      ...frame(asker, chosen),
      desk: question.desk,
      flagged: sent.flagged,
      at: momentText(question.askedAt, hcp, chosen),
      by: weekdayText(question.dueAt, hcp, chosen),
    });
    return { status: 200, html };
  }

  function frame({ hcp, rep }: Asker, chosen: PageLanguage | undefined) {
    const { lang } = wordsFor(chosen, hcp.language);
    return { lang, chosen, company, rep, contacts: COMPANY_CONTACTS[hcp.country] };
  }

  function nobody(
    visitor: "colleague" | undefined,
    chosen: PageLanguage | undefined,
    context: RequestContext,
  ): PageReply {
    const { lang } = wordsFor(chosen, context.headers["accept-language"]);
    if (visitor === "colleague") return { status: 403, html: noAskingPage({ lang, company }) };
    return { status: ERRORS.gone.status, html: visitEndedPage({ lang, company }) };
  }
}

function statusOf(problem: Typed["problem"] | undefined): number {
  if (problem === undefined) return 200;
  return problem === "many" ? ERRORS.too_many_requests.status : ERRORS.invalid_request.status;
}

/** Real time in epoch seconds: cookies and nonces never follow the business clock. */
function realSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** The page behind an error, so that an HCP never sees JSON. */
export function askErrorPage(company: string) {
  return (error: AppError, requestId: string): PageReply => ({
    status: ERRORS[error.code].status,
    html: failedPage("en", company, requestId),
  });
}
