import * as z from "zod";

/** A text message that came in: derived from the provider's own id of it, so that a repeated delivery is the same. */
export const InboundId = z
  .string()
  .regex(/^inb_[0-9a-f]{32}$/, "must look like inb_ followed by 32 characters")
  .brand<"InboundId">();
export type InboundId = z.output<typeof InboundId>;

/** What a text asks for (domain-rules 2.7). */
export const ReplyKind = z.enum(["stop", "wrong_number", "pause", "help", "start", "yes", "other"]);
export type ReplyKind = z.output<typeof ReplyKind>;

/**
 * What a person has to do about a text: `decide` whether a pause was meant as a withdrawal, which it becomes by itself at
 * its time (2c); `read` what it says besides, since free text may hold a side effect (INV-6).
 */
export const InboundTask = z.enum(["decide", "read"]);
export type InboundTask = z.output<typeof InboundTask>;

/** `withdrawn`: it was meant, or nobody decided in time. `resumed`: it was about something else. `read`: nothing to do. */
export const InboundOutcome = z.enum(["withdrawn", "resumed", "read"]);
export type InboundOutcome = z.output<typeof InboundOutcome>;
