import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import type { Emitted } from "../../shared/contracts/event.ts";
import type { MessageStanding } from "../../shared/contracts/messaging.ts";
import { Channel } from "../../shared/model/channel.ts";
import { ExperimentId } from "../../shared/model/experiment.ts";
import { HcpId, MessageId, Sha256, type UserId } from "../../shared/model/ids.ts";
import { Message } from "../../shared/model/message.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import { sha256 } from "../runtime/hash.ts";
import type { Tables } from "../runtime/tables.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { dueInstantOf, duePlace } from "./due-index.ts";
import { notePlace } from "./note-place.ts";

/** Where the capability's records live. */
export interface RecordsTable {
  readonly tables: Tables;
  readonly recordsTable: string;
}

export const messageKey = (messageId: MessageId) => ({ pk: `MSG#${messageId}`, sk: "MESSAGE" });
export const messagesOf = (hcpId: HcpId) => `HCP#${hcpId}#MESSAGES`;
export const sentBy = (userId: UserId, standing: MessageStanding) => `SENDER#${userId}#${standing}`;

/** Reads one message, strongly consistent. */
export async function readMessage(deps: RecordsTable, messageId: MessageId): Promise<Message | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: messageKey(messageId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : Message.parse(found.Item);
}

/** Pure: in which of its sender's lists a message stands. */
export function standingOf(message: Message): MessageStanding {
  if ("handOff" in message) return "left";
  return "dueAt" in message ? "waiting" : "ended";
}

/**
 * Writes the next state of a message while its `rev` is the one before. Refusal name: `message_changed`. The item sits
 * in the HCP's list (gsi1), in its sender's (gsi3) and, while something is due for it, in the due index (gsi2): at `now`
 * when it was due before, because the sweep reads forwards and would never come past a place behind it.
 */
export function messagePart(
  recordsTable: string,
  next: Message,
  emits: readonly Emitted[],
  now: Instant,
): TransactPart {
  const due = dueInstantOf(next);
  const first = next.rev === 1;
  return {
    name: "message_changed",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...messageKey(next.messageId),
          v: 1,
          gsi1pk: messagesOf(next.hcpId),
          gsi1sk: next.messageId,
          gsi3pk: sentBy(next.sender.userId, standingOf(next)),
          gsi3sk: next.messageId,
          ...(due === undefined ? {} : duePlace(next.messageId, Math.max(due, now))),
          ...notePlace(next),
          ...Message.parse(next),
          emits,
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "#rev = :rev",
        ...(first
          ? {}
          : {
              ExpressionAttributeNames: { "#rev": "rev" },
              ExpressionAttributeValues: { ":rev": next.rev - 1 },
            }),
      },
    },
  };
}

/** What a caller asked for under an idempotency key. */
export const ComposeRequest = z.object({
  messageId: MessageId,
  hcpId: HcpId,
  channel: Channel,
  notBefore: z.string().optional(),
  /** Of the wording that was wished for. */
  wordingSha256: Sha256.optional(),
  experimentId: ExperimentId.optional(),
});
export type ComposeRequest = z.output<typeof ComposeRequest>;

/** A key belongs to its caller; it is hashed because callers put what they like into it. */
const requestKey = (userId: UserId, key: string) => ({
  pk: `REQUEST#${userId}#${sha256(key)}`,
  sk: "MESSAGE",
});

/** How long a key is remembered. */
const REQUEST_LIFE = 30 * DAY;

/** The request that used this key before. */
export async function readRequest(
  deps: RecordsTable,
  userId: UserId,
  key: string,
): Promise<ComposeRequest | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: requestKey(userId, key), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : ComposeRequest.parse(found.Item);
}

/** Claims an idempotency key in the transaction that makes the message. Refusal name: `request_repeated`. */
export function requestPart(
  recordsTable: string,
  userId: UserId,
  key: string,
  request: ComposeRequest,
  now: Instant,
): TransactPart {
  return {
    name: "request_repeated",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...requestKey(userId, key),
          v: 1,
          ...request,
          expiresAt: Math.ceil((now + REQUEST_LIFE) / 1000),
        },
        ConditionExpression: "attribute_not_exists(pk)",
      },
    },
  };
}

const providerKey = (providerMessageId: string) => ({ pk: `PROVIDER#${providerMessageId}`, sk: "MESSAGE" });

/** Late bounces come within days; after this time nobody asks for a provider's id any more. */
const PROVIDER_ID_LIFE = 90 * DAY;

/** Remembers which message a provider's id stands for, for events that carry nothing else. */
export function providerIdPart(
  recordsTable: string,
  providerMessageId: string,
  message: Message,
  now: Instant,
): TransactPart {
  return {
    name: "provider_id_taken",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...providerKey(providerMessageId),
          v: 1,
          messageId: message.messageId,
          expiresAt: Math.ceil((now + PROVIDER_ID_LIFE) / 1000),
        },
        ConditionExpression: "attribute_not_exists(pk) OR messageId = :id",
        ExpressionAttributeValues: { ":id": message.messageId },
      },
    },
  };
}

/** The message that a provider knows by this id. */
export async function messageIdOf(
  deps: RecordsTable,
  providerMessageId: string,
): Promise<MessageId | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: providerKey(providerMessageId) }),
  );
  return found.Item === undefined ? undefined : MessageId.parse(found.Item.messageId);
}
