import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { Emitted } from "../../shared/contracts/event.ts";
import { DOMAIN_EVENT_SOURCE } from "../../shared/names.ts";
import type { Logger } from "./log.ts";
import { inOrder } from "./records.ts";

/** PutEvents takes at most ten entries a call. */
const ENTRIES_PER_CALL = 10;

/**
 * Publishes what a changed record emits, exactly when its `rev` changed (the stream is the outbox). It knows no
 * entity. Delivery is at least once: a retry after a partial publish repeats events, and consumers re-read by rev.
 */
export function makeOutbox(deps: {
  readonly bus: string;
  readonly events: EventBridgeClient;
  readonly log: Logger;
}) {
  return (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    inOrder(event, deps.log, async (record) => {
      const entries = emittedBy(record).map((emitted) => ({
        EventBusName: deps.bus,
        Source: DOMAIN_EVENT_SOURCE,
        DetailType: emitted.name,
        Detail: JSON.stringify(emitted.detail),
      }));
      for (let start = 0; start < entries.length; start += ENTRIES_PER_CALL) {
        const sent = await deps.events.send(
          new PutEventsCommand({ Entries: entries.slice(start, start + ENTRIES_PER_CALL) }),
        );
        if ((sent.FailedEntryCount ?? 0) > 0) {
          const codes = sent.Entries?.map((entry) => entry.ErrorCode).filter((code) => code !== undefined);
          throw new Error(
            `the bus refused ${sent.FailedEntryCount} of ${entries.length} events: ${codes?.join(", ")}`,
          );
        }
      }
    });
}

/** Pure: the events of a stream record, empty when `rev` did not change or the item is gone. */
export function emittedBy(record: DynamoDBRecord): Emitted[] {
  const before = record.dynamodb?.OldImage;
  const after = record.dynamodb?.NewImage;
  if (after === undefined || after.rev?.N === before?.rev?.N) return [];
  return (after.emits?.L ?? []).map((value) => Emitted.parse(plain(value)));
}

function plain(value: AttributeValue): unknown {
  if (value.M !== undefined)
    return Object.fromEntries(Object.entries(value.M).map(([key, item]) => [key, plain(item)]));
  if (value.L !== undefined) return value.L.map(plain);
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL === true) return null;
  return value.S;
}
