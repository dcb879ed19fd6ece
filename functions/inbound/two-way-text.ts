import * as z from "zod";

/** What SNS puts around a message. */
const Envelope = z.object({
  Type: z.literal("Notification"),
  Message: z.string(),
  /** When it was published: the order in which texts reached the provider, near enough. */
  Timestamp: z.iso.datetime(),
});

const E164 = /^\+[1-9]\d{6,14}$/;
const number = z
  .string()
  .transform((text) => (text.startsWith("+") ? text : `+${text}`))
  .pipe(z.string().regex(E164));

/** A text as End User Messaging publishes it (aws-facts 1.2, two-way SMS). */
const Published = z.object({
  originationNumber: number,
  destinationNumber: z.string(),
  messageBody: z.string().max(2000),
  inboundMessageId: z.string().min(1).max(200),
  /** Our text that it answers, by the provider's id; a text out of nothing has none. */
  previousPublishedMessageId: z.string().min(1).max(200).optional(),
});

/** A text that somebody sent to one of our numbers. */
export interface TwoWayText {
  readonly providerId: string;
  readonly number: string;
  readonly ownNumber: string;
  readonly text: string;
  readonly answersProviderId: string | undefined;
  readonly publishedAt: number;
}

/**
 * Reads the body of a queue message that SNS filled.
 * @throws when it is not one; the error says which field, never what is in it
 */
export function twoWayText(body: string): TwoWayText {
  const envelope = Envelope.safeParse(jsonOf(body));
  if (!envelope.success) throw unreadable(envelope.error);
  const published = Published.safeParse(jsonOf(envelope.data.Message));
  if (!published.success) throw unreadable(published.error);
  const { originationNumber, destinationNumber, messageBody, ...ids } = published.data;
  return {
    providerId: ids.inboundMessageId,
    number: originationNumber,
    ownNumber: destinationNumber,
    text: messageBody,
    answersProviderId: ids.previousPublishedMessageId,
    publishedAt: Date.parse(envelope.data.Timestamp),
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Zod's own message would quote the number or the words (domain-rules 0.2). */
function unreadable(error: z.ZodError): Error {
  const fields = error.issues.map((issue) => issue.path.join(".") || "body");
  return new Error(`a two-way text cannot be read: ${[...new Set(fields)].join(", ")}`);
}
