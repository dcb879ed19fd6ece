import { compileEventPattern, type EventMatcher } from "../services/events/event-pattern.ts";

type Filters = readonly Readonly<Record<string, unknown>>[];

/**
 * Compiles the filter criteria of a stream mapping: a record passes when one filter matches it, in DynamoDB's JSON.
 * Throws for a numeric operator, which Lambda does not offer for DynamoDB: its numbers are texts.
 */
export function streamFilter(filters: Filters): EventMatcher {
  if (/"numeric":/.test(JSON.stringify(filters))) {
    throw new Error("numeric filters do not exist for DynamoDB streams: numbers are texts there");
  }
  return anyOf(filters.map(compileEventPattern));
}

/**
 * Compiles the filter criteria of a queue mapping. A condition on fields of `body` needs a JSON object there; one on
 * the body itself needs plain text. A message of the other kind does not pass.
 */
export function queueFilter(filters: Filters): (message: { readonly body: string }) => boolean {
  const matches = anyOf(filters.map(compileEventPattern));
  return (message) => matches({ ...message, body: parsedBody(message.body) });
}

function anyOf(matchers: readonly EventMatcher[]): EventMatcher {
  return (event) => matchers.length === 0 || matchers.some((matches) => matches(event));
}

function parsedBody(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" ? value : body;
  } catch {
    return body;
  }
}
