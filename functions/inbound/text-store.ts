import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Sha256 } from "../../shared/model/ids.ts";
import { InboundId } from "../../shared/model/inbound.ts";
import { DAY, type Instant, InstantText, SECOND } from "../../shared/model/time.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";

/** Where words and numbers are: encrypted with the people's own key. */
export interface PeopleTable {
  readonly tables: Tables;
  readonly peopleTable: string;
}

/** Two years (domain-rules Appendix D, inbound raw text). */
const TEXT_LIFE = 730 * DAY;

/** A text as it came in. */
export const InboundText = z.object({
  inboundId: InboundId,
  /** Whose number it came from, in E.164. */
  number: z.string(),
  /** Which of our numbers it went to. */
  ownNumber: z.string(),
  text: z.string(),
  receivedAt: InstantText,
});
export type InboundText = z.output<typeof InboundText>;

const textKey = (inboundId: InboundId) => ({ pk: `INBOUND#${inboundId}`, sk: "TEXT" });

/** A text with its number; undefined when it is past its retention. */
export async function findInboundText(
  deps: PeopleTable,
  inboundId: InboundId,
): Promise<InboundText | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: textKey(inboundId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : InboundText.parse(found.Item);
}

/** Keeps a text raw, within the transaction that has its effects. Refused as `text_exists`. */
export function inboundTextPart(peopleTable: string, text: InboundText, now: Instant): TransactPart {
  return {
    name: "text_exists",
    item: {
      Put: {
        TableName: peopleTable,
        Item: {
          ...textKey(text.inboundId),
          v: 1,
          ...InboundText.parse(text),
          expiresAt: Math.ceil((now + TEXT_LIFE) / SECOND),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

/** What has to be remembered of a number that writes. `stoppedAt` is the provider's time of the last STOP. */
export const NumberMemory = z.object({
  addressHash: Sha256,
  stoppedAt: InstantText.optional(),
  toldUnmonitoredAt: InstantText.optional(),
  rev: z.int().nonnegative(),
});
export type NumberMemory = z.output<typeof NumberMemory>;

const memoryKey = (addressHash: Sha256) => ({ pk: `ADDRESS#${addressHash}`, sk: "REPLIES" });

/** What is remembered of a number; `rev` 0 when it never wrote. */
export async function readNumberMemory(deps: PeopleTable, addressHash: Sha256): Promise<NumberMemory> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.peopleTable, Key: memoryKey(addressHash), ConsistentRead: true }),
  );
  return found.Item === undefined ? { addressHash, rev: 0 } : NumberMemory.parse(found.Item);
}

/** Remembers of a number, while it is as it was read. Refused as `number_changed`. */
export function numberMemoryPart(peopleTable: string, next: NumberMemory): TransactPart {
  const first = next.rev === 1;
  return {
    name: "number_changed",
    item: {
      Put: {
        TableName: peopleTable,
        Item: { ...memoryKey(next.addressHash), v: 1, ...NumberMemory.parse(next) },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "rev = :before",
        ...(first ? {} : { ExpressionAttributeValues: { ":before": next.rev - 1 } }),
      },
    },
  };
}
