import type { consentApi } from "../../shared/contracts/consent.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent, ConsentQuery, Evidence } from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { findSuppression, visibleHcp } from "../directory/facts.ts";
import { sha256 } from "../runtime/hash.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { Tables } from "../runtime/tables.ts";
import { appendConsent } from "./append.ts";
import { refuseWithoutEvidence } from "./brought-grant.ts";
import { makeCapture } from "./capture.ts";
import { foldConsent } from "./fold.ts";
import { makeOpenDoor } from "./open-door.ts";
import { readPanel } from "./read-panel.ts";
import { decideRecord } from "./record-consent.ts";
import { shownText } from "./shown-text.ts";
import { readSignature } from "./signature-store.ts";

/** Tables by name: consent itself in records, the person in people, every change in audit. */
export interface ConsentApiDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly peopleTable: string;
  readonly auditTable: string;
  readonly hcpOrigin: string;
  /** In whose name declarations speak. */
  readonly company: string;
}

/** Handlers behind a rep's view of consent. */
export function makeConsentApi(deps: ConsentApiDeps): HandlersOf<typeof consentApi> {
  return {
    openVisitDoor: makeOpenDoor(deps),
    captureConsent: makeCapture(deps),

    recordConsent: async ({ params, body, caller, context }) => {
      const { now } = context;
      const hcp = await visibleHcp(deps, caller, params.hcpId, `consent.${body.action}`, now);
      if (body.action === "grant") {
        const { evidence, saidAt, channel, dataUse, purpose = "promo" } = body;
        const grant = { ...evidence, saidAt, scope: { channel, dataUse, purpose } };
        refuseWithoutEvidence(grant, hcp, deps.company, "body.evidence", now);
      }
      if (body.doubleOptIn) await refuseUnreachable(deps, hcp, body.channel ?? "email");
      const wish = {
        ...body,
        channel: body.channel,
        actor: roleOf(caller),
        evidence: body.action === "grant" ? pinned(body.evidence, deps.company) : body.evidence,
        addressHash: body.channel === undefined ? undefined : addressHashOf(hcp, body.channel),
      };
      const by = {
        type: "user",
        id: caller.userId,
        role: caller.roles.includes("rep") ? "rep" : "admin",
      } as const;
      const log = await appendConsent(
        deps,
        hcp.hcpId,
        by,
        ({ events }) => {
          const decision = decideRecord(wish, events, now);
          if (decision.kind === "append") return decision.entry;
          throw new AppError(decision.code, decision.detail, { field: "body.channel" });
        },
        now,
      );
      const { appended } = log;
      if (appended === undefined) throw new Error("a recorded declaration always appends");
      const { channel, addressHash, dataUse, product, purpose = "promo" } = wish;
      const query = { channel, addressHash, dataUse, product, purpose };
      return { eventId: appended.eventId, state: standing(log.events, query, now).state, rev: log.rev };
    },

    readConsent: async ({ params, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "consent.read", context.now);
      return readPanel(deps, hcp, context.now);
    },

    readSignature: async ({ params, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "consent.read_signature", context.now);
      const found = await readSignature(deps, hcp.hcpId, params.sha256);
      if (found === undefined) throw new AppError("not_found", "There is no such signature.");
      const { at, texts, signature } = found.signed;
      const words = texts.map(({ textVersion }) => shownText(textVersion, deps.company) ?? textVersion);
      return { at, texts: words, signature, intact: found.intact };
    },
  };
}

/** The evidence with the hash of the words that a version stands for with our name in it. */
function pinned(evidence: Evidence, company: string): Evidence {
  const text = shownText(evidence.textVersion, company);
  return text === undefined ? evidence : { ...evidence, textSha256: sha256(text) };
}

function roleOf(caller: Caller): "rep" | "privacy_office" {
  return caller.roles.includes("rep") ? "rep" : "privacy_office";
}

/** A request to confirm is the one message without consent; it still needs a person who may be written to. */
async function refuseUnreachable(deps: ConsentApiDeps, hcp: Hcp, channel: Channel): Promise<void> {
  const hash = addressHashOf(hcp, channel);
  const suppressed = hash !== undefined && (await findSuppression(deps, hash)) !== undefined;
  if (suppressed || hcp.status !== "active")
    throw new AppError("not_allowed", "Not available for this contact.");
}

function standing(events: readonly ConsentEvent[], query: ConsentQuery, now: Instant) {
  const answer = foldConsent(events, query, now);
  return answer.covered ? { state: "granted" as const, until: answer.until } : { state: answer.reason };
}
