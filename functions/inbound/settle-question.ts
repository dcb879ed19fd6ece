import type { Actor } from "../../shared/contracts/audit.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { AnswerWay, QuestionDesk } from "../../shared/model/question.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import { type TransactPart, transactFresh } from "../runtime/transaction.ts";
import { type Question, type QuestionTables, questionPart } from "./question-store.ts";

export interface SettleQuestionDeps extends QuestionTables {
  readonly auditTable: string;
}

/** How a question goes on: it was answered, or it is medical information's, who answers by then. */
export type Settlement = {
  /** The revision that the person saw. */
  readonly rev: number;
  readonly by: Actor;
} & ({ readonly way: AnswerWay } | { readonly medicalBy: string });

/** What a caller is told of a question after a change. */
interface Settled {
  readonly questionId: Question["questionId"];
  readonly desk: QuestionDesk;
  readonly open: boolean;
  readonly rev: number;
}

/**
 * Settles a question, with the audit link and whatever else belongs to it in one transaction. The same answer a second
 * time is the first.
 * @throws AppError wrong_state when it was answered otherwise, conflict when it is not what the person saw
 */
export async function settleQuestion(
  deps: SettleQuestionDeps,
  before: Question,
  settlement: Settlement,
  besides: readonly TransactPart[],
  now: Instant,
): Promise<Settled> {
  const { answered, questionId } = before;
  if (answered !== undefined) {
    if ("way" in settlement && answered.way === settlement.way) return shown(before);
    throw new AppError("wrong_state", "This question was answered.", { field: "body.outcome" });
  }
  if (before.rev !== settlement.rev)
    throw new AppError("conflict", "The question changed in the meantime. Look at it again.", {
      field: "body.rev",
    });
  const rev = before.rev + 1;
  const next: Question =
    "way" in settlement
      ? { ...before, answered: { at: instantText(now), way: settlement.way }, rev }
      : { ...before, desk: "medical", dueAt: settlement.medicalBy, rev };
  const { desk } = next;
  const written = await transactFresh(deps.tables, async () => [
    questionPart(deps.recordsTable, next),
    ...besides,
    await auditPart(
      deps.tables,
      deps.auditTable,
      {
        actor: settlement.by,
        action: "way" in settlement ? "question.answered" : "question.handed_over",
        object: { type: "Question", id: questionId, version: String(rev) },
        after: "way" in settlement ? { desk, way: settlement.way } : { desk, dueAt: next.dueAt },
        ruleIds: ["MI-2"],
      },
      now,
    ),
  ]);
  if (written.kind !== "committed") throw new AppError("conflict", "Somebody else settled it just now.");
  return shown(next);
}

function shown({ questionId, desk, answered, rev }: Question): Settled {
  return { questionId, desk, open: answered === undefined, rev };
}
