import * as z from "zod";
import { Channel } from "../model/channel.ts";
import {
  ConsentAction,
  ConsentActor,
  ConsentMethod,
  ConsentState,
  DataUse,
  Evidence,
  Purpose,
} from "../model/consent.ts";
import { ContactPreference } from "../model/contact-hours.ts";
import { lineOrNothing, lineText } from "../model/free-text.ts";
import { ConsentEventId, HcpId, Sha256, VersionId } from "../model/ids.ts";
import { Frequency, PreferenceChange, SpokenLanguage, ViewingWish } from "../model/preference.ts";
import { Signature } from "../model/signature.ts";
import { InstantText } from "../model/time.ts";
import { apiGroup } from "./endpoint.ts";
import { domainEvent } from "./event.ts";

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

const hcp = z.object({ hcpId: HcpId });

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

/**
 * A declaration that a rep or an administrator records. Sending and open tracking belong to one channel; other data
 * uses may leave it out and then hold for the person. `doubleOptIn` sends the HCP a mail with a button, or a text
 * to answer with YES: a phone is confirmed from the phone only (2.3). A
 * withdrawal without a purpose is about all of them, and `everything` closes whatever there is (CON-14).
 */
const ConsentRecord = z
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
const ConsentCapture = z.object({
  method: z.enum(["e_sign_on_device", "paper", "phone"]),
  reference: lineOrNothing(180).default(""),
  signature: Signature.optional(),
  saidAt: InstantText.optional(),
  texts: z
    .array(z.object({ textVersion: z.string().min(1).max(64), textSha256: Sha256 }))
    .min(1)
    .max(12),
});

export const consentApi = apiGroup({
  entry: "consent/api",
  site: "app",
  endpoints: {
    recordConsent: {
      kind: "json",
      method: "POST",
      path: "/api/hcps/{hcpId}/consent",
      who: ["rep", "admin"],
      summary: "Record with evidence what an HCP permits or withdraws",
      params: hcp,
      body: ConsentRecord,
      status: 201,
      returns: z.object({ eventId: ConsentEventId, state: ConsentState, rev: z.int().positive() }),
      errors: ["not_found", "not_allowed", "wrong_state", "conflict"],
    },
    captureConsent: {
      kind: "json",
      method: "POST",
      path: "/api/hcps/{hcpId}/consent-captures",
      who: ["rep"],
      summary: "Record what an HCP agrees to in person, all of it or nothing, with one proof",
      params: hcp,
      body: ConsentCapture,
      status: 201,
      returns: z.object({
        rev: z.int().positive(),
        recorded: z.array(
          z.object({ eventId: ConsentEventId, textVersion: z.string(), state: ConsentState }),
        ),
      }),
      errors: ["not_found", "not_allowed", "wrong_state", "conflict"],
    },
    readSignature: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/signatures/{sha256}",
      who: ["compliance", "admin"],
      summary: "The strokes of a signature and what was signed, checked against its hash",
      params: hcp.extend({ sha256: Sha256 }),
      status: 200,
      returns: z.object({
        at: InstantText,
        texts: z.array(z.string()),
        signature: Signature,
        /** Whether strokes, words, person and time still have the hash that the log refers to. */
        intact: z.boolean(),
      }),
      errors: ["not_found"],
    },
    openVisitDoor: {
      kind: "json",
      method: "POST",
      path: "/api/hcps/{hcpId}/visit-door",
      who: ["rep"],
      summary: "Open a door in a visit: an address for a code, by which the HCP chooses on the own phone",
      params: hcp,
      status: 201,
      returns: z.object({ address: z.string(), endsAt: InstantText }),
      errors: ["not_found", "not_allowed", "conflict"],
    },
    readConsent: {
      kind: "json",
      method: "GET",
      path: "/api/hcps/{hcpId}/consent",
      who: ["rep", "compliance", "admin"],
      summary: "Every permission as it stands today, and how it came about",
      params: hcp,
      status: 200,
      returns: z.object({
        rev: z.int().nonnegative(),
        standing: z.array(ConsentStanding),
        timeline: z.array(ConsentEntry),
        /** The words of every text version in the timeline that we keep. */
        wordings: z.record(z.string(), z.string()),
        asks: z.array(ConsentAsk),
        wishes: Wishes,
      }),
      errors: ["not_found"],
    },
  },
});

const link = z.object({ token: z.string().regex(/^[0-9A-Za-z]{22}$/) });

/**
 * The HCP's own pages. The forms carry no fields, so that a mail client's one-click POST (RFC 8058) of any content
 * type does the same as the button: possession of the link is all that either proves.
 */
export const consentPages = apiGroup({
  entry: "consent/page",
  site: "hcp",
  endpoints: {
    showConfirmation: {
      kind: "page",
      method: "GET",
      path: "/c/{token}",
      who: "anyone",
      summary: "The wording to confirm and a button; changes nothing",
      params: link,
    },
    confirm: {
      kind: "page",
      method: "POST",
      path: "/c/{token}",
      who: "anyone",
      summary: "The HCP confirms permission by own hand",
      params: link,
    },
    showUnsubscribe: {
      kind: "page",
      method: "GET",
      path: "/u/{token}",
      who: "anyone",
      summary: "A button that stops the mails; changes nothing",
      params: link,
    },
    unsubscribe: {
      kind: "page",
      method: "POST",
      path: "/u/{token}",
      who: "anyone",
      summary: "Stops the mails, by button or by the mail client's one click",
      params: link,
    },
  },
});

const ticked = z.literal("yes").optional().catch(undefined);

/** The page behind the code that a rep shows in a visit. */
export const doorPages = apiGroup({
  entry: "consent/door-page",
  site: "hcp",
  endpoints: {
    showVisitDoor: {
      kind: "page",
      method: "GET",
      path: "/d/{token}",
      who: "anyone",
      summary: "Who asks for what, with nothing ticked; changes nothing",
      params: link,
    },
    answerVisitDoor: {
      kind: "page",
      method: "POST",
      path: "/d/{token}",
      who: "anyone",
      summary: "What the HCP ticked waits for the button in the mail to the typed address",
      params: link,
      body: z.object({
        answer: z.enum(["agree", "decline"]),
        email: z.string().max(300).default(""),
        send: ticked,
        track_individual: ticked,
        share_with_rep: ticked,
      }),
    },
  },
});

/** The language that somebody chose on a page; anything else is as if nothing was chosen. */
const lang = SpokenLanguage.optional().catch(undefined);

/** What a button of the preference centre changes. Every form is one change and is saved at once. */
export const ChoiceChange = z.enum([
  "stop",
  "start",
  ...Channel.options,
  ...Purpose.options,
  "topic",
  "track_individual",
  "share_with_rep",
  "profile",
  "track_opens",
  "pause",
  "frequency",
  "hours",
  "language",
  "viewing",
]);
export type ChoiceChange = z.output<typeof ChoiceChange>;

const choice = z.object({
  change: ChoiceChange,
  /** `30` and `90` are days of a pause, `until` takes the day of that name. */
  to: z
    .enum([
      "on",
      "off",
      "30",
      "90",
      "until",
      ...Frequency.options,
      ...SpokenLanguage.options,
      ...ViewingWish.options,
    ])
    .default("off"),
  /** The piece whose viewing it is about; every piece when left out. */
  item: VersionId.optional(),
  /** The topic: a product by its name. */
  product: lineText(1, 120).optional(),
  until: z.string().max(40).default(""),
  from: z.string().max(40).default(""),
  till: z.string().max(40).default(""),
  mon: ticked,
  tue: ticked,
  wed: ticked,
  thu: ticked,
  fri: ticked,
  sat: ticked,
  sun: ticked,
  lang,
});
/** What somebody typed into a form that makes no sense; the page says what does. */
export const ChoiceProblem = z.enum(["hours", "until"]);
export type ChoiceProblem = z.output<typeof ChoiceProblem>;
const shown = z.object({
  /** The change that was just made, for one line with its undo. */
  done: ChoiceChange.optional().catch(undefined),
  problem: ChoiceProblem.optional().catch(undefined),
  lang,
});

/**
 * The preference centre (domain-rules 2.11): no login beyond the visit, or the token of a link or of its unsubscribe
 * address. A link shows no titles, since nobody has said who they are.
 */
export const choicePages = apiGroup({
  entry: "consent/choices-page",
  site: "hcp",
  endpoints: {
    showOwnChoices: {
      kind: "page",
      method: "GET",
      path: "/choices",
      who: "anyone",
      summary: "The choices of the person whose visit it is",
      query: shown,
    },
    changeOwnChoice: {
      kind: "page",
      method: "POST",
      path: "/choices",
      who: "anyone",
      summary: "One change by the person whose visit it is",
      body: choice,
    },
    showChoices: {
      kind: "page",
      method: "GET",
      path: "/choices/{token}",
      who: "anyone",
      summary: "The choices of the person whom the link was sent to",
      params: link,
      query: shown,
    },
    changeChoice: {
      kind: "page",
      method: "POST",
      path: "/choices/{token}",
      who: "anyone",
      summary: "One change by the holder of a link",
      params: link,
      body: choice,
    },
  },
});

/** The own record to keep (2.11); it shows no more than the page does to the same visitor. */
export const recordPages = apiGroup({
  entry: "consent/record-page",
  site: "hcp",
  endpoints: {
    downloadRecord: {
      kind: "page",
      method: "GET",
      path: "/choices/record",
      who: "anyone",
      summary: "The record of the person whose visit it is, as a file",
    },
  },
});

/** Somebody's permissions changed: whoever has something queued for the person asks again. */
export const consentChanged = domainEvent("consent.changed", { hcpId: HcpId });
/** A confirmation mail is to be sent. */
export const confirmationRequested = domainEvent("consent.confirmation_requested", {
  hcpId: HcpId,
  eventId: ConsentEventId,
});
