import type { EventBridgeEvent } from "aws-lambda";
import type * as z from "zod";
import type { DomainEvent, Emitted } from "../../shared/contracts/event.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";

/**
 * An entry of a record's `emits`: written with the change and its new `rev`, published by the outbox.
 * Ids and rev only; consumers re-read the state.
 */
export function emitted<E extends DomainEvent>(
  event: E,
  fields: Omit<z.input<E["detail"]>, "rev" | "at">,
  rev: number,
  now: Instant,
): Emitted {
  return { name: event.name, detail: event.detail.parse({ ...fields, rev, at: instantText(now) }) };
}

/** Parses the detail of a delivered domain event. */
export function detailOf<E extends DomainEvent>(
  event: E,
  delivered: EventBridgeEvent<string, unknown>,
): z.output<E["detail"]> {
  return event.detail.parse(delivered.detail) as z.output<E["detail"]>;
}
