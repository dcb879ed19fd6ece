import { AppError } from "../../shared/contracts/errors.ts";
import { type inboundApi, MAX_WAITING_QUESTIONS } from "../../shared/contracts/inbound.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { QuestionId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { findHcp, territoriesOf, visibleHcp } from "../directory/facts.ts";
import { recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { type Question, readQuestion, waitingQuestions } from "./question-store.ts";
import { forgetRepTextPart, readRepText } from "./rep-question-store.ts";
import { type SettleQuestionDeps, settleQuestion } from "./settle-question.ts";
import { answerBy } from "./take-question.ts";

export interface RepQuestionDeps extends SettleQuestionDeps {
  readonly peopleTable: string;
}

/**
 * The rep's side of questions: those of HCPs in the own territories that are no medical information's. It has no way
 * behind the wall (INV-7).
 */
export function makeRepQuestions(
  deps: RepQuestionDeps,
): Pick<HandlersOf<typeof inboundApi>, "listQuestions" | "settleQuestion"> {
  return {
    listQuestions: async ({ caller, context: { now } }) => {
      const territories = await territoriesOf(deps, caller.userId, now);
      const lists = await Promise.all(
        territories.map((territory) => waitingQuestions(deps, { territory }, MAX_WAITING_QUESTIONS)),
      );
      const waiting = lists.flat().sort((a, b) => a.dueAt.localeCompare(b.dueAt));
      const shown = await Promise.all(
        waiting.slice(0, MAX_WAITING_QUESTIONS).map((question) => own(question, territories)),
      );
      return {
        items: shown.flatMap((one) => (one === undefined ? [] : [one])),
        more: waiting.length > MAX_WAITING_QUESTIONS,
      };
    },

    settleQuestion: async ({ params, body, caller, context }) => {
      const { now } = context;
      const before = await ownQuestion(caller, params.questionId, now);
      const by = { type: "user", id: caller.userId, role: "rep" } as const;
      const { outcome, rev } = body;
      if (outcome !== "medical") return settleQuestion(deps, before, { rev, by, way: outcome }, [], now);
      const hcp = await visibleHcp(deps, caller, before.hcpId, "question.settle", now);
      const dueAt = instantText(answerBy(hcp, now));
      // who is to answer it now has it alone
      const forget = [forgetRepTextPart(deps.peopleTable, before.questionId)];
      return settleQuestion(deps, before, { rev, by, medicalBy: dueAt }, forget, now);
    },
  };

  /** A question with its words, while its HCP is in one of the territories and it is still the rep's. */
  async function own({ questionId }: Question, territories: readonly string[]) {
    const question = await readQuestion(deps, questionId);
    if (question === undefined || question.desk !== "rep" || question.answered !== undefined)
      return undefined;
    const [hcp, text] = await Promise.all([
      findHcp(deps, question.hcpId),
      readRepText(deps, question.questionId),
    ]);
    if (hcp === undefined || text === undefined || !territories.includes(hcp.territory)) return undefined;
    const { askedAt, dueAt, rev } = question;
    return { questionId, askedAt, dueAt, hcp: { hcpId: hcp.hcpId, name: nameOf(hcp) }, text, rev };
  }

  /** Another desk's question looks like none, and the attempt is recorded. */
  async function ownQuestion(caller: Caller, questionId: QuestionId, now: Instant): Promise<Question> {
    const question = await readQuestion(deps, questionId);
    if (question?.desk === "rep") {
      await visibleHcp(deps, caller, question.hcpId, "question.settle", now);
      return question;
    }
    const denial = {
      actor: { type: "user" as const, id: caller.userId },
      action: "question.settle",
      objectId: questionId,
      reason: question === undefined ? "unknown_question" : "other_desk",
    };
    await recordDenial(deps.tables, deps.auditTable, denial, now);
    throw new AppError("not_found", "There is no question here for you.");
  }
}

/** As lists show a person. */
export function nameOf(hcp: Pick<Hcp, "title" | "firstName" | "lastName">): string {
  return [hcp.title, hcp.firstName, hcp.lastName].filter(Boolean).join(" ");
}
