import type { consentApi } from "../../shared/contracts/consent.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { Channel } from "../../shared/model/channel.ts";
import { type ConsentEvent, type ConsentQuery, DataUse } from "../../shared/model/consent.ts";
import { addressHashOf, type Hcp } from "../../shared/model/hcp.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { findSuppression, visibleHcp } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import type { Tables } from "../runtime/tables.ts";
import { appendConsent } from "./append.ts";
import { foldConsent } from "./fold.ts";
import { makeOpenDoor } from "./open-door.ts";
import { decideRecord } from "./record-consent.ts";
import { shownEntry } from "./shown-entry.ts";
import { readConsentLog } from "./store.ts";

/** Tables by name: consent itself in records, the person in people, every change in audit. */
export interface ConsentApiDeps {
  readonly tables: Tables;
  readonly recordsTable: string;
  readonly peopleTable: string;
  readonly auditTable: string;
  readonly hcpOrigin: string;
}

/** Handlers behind a rep's view of consent. */
export function makeConsentApi(deps: ConsentApiDeps): HandlersOf<typeof consentApi> {
  return {
    openVisitDoor: makeOpenDoor(deps),

    recordConsent: async ({ params, body, caller, context }) => {
      const { now } = context;
      const hcp = await visibleHcp(deps, caller, params.hcpId, `consent.${body.action}`, now);
      if (body.doubleOptIn) await refuseUnreachable(deps, hcp);
      const wish = {
        ...body,
        channel: body.channel,
        actor: roleOf(caller),
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
      const query = { channel: wish.channel, addressHash: wish.addressHash, dataUse: wish.dataUse };
      return {
        eventId: appended.eventId,
        state: standing(log.events, { ...query, purpose: "promo" }, now).state,
        rev: log.rev,
      };
    },

    readConsent: async ({ params, caller, context }) => {
      const hcp = await visibleHcp(deps, caller, params.hcpId, "consent.read", context.now);
      const { rev, events } = await readConsentLog(deps, hcp.hcpId);
      return {
        rev,
        standing: questionsAbout(hcp).map(({ addressHash, ...shown }) => ({
          ...shown,
          ...standing(events, { ...shown, addressHash }, context.now),
        })),
        timeline: events.map(shownEntry),
      };
    },
  };
}

function roleOf(caller: Caller): "rep" | "privacy_office" {
  return caller.roles.includes("rep") ? "rep" : "privacy_office";
}

/** A confirmation mail is the one mail without consent; it still needs a person who may be written to. */
async function refuseUnreachable(deps: ConsentApiDeps, hcp: Hcp): Promise<void> {
  const suppressed =
    hcp.emailHash !== undefined && (await findSuppression(deps, hcp.emailHash)) !== undefined;
  if (suppressed || hcp.status !== "active")
    throw new AppError("not_allowed", "Not available for this contact.");
}

/** Every permission worth showing: per channel what hangs on an address, and for the person what does not. */
function questionsAbout(hcp: Hcp): ConsentQuery[] {
  const personal = DataUse.options.filter((dataUse) => dataUse !== "send" && dataUse !== "track_opens");
  const perChannel = Channel.options.flatMap((channel) =>
    DataUse.options
      .filter((dataUse) => channel === "email" || dataUse !== "track_opens")
      .map((dataUse) => ({
        channel,
        addressHash: addressHashOf(hcp, channel),
        purpose: "promo" as const,
        dataUse,
      })),
  );
  return [...perChannel, ...personal.map((dataUse) => ({ purpose: "promo" as const, dataUse }))];
}

function standing(events: readonly ConsentEvent[], query: ConsentQuery, now: Instant) {
  const answer = foldConsent(events, query, now);
  return answer.covered ? { state: "granted" as const, until: answer.until } : { state: answer.reason };
}
