import * as z from "zod";
import { CaseRef } from "../model/case-ref.ts";
import { lineText } from "../model/free-text.ts";
import { HcpId, QuestionId } from "../model/ids.ts";
import { InboundId, InboundOutcome, InboundTask, ReplyKind } from "../model/inbound.ts";
import { AnswerWay, QuestionDesk, ScreeningOutcome } from "../model/question.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup, PageQuery, pageOf } from "./endpoint.ts";

/** A text that waits for a person. What it says is read apart, with a reason, because it may be medical (INV-7). */
export const InboundWork = z.object({
  inboundId: InboundId,
  receivedAt: InstantText,
  kind: ReplyKind,
  task: InboundTask,
  /** By when; a text to decide about is a withdrawal from then on. */
  dueAt: InstantText,
  /** Who has the number; more than one where a practice shares it. */
  hcps: z.array(z.object({ hcpId: HcpId, name: z.string() })),
  /** The number, masked. */
  number: z.string(),
  rev: z.int().positive(),
});
export type InboundWork = z.output<typeof InboundWork>;

const params = z.object({ inboundId: InboundId });

/** A question that waits. Of a medical one nobody learns the words here: they are read apart, and that is recorded. */
const WaitingQuestion = z.object({
  questionId: QuestionId,
  askedAt: InstantText,
  /** One business day later on the practice's calendar. */
  dueAt: InstantText,
  hcp: z.object({ hcpId: HcpId, name: z.string() }),
  rev: z.int().positive(),
});

/** Most questions in one answer; `more` says that others wait behind them. */
export const MAX_WAITING_QUESTIONS = 50;

const waiting = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item), more: z.boolean() });

/** The language that somebody chose on a page; anything else is as if nothing was chosen. */
const lang = z.enum(["en", "de", "fr"]).optional().catch(undefined);

const question = z.object({ questionId: QuestionId });
const settled = z.object({ questionId: QuestionId, desk: QuestionDesk, open: z.boolean(), rev: z.int() });

export const inboundApi = apiGroup({
  entry: "inbound/api",
  site: "app",
  endpoints: {
    listInboundWork: {
      kind: "json",
      method: "GET",
      path: "/api/inbound",
      who: ["compliance", "admin", "safety"],
      summary: "List texts that wait for a person, the most urgent first",
      query: PageQuery,
      status: 200,
      returns: pageOf(InboundWork),
      errors: ["invalid_request"],
    },
    readInboundText: {
      kind: "json",
      method: "POST",
      path: "/api/inbound/{inboundId}/text",
      who: ["compliance", "admin", "safety"],
      summary: "Read what a text says; who read it and why is recorded",
      params,
      body: z.strictObject({ reason: lineText(3, 200) }),
      status: 200,
      returns: z.object({ text: z.string() }),
      errors: ["not_found"],
    },
    holdForCase: {
      kind: "json",
      method: "POST",
      path: "/api/hcps/{hcpId}/case-hold",
      who: ["safety", "msl"],
      summary: "Keep promotion from an HCP until a case is closed, or say that it is",
      params: z.object({ hcpId: HcpId }),
      body: z.strictObject({ caseRef: CaseRef, open: z.boolean() }),
      status: 200,
      returns: z.object({
        /** Whether any case keeps promotion from them. */
        held: z.boolean(),
      }),
      errors: ["not_found", "not_allowed", "conflict"],
    },
    decideInbound: {
      kind: "json",
      method: "POST",
      path: "/api/inbound/{inboundId}/decision",
      who: ["compliance", "admin", "safety"],
      summary: "Say what a text meant: a withdrawal, something else, or nothing to do",
      params,
      body: z.strictObject({ outcome: InboundOutcome, rev: z.int().positive() }),
      status: 200,
      returns: z.object({ inboundId: InboundId, outcome: InboundOutcome, rev: z.int().positive() }),
      errors: ["not_found", "wrong_state", "conflict"],
    },
    listQuestions: {
      kind: "json",
      method: "GET",
      path: "/api/questions",
      who: ["rep"],
      summary: "Questions of the own HCPs about talks and appointments that wait, the most urgent first",
      status: 200,
      returns: waiting(WaitingQuestion.extend({ text: z.string() })),
    },
    settleQuestion: {
      kind: "json",
      method: "POST",
      path: "/api/questions/{questionId}/settlement",
      who: ["rep"],
      summary: "Say how a question was answered, or that it is medical information's",
      params: question,
      body: z.strictObject({
        outcome: z.enum([...AnswerWay.options, "medical"]),
        rev: z.int().positive(),
      }),
      status: 200,
      returns: settled,
      errors: ["not_found", "wrong_state", "conflict"],
    },
  },
});

/** Questions behind the wall: what medical information answers, and what safety reads (domain-rules 4.3, 4.4). */
export const deskApi = apiGroup({
  entry: "inbound/desk",
  site: "app",
  endpoints: {
    listMedicalQuestions: {
      kind: "json",
      method: "GET",
      path: "/api/medical/questions",
      who: ["msl"],
      summary: "Questions about medicines that wait for medical information, the most urgent first",
      status: 200,
      returns: waiting(WaitingQuestion),
    },
    answerMedicalQuestion: {
      kind: "json",
      method: "POST",
      path: "/api/medical/questions/{questionId}/answer",
      who: ["msl"],
      summary: "Say how a question about a medicine was answered",
      params: question,
      body: z.strictObject({ way: AnswerWay, rev: z.int().positive() }),
      status: 200,
      returns: settled,
      errors: ["not_found", "wrong_state", "conflict"],
    },
    readQuestion: {
      kind: "json",
      method: "POST",
      path: "/api/desk/questions/{questionId}/text",
      who: ["msl", "safety"],
      summary: "Read what a question says; who read it is recorded",
      params: question,
      status: 200,
      returns: z.object({ text: z.string() }),
      errors: ["not_found", "conflict"],
    },
    listUnscreenedQuestions: {
      kind: "json",
      method: "GET",
      path: "/api/safety/questions",
      who: ["safety"],
      summary: "Questions that safety has not read, those with words of a side effect first",
      status: 200,
      returns: waiting(WaitingQuestion.extend({ flagged: z.boolean() })),
    },
    screenQuestion: {
      kind: "json",
      method: "POST",
      path: "/api/safety/questions/{questionId}/screening",
      who: ["safety"],
      summary: "Say what safety found in a question",
      params: question,
      body: z.strictObject({ outcome: ScreeningOutcome, rev: z.int().positive() }),
      status: 200,
      returns: z.object({ questionId: QuestionId, outcome: ScreeningOutcome, rev: z.int() }),
      errors: ["not_found", "wrong_state", "conflict"],
    },
  },
});

/** The HCP's form for a question. What is wrong in it is said on the page, so its fields take anything. */
export const askPages = apiGroup({
  entry: "inbound/ask-page",
  site: "hcp",
  endpoints: {
    showAsk: {
      kind: "page",
      method: "GET",
      path: "/space/ask",
      who: "anyone",
      summary:
        "The form for a question of the visit in the session cookie, or what became of the one just sent",
      query: z.object({ sent: z.string().max(200).optional().catch(undefined), lang }),
    },
    askQuestion: {
      kind: "page",
      method: "POST",
      path: "/space/ask",
      who: "anyone",
      summary: "Sends a question, once for each time that the form was shown",
      body: z.object({
        nonce: z.string().max(200).default(""),
        topic: z.string().max(20).default(""),
        text: z.string().default(""),
        lang,
      }),
    },
  },
});
