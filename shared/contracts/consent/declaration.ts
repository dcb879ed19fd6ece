import * as z from "zod";
import { Channel } from "../../model/channel.ts";
import { DataUse, Evidence, Purpose } from "../../model/consent.ts";
import { lineOrNothing, lineText } from "../../model/free-text.ts";
import { Sha256 } from "../../model/ids.ts";
import { GivenSignature } from "../../model/signature.ts";
import { InstantText } from "../../model/time.ts";

/**
 * A declaration that a rep or an administrator records. Sending and open tracking belong to one channel; other data
 * uses may leave it out and then hold for the person. `doubleOptIn` sends the HCP a mail with a button, or a text
 * to answer with YES: a phone is confirmed from the phone only (2.3). A
 * withdrawal without a purpose is about all of them, and `everything` closes whatever there is (CON-14).
 */
export const ConsentRecord = z
  .object({
    action: z.enum(["grant", "withdraw"]),
    everything: z.boolean().default(false),
    channel: Channel.optional(),
    purpose: Purpose.optional(),
    product: lineText(1, 120).optional(),
    dataUse: DataUse.default("send"),
    doubleOptIn: z.boolean().default(false),
    /** Months until a grant ends by itself. */
    months: z.int().min(1).max(24).default(24),
    /** When the person said or signed it; the clock of an opt-out starts there. Now when left out. */
    saidAt: InstantText.optional(),
    evidence: Evidence.omit({ textSha256: true, signatureSha256: true }).extend({
      method: z.enum(["paper", "phone", "letter", "reply_nl"]),
      textVersion: lineText(1, 64),
      reference: lineText(1, 200),
    }),
  })
  .refine(
    (record) =>
      record.everything || record.channel !== undefined || !["send", "track_opens"].includes(record.dataUse),
    { path: ["channel"], message: "is needed for this data use: sms or email" },
  )
  .refine((record) => !record.everything || (record.action === "withdraw" && record.channel === undefined), {
    path: ["everything"],
    message: "is for withdrawals without a channel",
  })
  .refine((record) => record.dataUse !== "track_opens" || record.channel === "email", {
    path: ["channel"],
    message: "must be email: only mails have opens",
  })
  .refine(
    (record) =>
      !record.doubleOptIn ||
      (record.action === "grant" &&
        (record.channel === "email" || (record.channel === "sms" && record.dataUse === "send"))),
    {
      path: ["doubleOptIn"],
      message:
        "is possible for a grant by email, and by sms for sending: each is confirmed by its own channel",
    },
  );

/** What an HCP agrees to in one sitting: the texts as the device showed them, and one proof for all of them. */
export const ConsentCapture = z.object({
  method: z.enum(["e_sign_on_device", "paper", "phone"]),
  reference: lineOrNothing(180).default(""),
  signature: GivenSignature.optional(),
  saidAt: InstantText.optional(),
  texts: z
    .array(z.object({ textVersion: z.string().min(1).max(64), textSha256: Sha256 }))
    .min(1)
    .max(12),
});
