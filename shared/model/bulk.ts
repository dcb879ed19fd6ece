import * as z from "zod";
import { Channel } from "./channel.ts";
import { ArmKey, ExperimentId } from "./experiment.ts";
import { HcpId, MessageId, UserId } from "./ids.ts";
import { Verdict } from "./send-verdict.ts";
import { WordingWish } from "./template.ts";
import { InstantText } from "./time.ts";

export const BulkId = z
  .string()
  .regex(/^blk_[0-9A-HJKMNP-TV-Z]{26}$/, "must look like blk_ followed by 26 characters")
  .brand<"BulkId">();
export type BulkId = z.output<typeof BulkId>;

/** People in one bulk invitation at most (item 12 of the composer's screens). */
export const MAX_BULK = 500;

/** Whom a bulk invitation is to: people of the sender's own list, each once. */
export const BulkPeople = z
  .array(HcpId)
  .min(1)
  .max(MAX_BULK)
  .refine((hcpIds) => new Set(hcpIds).size === hcpIds.length, "must not repeat anybody");

/**
 * `judging` = the send gate is asked about each person, nothing is written to anybody; `ready` = the sender looks at the
 * verdicts; `sending` = a message is queued for each whom the gate would let through; `sent` = all are queued;
 * `cancelling` = those still waiting are taken back; `cancelled` = nothing more leaves of it.
 */
export const BulkState = z.enum(["judging", "ready", "sending", "sent", "cancelling", "cancelled"]);
export type BulkState = z.output<typeof BulkState>;

/** How many people the dry run found for each verdict, and what became of them. */
export const BulkCounts = z.object({
  allow: z.int().nonnegative(),
  delay: z.int().nonnegative(),
  hold: z.int().nonnegative(),
  deny: z.int().nonnegative(),
  /** Messages that were made, and of these the ones that were taken back. */
  queued: z.int().nonnegative(),
  recalled: z.int().nonnegative(),
});
export type BulkCounts = z.output<typeof BulkCounts>;

/** A bulk invitation: how far it is. Whom it is to stands beside it and never changes. */
export const Bulk = z.object({
  bulkId: BulkId,
  sender: z.object({ userId: UserId, name: z.string() }),
  channel: Channel,
  /** Earliest hand-off of every message; absent means now. */
  notBefore: InstantText.optional(),
  /** An approved template and what stands in its places, the same for everybody. */
  wording: WordingWish.optional(),
  /** The experiment in which those of its country take part. */
  experimentId: ExperimentId.optional(),
  state: BulkState,
  people: z.int().positive(),
  /** People that the present state is done with. */
  done: z.int().nonnegative(),
  counts: BulkCounts,
  createdAt: InstantText,
  /** When it last moved on: one that stands still is pushed by pressing again. */
  movedAt: InstantText,
  rev: z.int().positive(),
});
export type Bulk = z.output<typeof Bulk>;

/** One person in a bulk invitation: what the gate said, and the message that was made. */
export const Recipient = z.object({
  hcpId: HcpId,
  verdict: Verdict,
  messageId: MessageId.optional(),
  arm: ArmKey.optional(),
  /** The invitation was cancelled before a message was made: none will be. */
  stopped: z.literal(true).optional(),
});
export type Recipient = z.output<typeof Recipient>;
