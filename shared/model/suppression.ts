import * as z from "zod";
import { Channel } from "./channel.ts";
import { HcpId, Sha256 } from "./ids.ts";
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

/**
 * The last stop that came from an address itself: one click in a mail, STOP from a number. A practice's address has
 * several owners, and it stops for all of them until each permits it again (domain-rules Appendix C.16).
 */
export const AddressStop = z.object({
  addressHash: Sha256,
  channel: Channel,
  /** Who of those at this address stopped it: for them their own log decides. Absent while nobody on record has it. */
  by: HcpId.optional(),
  at: InstantText,
});
export type AddressStop = z.output<typeof AddressStop>;
