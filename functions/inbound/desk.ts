import { AppError } from "../../shared/contracts/errors.ts";
import { type deskApi, MAX_WAITING_QUESTIONS } from "../../shared/contracts/inbound.ts";
import type { HcpId, QuestionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { findHcp } from "../directory/facts.ts";
import { type AuditFact, auditPart, recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { type TransactPart, transactFresh } from "../runtime/transaction.ts";
import { type Question, readQuestion, waitingQuestions } from "./question-store.ts";
import { nameOf } from "./rep-questions.ts";
import {
  type RestrictedTable,
  readSealed,
  type SealedQuestion,
  sealedPart,
  unscreenedQuestions,
} from "./sealed-question-store.ts";
import { type SettleQuestionDeps, settleQuestion } from "./settle-question.ts";

export interface DeskDeps extends SettleQuestionDeps, RestrictedTable {
  readonly peopleTable: string;
}

/** What medical information and safety do behind the wall. No commercial role is among those who may ask. */
export function makeDesk(deps: DeskDeps): HandlersOf<typeof deskApi> {
  return {
    listMedicalQuestions: async () => {
      const waiting = await waitingQuestions(deps, "medical", MAX_WAITING_QUESTIONS + 1);
      return {
        items: await Promise.all(waiting.slice(0, MAX_WAITING_QUESTIONS).map(medicalView)),
        more: waiting.length > MAX_WAITING_QUESTIONS,
      };
    },

    answerMedicalQuestion: async ({ params, body, caller, context: { now } }) => {
      const before = await readQuestion(deps, params.questionId);
      if (before?.desk !== "medical") return denied(caller, "question.answer", params.questionId, now);
      return settleQuestion(deps, before, { ...body, by: userOf(caller, "msl") }, [], now);
    },

    readQuestion: async ({ params, caller, context: { now } }) => {
      const { questionId } = params;
      const [question, sealed] = await Promise.all([
        readQuestion(deps, questionId),
        readSealed(deps, questionId),
      ]);
      // safety reads everything, medical information what is its own
      const mayRead = caller.roles.includes("safety") || question?.desk === "medical";
      if (sealed === undefined || !mayRead) return denied(caller, "question.read", questionId, now);
      const role = caller.roles.includes("safety") ? "safety" : "msl";
      // recorded before it is shown: without the link nothing is (INV-10)
      await write([], factOf(userOf(caller, role), "question.read", questionId), now);
      return { text: sealed.text };
    },

    listUnscreenedQuestions: async () => {
      const waiting = await unscreenedQuestions(deps, MAX_WAITING_QUESTIONS + 1);
      return {
        items: await Promise.all(waiting.slice(0, MAX_WAITING_QUESTIONS).map(safetyView)),
        more: waiting.length > MAX_WAITING_QUESTIONS,
      };
    },

    screenQuestion: async ({ params, body, caller, context: { now } }) => {
      const before = await readSealed(deps, params.questionId);
      if (before === undefined) return denied(caller, "question.screen", params.questionId, now);
      const { questionId, screening } = before;
      const { outcome } = body;
      if (screening !== undefined) {
        if (screening.outcome === outcome) return { questionId, outcome, rev: before.rev };
        throw new AppError("wrong_state", "Safety has read this question.", { field: "body.outcome" });
      }
      if (before.rev !== body.rev)
        throw new AppError("conflict", "The question changed in the meantime. Look at it again.", {
          field: "body.rev",
        });
      const rev = before.rev + 1;
      const by = userOf(caller, "safety");
      const next = { ...before, screening: { outcome, at: instantText(now), by: by.id }, rev };
      // what was found stays behind the wall: auditors see that it was read
      const fact = factOf(by, "question.screened", questionId);
      await write([sealedPart(deps.restrictedTable, next)], { ...fact, ruleIds: ["INV-6"] }, now);
      return { questionId, outcome, rev };
    },
  };

  async function write(parts: readonly TransactPart[], fact: AuditFact, now: Instant): Promise<void> {
    const written = await transactFresh(deps.tables, async () => [
      ...parts,
      await auditPart(deps.tables, deps.auditTable, fact, now),
    ]);
    if (written.kind !== "committed") throw new AppError("conflict", "Somebody else was faster. Look again.");
  }

  async function medicalView({ questionId, askedAt, dueAt, hcpId, rev }: Question) {
    return { questionId, askedAt, dueAt, hcp: await personOf(hcpId), rev };
  }

  async function safetyView({ questionId, askedAt, screenBy, hcpId, flagged, rev }: SealedQuestion) {
    return { questionId, askedAt, dueAt: screenBy, hcp: await personOf(hcpId), flagged, rev };
  }

  /** Who asked: whoever answers or reports has to know. */
  async function personOf(hcpId: HcpId) {
    const hcp = await findHcp(deps, hcpId);
    return { hcpId, name: hcp === undefined ? "" : nameOf(hcp) };
  }

  async function denied(caller: Caller, action: string, objectId: QuestionId, now: Instant): Promise<never> {
    const denial = { actor: userOf(caller), action, objectId, reason: "unknown_question" };
    await recordDenial(deps.tables, deps.auditTable, denial, now);
    throw new AppError("not_found", "There is no question here for you.");
  }
}

function userOf({ userId }: Caller, role?: "msl" | "safety") {
  return { type: "user" as const, id: userId, ...(role === undefined ? {} : { role }) };
}

function factOf(actor: AuditFact["actor"], action: string, questionId: QuestionId): AuditFact {
  return { actor, action, object: { type: "Question", id: questionId }, ruleIds: ["INV-7"] };
}
