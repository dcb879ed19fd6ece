import * as z from "zod";
import { Country, Language } from "./channel.ts";
import { ConsentEventId, HcpId, MessageId, Sha256 } from "./ids.ts";
import { InboundId } from "./inbound.ts";
import { InstantText } from "./time.ts";

/**
 * The texts that leave without a permission: the request to confirm one, and answers to a text that somebody sent
 * themselves. This is the whole list of what bypasses the send gate by text (domain-rules 2.1, last sentence).
 */
export const ServiceTextKind = z.enum([
  "doi_request",
  "doi_confirmed",
  "stopped",
  "help",
  "started",
  "needs_form",
  "unmonitored",
]);
export type ServiceTextKind = z.output<typeof ServiceTextKind>;

/**
 * One such text. It holds no words and no number: both are made when it leaves. `sending` that stays and `unknown` mean
 * that nobody knows whether it left; then it never leaves again. `retry` was refused for now, `not_sent` for good.
 */
export const ServiceText = z.object({
  textId: MessageId,
  kind: ServiceTextKind,
  country: Country,
  language: Language,
  addressHash: Sha256,
  /** The text that it answers, or the request that it asks to confirm. */
  about: z.union([z.object({ inboundId: InboundId }), z.object({ hcpId: HcpId, requestId: ConsentEventId })]),
  state: z.enum(["due", "sending", "retry", "sent", "not_sent", "unknown"]),
  createdAt: InstantText,
  /** The exact wording that left, as evidence (CON-4). */
  textVersion: z.string().optional(),
  textSha256: Sha256.optional(),
  /** Why it did not leave. */
  reason: z.string().optional(),
  rev: z.int().positive(),
});
export type ServiceText = z.output<typeof ServiceText>;
