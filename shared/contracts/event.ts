import * as z from "zod";

/**
 * A domain event: a name, and a detail that holds ids and the rev that emitted it, never state, addresses or text.
 * Consumers re-read what they need. The name is the EventBridge detail type.
 */
export interface DomainEvent<Name extends string = string, Detail extends z.ZodObject = z.ZodObject> {
  readonly name: Name;
  readonly detail: Detail;
}

/** Declares a domain event with its detail fields besides `rev` and `at`. */
export function domainEvent<const Name extends string, Fields extends z.ZodRawShape>(
  name: Name,
  fields: Fields,
) {
  return { name, detail: z.object({ ...fields, rev: z.int().positive(), at: z.iso.datetime() }) };
}

/** What a record's `emits` attribute holds: complete events, published by the outbox when `rev` changed. */
export const Emitted = z.object({ name: z.string(), detail: z.record(z.string(), z.unknown()) });
export type Emitted = z.output<typeof Emitted>;
