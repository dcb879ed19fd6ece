import * as z from "zod";
import { Channel } from "./channel.ts";
import { ArmKey, ExperimentId } from "./experiment.ts";
import { HcpId, MessageId, Sha256, UserId, VersionId } from "./ids.ts";
import { Reason } from "./send-verdict.ts";
import { NoteReview, Wording } from "./template.ts";
import { InstantText } from "./time.ts";

/** Waiting for its time or for a person. */
const WAITING_STATES = ["queued", "held"] as const;
/**
 * Handed to the provider, weakest knowledge first. `unknown` = the provider may or may not have it, never sent again;
 * `no_report` = nobody told within 72 hours whether it arrived, and whoever tells later is still believed. The order is
 * the rank of the monotone state machine (messaging/message-state.ts).
 */
export const FLIGHT_STATES = [
  "handed_off",
  "unknown",
  "sent",
  "delivery_delayed",
  "no_report",
  "soft_bounced",
  "delivered",
  "rejected",
  "bounced",
  "complained",
] as const;
/** Ended without having left. */
export const ENDED_STATES = ["denied", "refused", "cancelled", "expired"] as const;

export const FlightState = z.enum(FLIGHT_STATES);
export type FlightState = z.output<typeof FlightState>;
export const MessageState = z.enum([...WAITING_STATES, ...FLIGHT_STATES, ...ENDED_STATES]);
export type MessageState = z.output<typeof MessageState>;

/** One line of a message's history. */
export const TimelineEntry = z.object({ at: InstantText, state: MessageState, reason: Reason.optional() });
export type TimelineEntry = z.output<typeof TimelineEntry>;

/** Whether visits by a link may be tied to its person, as the permission stood at hand-off (INV-4; Appendix A, step 12). */
export const Tracking = z.enum(["individual", "aggregate"]);
export type Tracking = z.output<typeof Tracking>;

/**
 * One hand-off to the provider. `attempt` counts hand-offs of this message from 1; link and unsubscribe tokens derive
 * from it, so nothing raw is stored. `addressHash` says which address to suppress after a bounce.
 */
export const HandOff = z.object({
  attempt: z.int().positive(),
  at: InstantText,
  addressHash: Sha256,
  spaceRev: z.int().positive(),
  versionIds: z.array(VersionId).min(1),
  /** Absent on messages that left before it was kept. A visit asks for the permission anew. */
  tracking: Tracking.optional(),
  providerMessageId: z.string().optional(),
  /** What it cost, in millionths of a US dollar, as far as the provider or the stage's price list said. */
  costMicros: z.int().nonnegative().optional(),
});
export type HandOff = z.output<typeof HandOff>;

const common = {
  messageId: MessageId,
  hcpId: HcpId,
  channel: Channel,
  sender: z.object({ userId: UserId, name: z.string() }),
  createdAt: InstantText,
  /** When it was first meant to leave; seven days later it expires (Appendix A). */
  scheduledFor: InstantText,
  /** Hand-offs so far. */
  attempts: z.int().nonnegative(),
  timeline: z.array(TimelineEntry).min(1),
  /** The HCP pressed "send me a new link": nobody writes unasked, so caps, hours and a pause do not hold it up. */
  requestedByHcp: z.literal(true).optional(),
  /** The approved template it leaves with, and what stands in its slots. @default the house's own words */
  wording: Wording.optional(),
  /** What compliance has to say, or said, about text that was typed into it (MLR-16). */
  note: NoteReview.optional(),
  /** The experiment in which its person takes part, and their arm (AB-1). */
  experiment: z.object({ experimentId: ExperimentId, arm: ArmKey }).optional(),
  rev: z.int().positive(),
};

/** A message from a rep to one HCP. What it shows is the HCP's space at hand-off. */
export const Message = z.discriminatedUnion("state", [
  z.object({
    ...common,
    state: z.enum(WAITING_STATES),
    dueAt: InstantText,
    /** When the message was last put on the due queue; absent before. */
    enqueuedAt: InstantText.optional(),
    reason: Reason.optional(),
  }),
  z.object({ ...common, state: FlightState, handOff: HandOff, reason: Reason.optional() }),
  z.object({ ...common, state: z.enum(ENDED_STATES), reason: Reason }),
]);
export type Message = z.output<typeof Message>;
export type WaitingMessage = Extract<Message, { readonly dueAt: string }>;
export type FlightMessage = Extract<Message, { readonly handOff: HandOff }>;
