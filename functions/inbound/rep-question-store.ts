import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { QuestionId } from "../../shared/model/ids.ts";
import { DAY, type Instant, SECOND } from "../../shared/model/time.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { PeopleTable } from "./text-store.ts";

/** Two years (domain-rules Appendix D, inbound raw text). */
const TEXT_LIFE = 730 * DAY;

const RepText = z.object({ questionId: QuestionId, text: z.string() });

const repTextKey = (questionId: QuestionId) => ({ pk: `QUESTION#${questionId}`, sk: "TEXT" });

/** The words of a question that is the rep's; undefined for every other. */
export async function readRepText(deps: PeopleTable, questionId: QuestionId): Promise<string | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: repTextKey(questionId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : RepText.parse(found.Item).text;
}

/** Lets the rep read a question, within the transaction that takes it. Refused as `rep_text_exists`. */
export function repTextPart(
  peopleTable: string,
  { questionId, text }: z.input<typeof RepText>,
  now: Instant,
): TransactPart {
  const id = QuestionId.parse(questionId);
  return {
    name: "rep_text_exists",
    item: {
      Put: {
        TableName: peopleTable,
        Item: {
          ...repTextKey(id),
          v: 1,
          questionId: id,
          text,
          expiresAt: Math.ceil((now + TEXT_LIFE) / SECOND),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/** Takes the words away from the rep's side: the question became medical information's. */
export function forgetRepTextPart(peopleTable: string, questionId: QuestionId): TransactPart {
  return {
    name: "rep_text_gone",
    item: { Delete: { TableName: peopleTable, Key: repTextKey(questionId) } },
  };
}
