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
import { lineText } from "../model/free-text.ts";
import { ConsentEventId, HcpId } from "../model/ids.ts";
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
});

/** One entry of the log as people see it: no address, not even its hash. */
export const ConsentEntry = z.object({
  eventId: ConsentEventId,
  at: InstantText,
  action: ConsentAction,
  actor: ConsentActor,
  channel: Channel.optional(),
  dataUse: DataUse.optional(),
  textVersion: z.string(),
  method: ConsentMethod,
  reference: z.string(),
  expiresAt: InstantText.optional(),
});
export type ConsentEntry = z.output<typeof ConsentEntry>;

const hcp = z.object({ hcpId: HcpId });

/**
 * A declaration that a rep or an administrator records. Sending and open tracking belong to one channel; other data
 * uses may leave it out and then hold for the person. `doubleOptIn` sends the HCP a mail to confirm by own hand.
 */
const ConsentRecord = z
  .object({
    action: z.enum(["grant", "withdraw"]),
    channel: Channel.optional(),
    dataUse: DataUse.default("send"),
    doubleOptIn: z.boolean().default(false),
    /** Months until a grant ends by itself. */
    months: z.int().min(1).max(24).default(24),
    evidence: Evidence.omit({ textSha256: true }).extend({
      textVersion: lineText(1, 64),
      method: z.enum(["paper", "e_sign_on_device", "phone", "letter", "web_form"]),
      reference: lineText(1, 200),
    }),
  })
  .refine((record) => record.channel !== undefined || !["send", "track_opens"].includes(record.dataUse), {
    path: ["channel"],
    message: "is needed for this data use: sms or email",
  })
  .refine((record) => record.dataUse !== "track_opens" || record.channel === "email", {
    path: ["channel"],
    message: "must be email: only mails have opens",
  })
  .refine((record) => !record.doubleOptIn || (record.action === "grant" && record.channel === "email"), {
    path: ["doubleOptIn"],
    message: "is possible for a grant by email only: a mail proves nothing about a phone number",
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
const lang = z.enum(["en", "de", "fr"]).optional().catch(undefined);

/** What a button of the preference centre changes. Every form is one change and is saved at once. */
export const ChoiceChange = z.enum([
  "stop",
  "start",
  "email",
  "sms",
  "track_individual",
  "share_with_rep",
  "profile",
  "pause",
]);
export type ChoiceChange = z.output<typeof ChoiceChange>;

const choice = z.object({
  change: ChoiceChange,
  /** `30` and `90` are days of a pause. */
  to: z.enum(["on", "off", "30", "90"]).default("off"),
  lang,
});
const shown = z.object({
  /** The change that was just made, for one line with its undo. */
  done: ChoiceChange.optional().catch(undefined),
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

/** Somebody's permissions changed: whoever has something queued for the person asks again. */
export const consentChanged = domainEvent("consent.changed", { hcpId: HcpId });
/** A confirmation mail is to be sent. */
export const confirmationRequested = domainEvent("consent.confirmation_requested", {
  hcpId: HcpId,
  eventId: ConsentEventId,
});
