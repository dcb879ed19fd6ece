import { createHash } from "node:crypto";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { serviceTextDue, serviceTextSettled } from "../../shared/contracts/messaging.ts";
import { MessageId } from "../../shared/model/ids.ts";
import { ServiceText } from "../../shared/model/service-text.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { emitted } from "../runtime/events.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import type { RecordsTable } from "./store.ts";

const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * The id of the text that answers a text, or asks about a request: derived from what it is about, so that an event that
 * comes twice makes no second one.
 */
export function serviceTextIdOf(about: string): MessageId {
  const digest = createHash("sha256").update(`service-text:${about}`).digest();
  const letters = [...digest.subarray(0, 26)].map((byte) => CROCKFORD[byte % 32] ?? "0");
  return MessageId.parse(`msg_${letters.join("")}`);
}

const serviceTextKey = (textId: MessageId) => ({ pk: `TEXT#${textId}`, sk: "SERVICE" });

/** Reads one such text, strongly consistent. */
export async function readServiceText(
  deps: RecordsTable,
  textId: MessageId,
): Promise<ServiceText | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: serviceTextKey(textId), ConsistentRead: true }),
  );
  return found.Item === undefined ? undefined : ServiceText.parse(found.Item);
}

/** Writes the next state of a text while its `rev` is the one before. Refusal name: `service_text_changed`. */
export function serviceTextPart(recordsTable: string, next: ServiceText, now: Instant): TransactPart {
  const first = next.rev === 1;
  const over = next.state === "sent" || next.state === "not_sent" || next.state === "unknown";
  const event = first ? serviceTextDue : serviceTextSettled;
  return {
    name: "service_text_changed",
    item: {
      Put: {
        TableName: recordsTable,
        Item: {
          ...serviceTextKey(next.textId),
          v: 1,
          ...ServiceText.parse(next),
          emits: first || over ? [emitted(event, { textId: next.textId }, next.rev, now)] : [],
        },
        ConditionExpression: first ? "attribute_not_exists(pk)" : "rev = :before",
        ...(first ? {} : { ExpressionAttributeValues: { ":before": next.rev - 1 } }),
      },
    },
  };
}

/** A text that is to leave: the row is the order, its event the start. Refused as `service_text_changed` when it is there. */
export function newServiceTextPart(
  recordsTable: string,
  text: Pick<ServiceText, "kind" | "country" | "language" | "addressHash" | "about">,
  now: Instant,
): TransactPart {
  const { about } = text;
  const textId = serviceTextIdOf("inboundId" in about ? about.inboundId : about.requestId);
  const next: ServiceText = { ...text, textId, state: "due", createdAt: instantText(now), rev: 1 };
  return serviceTextPart(recordsTable, next, now);
}
