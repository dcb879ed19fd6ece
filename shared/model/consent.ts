import * as z from "zod";
import { Channel } from "./channel.ts";
import { ConsentEventId, HcpId, Sha256 } from "./ids.ts";
import { PreferenceChange } from "./preference.ts";
import { InstantText } from "./time.ts";

/** Why we write to a person. A permission for one purpose is none for another (CON-2). */
export const Purpose = z.enum(["promo", "medical_info", "service", "events", "research"]);
export type Purpose = z.output<typeof Purpose>;

/** What a permission unlocks. Permission to send is not permission to track (INV-4). */
export const DataUse = z.enum(["send", "track_opens", "track_individual", "profile", "share_with_rep"]);
export type DataUse = z.output<typeof DataUse>;

/**
 * What an event is about. A field that is left out means "every": a withdrawal without `dataUse` closes all of them.
 * Sending always names channel and address (CON-3: consent attaches to address and person). `brandEntity` is the
 * company in whose name we write, `product` what we write about.
 */
export const ConsentScope = z.object({
  channel: Channel.optional(),
  addressHash: Sha256.optional(),
  purpose: Purpose.optional(),
  dataUse: DataUse.optional(),
  brandEntity: z.string().min(1).max(120).optional(),
  product: z.string().min(1).max(120).optional(),
});
export type ConsentScope = z.output<typeof ConsentScope>;

export const ConsentMethod = z.enum([
  "web_form",
  "paper",
  "e_sign_on_device",
  "sms_keyword",
  "one_click",
  "doi_button",
  "phone",
  "import",
  "letter",
  "reply_nl",
  "complaint",
]);
export type ConsentMethod = z.output<typeof ConsentMethod>;

/**
 * Proof of a declaration (CON-4): which wording, how it was given, and where the proof is (form number, signature,
 * message, request). `textSha256` pins the exact wording where we showed it ourselves.
 */
export const Evidence = z.object({
  textVersion: z.string().min(1).max(64),
  method: ConsentMethod,
  reference: z.string().trim().min(1).max(200),
  textSha256: Sha256.optional(),
  /** The strokes of a signature drawn on the device, kept in the people wall under this hash. */
  signatureSha256: Sha256.optional(),
});
export type Evidence = z.output<typeof Evidence>;

/** Who made the declaration. Only pages that an HCP acts on themselves may write `hcp`. */
export const ConsentActor = z.enum(["hcp", "rep", "import", "system", "privacy_office"]);
export type ConsentActor = z.output<typeof ConsentActor>;

/**
 * `pause` (until its end) and `resume` are about when to write, not about whether; so is `prefer`, which says how the
 * person wants it (decision 0027).
 */
export const ConsentAction = z.enum([
  "grant",
  "doi_requested",
  "doi_confirmed",
  "withdraw",
  "expire",
  "pause",
  "resume",
  "prefer",
]);
export type ConsentAction = z.output<typeof ConsentAction>;

/** One entry of a person's append-only consent log; `rev` is its position, from 1. */
export const ConsentEvent = z.object({
  eventId: ConsentEventId,
  hcpId: HcpId,
  rev: z.int().positive(),
  at: InstantText,
  action: ConsentAction,
  actor: ConsentActor,
  scope: ConsentScope,
  evidence: Evidence,
  /** When the person said it, where that was before the entry: the clock of a withdrawal starts there (CON-14). */
  saidAt: InstantText.optional(),
  /** When a grant, or the time to confirm one, ends. */
  expiresAt: InstantText.optional(),
  /** The request that a confirmation answers. */
  requestId: ConsentEventId.optional(),
  /** The first of several requests that were made together; one confirmation answers all of them. */
  partOf: ConsentEventId.optional(),
  /** What a `prefer` changes; only the HCP's own pages write it. */
  preference: PreferenceChange.optional(),
});
export type ConsentEvent = z.output<typeof ConsentEvent>;

/** State of one permission; `expired` is a grant, or a request to confirm one, that ran out. */
export const ConsentState = z.enum(["none", "pending_doi", "granted", "expired", "withdrawn"]);
export type ConsentState = z.output<typeof ConsentState>;

/**
 * A permission that somebody needs. Channel and address may be left out for what is not tied to an address. Without
 * `product` it is about something that names none; without `brandEntity` it is in the name of every company.
 */
export interface ConsentQuery {
  readonly channel?: Channel | undefined;
  readonly addressHash?: Sha256 | undefined;
  readonly purpose: Purpose;
  readonly dataUse: DataUse;
  readonly brandEntity?: string | undefined;
  readonly product?: string | undefined;
}

/** Whether a permission stands, and the event that decides it. */
export type ConsentAnswer =
  | { readonly covered: true; readonly eventId: ConsentEventId; readonly until: string }
  | {
      readonly covered: false;
      readonly reason: Exclude<ConsentState, "granted">;
      readonly eventId: ConsentEventId | undefined;
    };
