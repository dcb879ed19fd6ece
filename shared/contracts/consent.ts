import * as z from "zod";
import { ConsentState } from "../model/consent.ts";
import { ConsentEventId, HcpId, Sha256 } from "../model/ids.ts";
import { Signature } from "../model/signature.ts";
import { InstantText } from "../model/time.ts";
import { ConsentCapture, ConsentRecord } from "./consent/declaration.ts";
import { ConsentPanel } from "./consent/panel.ts";
import { apiGroup } from "./endpoint.ts";
import { domainEvent } from "./event.ts";

export type { ChoiceChange, ChoiceProblem } from "./consent/choice-pages.ts";
export type { ConsentEntry } from "./consent/panel.ts";

const hcp = z.object({ hcpId: HcpId });

/** What people of the company record and read. */
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
      returns: ConsentPanel,
      errors: ["not_found"],
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
