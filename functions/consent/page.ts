import type { consentPages } from "../../shared/contracts/consent/link-pages.ts";
import { type AppError, ERRORS } from "../../shared/contracts/errors.ts";
import type { Instant } from "../../shared/model/time.ts";
import { type Notice, noticePage } from "../../web/spaces/consent/notice-page.tsx";
import { stopAddressPart } from "../directory/conditions.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { PageReply } from "../runtime/http-reply.ts";
import { type AppendDeps, appendConsent, type ConsentEntry } from "./append.ts";
import {
  adoptTypedEmail,
  confirmationEntries,
  confirmationState,
  declarationOf,
  requestsOf,
  wentToRecord,
} from "./confirm-requests.ts";
import { tokenHash } from "./confirmation-token.ts";
import { doorTextsFor } from "./door-texts.ts";
import { covers, touches } from "./fold.ts";
import { noteLinkFetched } from "./link-fetched.ts";
import {
  type Confirmation,
  type ConsentLog,
  readConfirmation,
  readConsentLog,
  readUnsubscribe,
  type Unsubscribe,
} from "./store.ts";
import { fill, textsFor } from "./texts.ts";

export type ConsentPageDeps = AppendDeps & {
  readonly company: string;
  readonly peopleTable: string;
  readonly engagementTable: string;
};

/** Handlers of the HCP's confirmation and unsubscribe links. GET only shows; the button's POST acts (INV-3). */
export function makeConsentPages(deps: ConsentPageDeps): HandlersOf<typeof consentPages> {
  const { company } = deps;
  return {
    showConfirmation: async ({ params, context }) => {
      const confirmation = await readConfirmation(deps, tokenHash(params.token));
      if (confirmation === undefined) return unknownLink(company, context.headers["accept-language"]);
      const toRecord = await wentToRecord(deps, confirmation);
      const log = await readConsentLog(deps, confirmation.hcpId);
      return confirmationPage(company, confirmation, toRecord, log, context.now);
    },

    confirm: async ({ params, context }) => {
      const confirmation = await readConfirmation(deps, tokenHash(params.token));
      if (confirmation === undefined) return unknownLink(company, context.headers["accept-language"]);
      const by = { type: "hcp", id: confirmation.hcpId } as const;
      const toRecord = await wentToRecord(deps, confirmation);
      const decide = (log: ConsentLog) =>
        confirmationEntries(company, confirmation, toRecord, log, context.now);
      const also = () => adoptTypedEmail(deps, confirmation, context.now);
      const log = await appendConsent(deps, confirmation.hcpId, by, decide, context.now, also);
      return confirmationPage(company, confirmation, toRecord, log, context.now);
    },

    showUnsubscribe: async ({ params, context }) => {
      const language = context.headers["accept-language"];
      const link = await readUnsubscribe(deps, tokenHash(params.token));
      if (link === undefined) return unknownLink(company, language);
      const [log] = await Promise.all([
        readConsentLog(deps, link.hcpId),
        noteLinkFetched(deps, link, "unsubscribe", context),
      ]);
      if (hasStopped(link, log)) return stoppedPage(company, language, params.token);
      const { lang, stop } = textsFor(language);
      const title = fill(stop.title, { company });
      const choices = `/choices/${params.token}`;
      const page = { lang, company, title, paragraphs: [stop.text], button: stop.button, choices };
      return notice(200, page);
    },

    unsubscribe: async ({ params, context }) => {
      const language = context.headers["accept-language"];
      const link = await readUnsubscribe(deps, tokenHash(params.token));
      if (link === undefined) return unknownLink(company, language);
      const by = { type: "hcp", id: link.hcpId } as const;
      const decide = (log: ConsentLog) =>
        hasStopped(link, log) ? undefined : withdrawalEntry(link, language);
      const stop = { addressHash: link.addressHash, channel: link.channel, by: link.hcpId };
      // a practice's mailbox has several owners: what one of them stops there stops for all (Appendix C.16)
      const also = async () => [stopAddressPart(deps.peopleTable, stop, context.now)];
      await appendConsent(deps, link.hcpId, by, decide, context.now, also);
      return stoppedPage(company, language, params.token);
    },
  };
}

function confirmationPage(
  company: string,
  confirmation: Confirmation,
  toRecord: boolean,
  log: ConsentLog,
  now: Instant,
): PageReply {
  const texts = textsFor(confirmation.language);
  const { lang } = texts;
  const values = { company };
  switch (confirmationState(confirmation, toRecord, log, now)) {
    case "confirmed": {
      const mails = requestsOf(confirmation, log).some(({ scope }) => scope.dataUse === "send");
      const text = mails ? texts.confirmed.text : doorTextsFor(confirmation.language).confirmedUses;
      return notice(200, { lang, company, title: texts.confirmed.title, paragraphs: [fill(text, values)] });
    }
    case "stopped": {
      const paragraphs = [fill(texts.stopped.text, values)];
      return notice(200, { lang, company, title: texts.stopped.title, paragraphs });
    }
    case "expired":
      return notice(ERRORS.gone.status, {
        lang,
        company,
        title: texts.ended.title,
        paragraphs: [fill(texts.ended.text, values)],
      });
    case "pending": {
      const { title, why, press, button } = texts.confirm;
      const quote = requestsOf(confirmation, log).map(
        (request) => declarationOf(request, confirmation, company).text,
      );
      return notice(200, { lang, company, title, paragraphs: [fill(why, values), press], quote, button });
    }
  }
}

/** One click stops promotional e-mail to the person, at whatever address: less would let a changed address slip. */
function withdrawalEntry(link: Unsubscribe, language: string | undefined): ConsentEntry {
  return {
    action: "withdraw",
    actor: "hcp",
    scope: { channel: link.channel, purpose: "promo", dataUse: "send" },
    evidence: {
      textVersion: `stop.${link.channel}.${textsFor(language).lang}.1`,
      method: "one_click",
      reference: link.messageId,
    },
  };
}

/** Events that neither permit nor stop anything. */
const NOT_ABOUT_SENDING: ReadonlySet<string> = new Set(["expire", "pause", "resume"]);

/**
 * Whether the last word on sending over this channel is a withdrawal that closes it for the person. Anything said
 * later, even a grant without effect, makes the next press a new withdrawal: one too many is harmless.
 */
function hasStopped(link: Unsubscribe, log: ConsentLog): boolean {
  const sending = { channel: link.channel, purpose: "promo", dataUse: "send" } as const;
  const last = log.events.findLast(
    (event) => !NOT_ABOUT_SENDING.has(event.action) && touches(event.scope, sending),
  );
  return last?.action === "withdraw" && covers(last.scope, sending);
}

/** Stopping costs no second thought, and neither does undoing it: every choice is one press away. */
function stoppedPage(company: string, language: string | undefined, token: string): PageReply {
  const { lang, stopped } = textsFor(language);
  const page = { lang, company, title: stopped.title, paragraphs: [fill(stopped.text, { company })] };
  return notice(200, { ...page, choices: `/choices/${token}` });
}

function unknownLink(company: string, language: string | undefined): PageReply {
  const { lang, unknown } = textsFor(language);
  return notice(ERRORS.not_found.status, { lang, company, title: unknown.title, paragraphs: [unknown.text] });
}

/** The page behind an error of ours, so that an HCP never sees JSON. */
export function consentErrorPage(error: AppError, requestId: string): PageReply {
  const { lang, unknown, failed } = textsFor(undefined);
  const { status } = ERRORS[error.code];
  if (status < 500 && error.code !== "conflict")
    return notice(status, { lang, title: unknown.title, paragraphs: [unknown.text] });
  return notice(status, {
    lang,
    title: failed.title,
    paragraphs: [fill(failed.text, { reference: requestId })],
  });
}

function notice(status: number, page: Notice): PageReply {
  return { status, html: noticePage(page) };
}
