import * as z from "zod";
import { Channel } from "./channel.ts";
import { Sha256 } from "./ids.ts";
import { InstantText } from "./time.ts";

/** Why nothing may be sent to an address, whoever it belongs to (domain-rules 2.9). */
export const SuppressionReason = z.enum(["bounce_hard", "complaint", "never_contact", "reassigned", "legal"]);
export type SuppressionReason = z.output<typeof SuppressionReason>;

/** An address that gets nothing. It is known by its keyed hash only and outlives the person's record. */
export const Suppression = z.object({
  addressHash: Sha256,
  channel: Channel,
  reason: SuppressionReason,
  at: InstantText,
});
export type Suppression = z.output<typeof Suppression>;
