import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { HcpId, QuestionId } from "../../shared/model/ids.ts";
import { ScreeningOutcome } from "../../shared/model/question.ts";
import { DAY, InstantText, SECOND } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";

/** Behind the wall: every question as it was written, and what safety made of it. */
export interface RestrictedTable {
  readonly tables: Tables;
  readonly restrictedTable: string;
}

/** Six years (domain-rules Appendix D): whatever is here may be linked to a case. */
const SEALED_LIFE = 2192 * DAY;

/** A question behind the wall. */
export const SealedQuestion = z.object({
  questionId: QuestionId,
  hcpId: HcpId,
  text: z.string(),
  /** When the company became aware: the clock of a side effect runs from here. */
  askedAt: InstantText,
  /** What the machine found, and by which words. */
  flagged: z.boolean(),
  words: z.string(),
  screenBy: InstantText,
  screening: z.object({ outcome: ScreeningOutcome, at: InstantText, by: z.string() }).optional(),
  rev: z.int().positive(),
});
export type SealedQuestion = z.output<typeof SealedQuestion>;

const sealedKey = (questionId: QuestionId) => ({ pk: `QUESTION#${questionId}`, sk: "SEALED" });

/** Questions that safety has not read, those with words of a side effect first, then by when they have to be. */
const UNSCREENED = "QUESTIONS#unscreened";

/** A question with its words; undefined when it is past its retention. */
export async function readSealed(
  deps: RestrictedTable,
  questionId: QuestionId,
): Promise<SealedQuestion | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.restrictedTable, Key: sealedKey(questionId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : SealedQuestion.parse(found.Item);
}

/** Keeps a question behind the wall, and in safety's list until it was read. Refused as `sealed_changed`. */
export function sealedPart(restrictedTable: string, next: SealedQuestion): TransactPart {
  const first = next.rev === 1;
  return {
    name: "sealed_changed",
    item: {
      Put: {
        TableName: restrictedTable,
        Item: {
          ...sealedKey(next.questionId),
          v: 1,
          ...SealedQuestion.parse(next),
          ...(next.screening === undefined
            ? {
                gsi1pk: UNSCREENED,
                // what may be a side effect comes first, whatever is due before it
                gsi1sk: `${next.flagged ? "0" : "1"}#${next.screenBy}#${next.questionId}`,
              }
            : {}),
          expiresAt: Math.ceil((Date.parse(next.askedAt) + SEALED_LIFE) / SECOND),
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "rev = :before",
        ...(first ? {} : { ExpressionAttributeValues: { ":before": next.rev - 1 } }),
      },
    },
  };
}

/** Questions that safety has not read, the most urgent first. */
export async function unscreenedQuestions(
  deps: RestrictedTable,
  limit: number,
): Promise<readonly SealedQuestion[]> {
  const found = await deps.tables.send(
    new QueryCommand({
      TableName: deps.restrictedTable,
      IndexName: "gsi1",
      KeyConditionExpression: "gsi1pk = :unscreened",
      ExpressionAttributeValues: { ":unscreened": UNSCREENED },
      Limit: limit,
    }),
  );
  return (found.Items ?? []).map((item) => SealedQuestion.parse(item));
}
