import * as z from "zod";
import { DenialCode } from "../../model/send-verdict.ts";
import { InstantText } from "../../model/time.ts";
import { apiGroup } from "../endpoint.ts";

/** What an invitation would look like if it left now, built by what builds the real one, with a link that leads nowhere. */
export const InvitationLook = z.discriminatedUnion("channel", [
  z.object({
    channel: z.literal("sms"),
    text: z.string(),
    /** Characters as the network counts them; absent when one is outside GSM-7. */
    septets: z.int().optional(),
    segments: z.int().positive(),
  }),
  z.object({
    channel: z.literal("email"),
    fromName: z.string(),
    subject: z.string(),
    /** The plain part; how the mail looks is behind `openMailPreview`. */
    text: z.string(),
  }),
]);
export type InvitationLook = z.output<typeof InvitationLook>;

/** Everything a composer shows beside the gate's verdict. */
export const InvitationPreview = z.object({
  look: InvitationLook,
  /** The HCP's address on this channel, masked; absent when there is none on record. */
  address: z.string().optional(),
  /** The gate's steps that hold, in its order, each with the fact it rests on; none for a contact who is not available. */
  checks: z.array(z.object({ code: DenialCode, words: z.string(), at: InstantText.optional() })),
  /** When the HCP may be written to on the practice's day of the wished time. */
  openings: z.array(z.object({ from: InstantText, to: InstantText })),
  /** Start and end of that day on the practice's clock. */
  day: z.object({ from: InstantText, to: InstantText }),
  /**
   * What the experiment that was asked about decides for this HCP: the words, the hours, or nothing, because there is no
   * place for them.
   */
  testDecides: z.enum(["words", "hours", "nothing"]).optional(),
});
export type InvitationPreview = z.output<typeof InvitationPreview>;

/** Where the app finds a preview for its frame. */
export const PreviewFrame = z.object({ address: z.string(), endsAt: InstantText });
export type PreviewFrame = z.output<typeof PreviewFrame>;

/** How a mail looks, for a frame of the app. */
export const mailPreviewApi = apiGroup({
  entry: "messaging/preview-page",
  site: "hcp",
  endpoints: {
    showMailPreview: {
      kind: "page",
      method: "GET",
      path: "/preview/mail/{token}",
      who: "anyone",
      summary: "The invitation mail with links that lead nowhere; counts and changes nothing",
      params: z.object({ token: z.string().regex(/^[0-9A-Za-z]{22}$/) }),
    },
  },
});
