import { profileOf } from "../../shared/model/country-profiles.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { QuestionId } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { findVersions } from "../content/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import { sha256 } from "../runtime/hash.ts";
import { backOff, type TransactPart, transact } from "../runtime/transaction.ts";
import { findSpace } from "../spaces/facts.ts";
import { decideBy, isBusinessDay } from "./decide-by.ts";
import { decideQuestion, type QuestionFault, type TakenQuestion } from "./decide-question.ts";
import {
  type Asked,
  askedPart,
  type QuestionTables,
  questionPart,
  readAsked,
  readQuestion,
} from "./question-store.ts";
import { repTextPart } from "./rep-question-store.ts";
import { SAFETY_WORDS_VERSION } from "./safety-words.ts";
import { mayBeSideEffect } from "./screen-question.ts";
import { type RestrictedTable, sealedPart } from "./sealed-question-store.ts";

const ROUNDS = 6;

export interface TakeDeps extends QuestionTables, RestrictedTable {
  readonly peopleTable: string;
  readonly auditTable: string;
}

/** One press of "Send question". */
export interface Press {
  readonly questionId: QuestionId;
  readonly topic: string;
  readonly text: string;
}

export type TakeOutcome =
  | { readonly kind: "refused"; readonly fault: QuestionFault }
  | { readonly kind: "taken"; readonly flagged: boolean };

/**
 * Takes one question: record, words behind the wall, words for the rep where it is theirs, and audit in one transaction
 * (INV-10). The same form with the same words a second time is the same question.
 * @throws Error when rivals kept winning
 */
export async function takeQuestion(
  deps: TakeDeps,
  hcp: Hcp,
  press: Press,
  now: Instant,
): Promise<TakeOutcome> {
  const products = await productsOf(deps, hcp);
  for (let round = 0; round < ROUNDS; round++) {
    if ((await readQuestion(deps, press.questionId)) !== undefined)
      return { kind: "taken", flagged: mayBeSideEffect(press.text) };
    const asked = await readAsked(deps, hcp.hcpId);
    const facts = {
      ...press,
      products,
      earlier: asked.at.map((at) => Date.parse(at)),
      decideBy: answerBy(hcp, now),
    };
    const decision = decideQuestion(facts, now);
    if (decision.kind === "refused") return decision;
    const written = await transact(deps.tables, await partsOf(deps, { hcp, press, asked }, decision, now));
    if (written.kind === "committed") return { kind: "taken", flagged: decision.flagged };
    await backOff(round);
  }
  throw new Error(`${press.questionId} could not be written`);
}

/**
 * Pure: by when somebody answers: one business day later on the practice's calendar. What comes on a Sunday came on Monday.
 */
export function answerBy({ country, timeZone }: Pick<Hcp, "country" | "timeZone">, now: Instant): Instant {
  const practice = { timeZone, holidays: profileOf(country).holidays };
  return decideBy(isBusinessDay(now, practice) ? now : decideBy(now, practice), practice);
}

/** Medicines that are on the person's page: a question that names one is not the rep's. */
async function productsOf(deps: QuestionTables, { hcpId }: Hcp): Promise<readonly string[]> {
  const space = await findSpace(deps, hcpId);
  const versions = await findVersions(deps, space?.items.map(({ versionId }) => versionId) ?? [], {
    consistent: false,
  });
  return [...new Set(versions.map(({ product }) => product))];
}

async function partsOf(
  deps: TakeDeps,
  asking: { readonly hcp: Hcp; readonly press: Press; readonly asked: Asked },
  taken: TakenQuestion,
  now: Instant,
): Promise<TransactPart[]> {
  const { hcpId, territory } = asking.hcp;
  const { questionId } = asking.press;
  const { desk, text, flagged } = taken;
  const askedAt = instantText(now);
  const dueAt = instantText(taken.dueAt);
  return [
    questionPart(deps.recordsTable, { questionId, hcpId, territory, askedAt, desk, dueAt, rev: 1 }),
    askedPart(deps.recordsTable, asking.asked, now),
    sealedPart(deps.restrictedTable, {
      questionId,
      hcpId,
      text,
      askedAt,
      flagged,
      words: SAFETY_WORDS_VERSION,
      screenBy: instantText(taken.screenBy),
      rev: 1,
    }),
    ...(desk === "rep" ? [repTextPart(deps.peopleTable, { questionId, text }, now)] : []),
    await auditPart(
      deps.tables,
      deps.auditTable,
      {
        actor: { type: "hcp", id: hcpId },
        action: "question.asked",
        // of words and id together: a short question could be found by trying
        object: { type: "Question", id: questionId, version: "1", sha256: sha256(`${questionId}\n${text}`) },
        after: { hcpId, desk, dueAt, words: SAFETY_WORDS_VERSION },
        ruleIds: ["INV-6", "MI-2"],
      },
      now,
    ),
  ];
}
