import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Territory } from "../../shared/model/hcp.ts";
import { HcpId, QuestionId } from "../../shared/model/ids.ts";
import { AnswerWay, QuestionDesk } from "../../shared/model/question.ts";
import { DAY, type Instant, InstantText, instantText, SECOND } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { lately } from "./decide-question.ts";

/** Where it is recorded that somebody asked; no word of a question is here, nor what safety thinks of it. */
export interface QuestionTables {
  readonly tables: Tables;
  readonly recordsTable: string;
}

/** That somebody asked, whose it is and how it was answered. No visit: who is not counted stays unlinked (INV-4). */
export const Question = z.object({
  questionId: QuestionId,
  hcpId: HcpId,
  /** Where the practice was when it was asked: the list of that territory has it. */
  territory: Territory,
  askedAt: InstantText,
  desk: QuestionDesk,
  dueAt: InstantText,
  answered: z.object({ at: InstantText, way: AnswerWay }).optional(),
  rev: z.int().positive(),
});
export type Question = z.output<typeof Question>;

const questionKey = (questionId: QuestionId) => ({ pk: `QUESTION#${questionId}`, sk: "QUESTION" });

/** Questions of a desk that wait: medical information's, or those of a territory's rep. */
const waitingKey = (queue: string) => `QUESTIONS#${queue}`;
const MEDICAL = "medical";

/** One question, strongly consistent. */
export async function readQuestion(
  deps: QuestionTables,
  questionId: QuestionId,
): Promise<Question | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: questionKey(questionId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Question.parse(found.Item);
}

/** Writes a question's next state on `rev`; it waits in the list of its desk until it is answered. Refused as `question_changed`. */
export function questionPart(recordsTable: string, next: Question): TransactPart {
  const first = next.rev === 1;
  const { questionId, hcpId, askedAt, desk, territory, dueAt } = next;
  return {
    name: "question_changed",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...questionKey(questionId),
          v: 1,
          ...Question.parse(next),
          ...(next.answered === undefined
            ? {
                gsi1pk: waitingKey(desk === "medical" ? MEDICAL : territory),
                gsi1sk: `${dueAt}#${questionId}`,
              }
            : {}),
          gsi2pk: `HCP#${hcpId}#QUESTIONS`,
          gsi2sk: `${askedAt}#${questionId}`,
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "rev = :before",
        ...(first ? {} : { ExpressionAttributeValues: { ":before": next.rev - 1 } }),
      },
    },
  };
}

/** Questions that wait at a desk, the most urgent first: medical information's, or those of a territory. */
export async function waitingQuestions(
  deps: QuestionTables,
  of: { readonly territory: string } | "medical",
  limit: number,
): Promise<readonly Question[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :queue",
      ExpressionAttributeValues: { ":queue": waitingKey(of === "medical" ? MEDICAL : of.territory) },
      Limit: limit,
    }),
  );
  return (found.Items ?? []).map((item) => Question.parse(item));
}

/** A person's questions, the newest first; the page begins with those of the instant `until`. */
export async function questionsOf(
  deps: QuestionTables,
  hcpId: HcpId,
  page: { readonly limit: number; readonly until?: string | undefined },
): Promise<{ readonly questions: readonly Question[]; readonly more: boolean }> {
  const { limit, until } = page;
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.recordsTable,
      IndexName: "gsi2",
      KeyConditionExpression: until === undefined ? "gsi2pk = :hcp" : "gsi2pk = :hcp AND gsi2sk < :after",
      ExpressionAttributeValues: {
        ":hcp": `HCP#${hcpId}#QUESTIONS`,
        // the next character after the one that ends an instant
        ...(until === undefined ? {} : { ":after": `${until}$` }),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return {
    questions: (found.Items ?? []).map((item) => Question.parse(item)),
    more: found.LastEvaluatedKey !== undefined,
  };
}

/** When somebody asked lately; `rev` 0 when they did not. */
export const Asked = z.object({ hcpId: HcpId, at: z.array(InstantText), rev: z.int().nonnegative() });
export type Asked = z.output<typeof Asked>;

const askedKey = (hcpId: HcpId) => ({ pk: `HCP#${hcpId}`, sk: "ASKED" });

/** Reads when somebody asked lately. */
export async function readAsked(deps: QuestionTables, hcpId: HcpId): Promise<Asked> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: askedKey(hcpId), ConsistentRead: true }),
  );
  return found.Item === undefined ? { hcpId, at: [], rev: 0 } : Asked.parse(found.Item);
}

/** Notes that somebody asks now, while nobody noted another in between. Refused as `asked_meanwhile`. */
export function askedPart(recordsTable: string, asked: Asked, now: Instant): TransactPart {
  const { hcpId, rev } = asked;
  const earlier = asked.at.map((at) => Date.parse(at));
  return {
    name: "asked_meanwhile",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...askedKey(hcpId),
          v: 1,
          hcpId,
          at: [...lately(earlier, now), now].map((at) => instantText(at)),
          rev: rev + 1,
          expiresAt: Math.ceil((now + DAY) / SECOND),
        },
        ...(rev === 0
          ? { ConditionExpression: "attribute_not_exists(pk)" }
          : { ConditionExpression: "rev = :rev", ExpressionAttributeValues: { ":rev": rev } }),
      },
    },
  };
}
