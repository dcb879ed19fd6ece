import * as z from "zod";
import { Channel } from "../../model/channel.ts";
import {
  ConsentAction,
  ConsentActor,
  ConsentMethod,
  ConsentState,
  DataUse,
  Purpose,
} from "../../model/consent.ts";
import { ContactPreference } from "../../model/contact-hours.ts";
import { ConsentEventId, Sha256 } from "../../model/ids.ts";
import { Frequency, PreferenceChange, SpokenLanguage } from "../../model/preference.ts";
import { InstantText } from "../../model/time.ts";

/** One permission as it stands; without `channel` it is about the person, whatever the channel. */
const ConsentStanding = z.object({
  channel: Channel.optional(),
  purpose: Purpose,
  dataUse: DataUse,
  state: ConsentState,
  /** When a granted permission ends. */
  until: InstantText.optional(),
  /** Why the address gets nothing whatever was permitted; `not_available` says no more than that. */
  blocked: z.enum(["bounced", "somebody_elses", "not_available"]).optional(),
});

/** One entry of the log as people see it: no address, not even its hash. */
export const ConsentEntry = z.object({
  eventId: ConsentEventId,
  at: InstantText,
  action: ConsentAction,
  actor: ConsentActor,
  channel: Channel.optional(),
  dataUse: DataUse.optional(),
  purpose: Purpose.optional(),
  product: z.string().optional(),
  textVersion: z.string(),
  method: ConsentMethod,
  reference: z.string(),
  /** Hash of the signature that the privacy office can look at. */
  signatureSha256: Sha256.optional(),
  saidAt: InstantText.optional(),
  expiresAt: InstantText.optional(),
  /** What a `prefer` is about. What people let their rep see is between them and us, and in no list. */
  prefers: PreferenceChange.omit({ viewing: true }).keyof().optional(),
});
export type ConsentEntry = z.output<typeof ConsentEntry>;

/** Something an HCP can be asked to agree to today, word for word, in their language. */
const ConsentAsk = z.object({
  textVersion: z.string(),
  textSha256: Sha256,
  text: z.string(),
  purpose: Purpose,
  channel: Channel.optional(),
  dataUse: DataUse,
  /** The way by which the person has to confirm it before it counts; absent where the proof brought here is enough. */
  confirmedBy: Channel.optional(),
});

/** How somebody wants to be written to; what is absent is as usual. */
const Wishes = z.object({
  frequency: Frequency,
  hours: ContactPreference.optional(),
  language: SpokenLanguage.optional(),
  pausedUntil: InstantText.optional(),
});

/** Every permission of a person as it stands, how it came about, and what can be asked. */
export const ConsentPanel = z.object({
  rev: z.int().nonnegative(),
  standing: z.array(ConsentStanding),
  timeline: z.array(ConsentEntry),
  /** The words of every text version in the timeline that we keep. */
  wordings: z.record(z.string(), z.string()),
  asks: z.array(ConsentAsk),
  wishes: Wishes,
});
