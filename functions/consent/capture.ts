import type * as z from "zod";
import type { consentApi } from "../../shared/contracts/consent.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { Channel } from "../../shared/model/channel.ts";
import { type ConsentText, findConsentText } from "../../shared/model/consent-text.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { findSuppression, visibleHcp } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { type AppendDeps, appendConsent, type ConsentEntry } from "./append.ts";
import { refuseWithoutEvidence } from "./brought-grant.ts";
import { confirmationWay } from "./confirmation-way.ts";
import { foldConsent } from "./fold.ts";
import { GRANT_MONTHS } from "./grant-life.ts";
import { decideRecord } from "./record-consent.ts";
import { type SignedDeclaration, signatureHash, signaturePart } from "./signature-store.ts";
import type { ConsentLog } from "./store.ts";

export type CaptureDeps = AppendDeps & { readonly peopleTable: string; readonly company: string };
type Capture = z.output<(typeof consentApi)["endpoints"]["captureConsent"]["body"]>;

/**
 * What an HCP agrees to in person: every text becomes one event, all in one transaction with the signature, so that
 * nothing is on record without its proof (CON-4). Where it has to be confirmed besides, each address is by its own channel.
 */
export function makeCapture(deps: CaptureDeps): HandlersOf<typeof consentApi>["captureConsent"] {
  return async ({ params, body, caller, context }) => {
    const { now } = context;
    const hcp = await visibleHcp(deps, caller, params.hcpId, "consent.capture", now);
    if (hcp.status !== "active") throw new AppError("not_allowed", "Not available for this contact.");
    const texts = body.texts.map((given, index) => checked(deps, hcp, body, given, index, now));
    if (new Set(texts).size !== texts.length)
      throw new AppError("invalid_request", "A text is there twice. Send each once.", {
        field: "body.texts",
      });
    for (const way of new Set(texts.map((text) => confirmationWay(hcp.country, text))))
      if (way !== undefined) await refuseSuppressed(deps, hcp, way);
    const signed = signedDeclaration(hcp, caller, body, now);
    const by = { type: "user", id: caller.userId, role: "rep" } as const;
    const log = await appendConsent(
      deps,
      hcp.hcpId,
      by,
      (read) => texts.map((text, index) => entryFor(hcp, body, text, index, signed, read, now)),
      now,
      async () => (signed === undefined ? [] : [signaturePart(deps.peopleTable, signed)]),
    );
    const recorded = log.events.slice(-texts.length).map((event) => {
      const { purpose = "promo", dataUse = "send", channel, addressHash } = event.scope;
      const answer = foldConsent(log.events, { purpose, dataUse, channel, addressHash }, now);
      const state = answer.covered ? ("granted" as const) : answer.reason;
      return { eventId: event.eventId, textVersion: event.evidence.textVersion, state };
    });
    return { rev: log.rev, recorded };
  };
}

function checked(
  { company }: CaptureDeps,
  hcp: Hcp,
  body: Capture,
  given: Capture["texts"][number],
  index: number,
  now: Instant,
): ConsentText {
  const text = findConsentText(given.textVersion);
  const scope = { channel: text?.channel, purpose: text?.purpose, dataUse: text?.dataUse };
  const { method, reference, signature, saidAt } = body;
  const grant = { scope, ...given, method, reference, signature, saidAt };
  refuseWithoutEvidence(grant, hcp, company, `body.texts.${index}`, now);
  if (text === undefined) throw new Error("an unknown text was let through");
  return text;
}

/** A request to confirm is the one message without consent; it needs an address that takes it. */
async function refuseSuppressed(deps: CaptureDeps, hcp: Hcp, way: Channel): Promise<void> {
  const hash = addressHashOf(hcp, way);
  if (hash === undefined || (await findSuppression(deps, hash)) === undefined) return;
  const words = {
    email: "Mail to this address comes back. Ask for another one.",
    sms: "Texts to this number do not arrive. Ask for another one.",
  };
  throw new AppError("not_allowed", words[way]);
}

function signedDeclaration(
  hcp: Hcp,
  caller: Caller,
  { signature, method, texts }: Capture,
  now: Instant,
): SignedDeclaration | undefined {
  if (method !== "e_sign_on_device" || signature === undefined) return undefined;
  return { hcpId: hcp.hcpId, at: instantText(now), witness: caller.userId, texts, signature };
}

function entryFor(
  hcp: Hcp,
  body: Capture,
  text: ConsentText,
  index: number,
  signed: SignedDeclaration | undefined,
  log: ConsentLog,
  now: Instant,
): ConsentEntry {
  const { channel, purpose, dataUse, textVersion } = text;
  const hash = signed === undefined ? undefined : signatureHash(signed);
  const decision = decideRecord(
    {
      action: "grant",
      actor: "rep",
      channel,
      addressHash: channel === undefined ? undefined : addressHashOf(hcp, channel),
      purpose,
      dataUse,
      doubleOptIn: confirmationWay(hcp.country, text) !== undefined,
      months: GRANT_MONTHS,
      saidAt: body.saidAt,
      evidence: {
        textVersion,
        textSha256: body.texts[index]?.textSha256,
        method: body.method,
        reference: hash === undefined ? body.reference : `signature ${hash.slice(0, 16)}`,
        ...(hash === undefined ? {} : { signatureSha256: hash }),
      },
    },
    log.events,
    now,
  );
  if (decision.kind === "append") return decision.entry;
  throw new AppError(decision.code, decision.detail, { field: `body.texts.${index}` });
}
