import { AppError } from "../../shared/contracts/errors.ts";
import type { InvitationLook } from "../../shared/contracts/messaging/preview.ts";
import type { messagingApi } from "../../shared/contracts/messaging.ts";
import type { Channel } from "../../shared/model/channel.ts";
import { smsSize } from "../../shared/model/gsm7.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { maskEmail, maskMobile, visibleHcp } from "../directory/facts.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { decidedBy, dueInArm, wishInArm } from "./arm-message.ts";
import { invitationFacts, textOf } from "./build-message.ts";
import { wishedTime } from "./compose.ts";
import { openingsOn } from "./contact-window.ts";
import { gateChecks } from "./gate-checks.ts";
import { type FactsDeps, type Gathered, gatherFacts } from "./gather-facts.ts";
import { placeAsked } from "./open-experiment.ts";
import { plainInvitation } from "./plain-invitation.ts";
import { messageWindows } from "./send-gate.ts";

/** As long as a real token, so that the text counts the same; it opens nothing. */
const NOWHERE = "x".repeat(22);

/**
 * Shows an invitation as it would leave at the wished time, in an experiment with the words or in the hours of the
 * person's arm. Nothing is written, nobody takes part by it, and the link in it leads nowhere.
 */
export function makePreview(
  deps: FactsDeps & { readonly auditTable: string },
): HandlersOf<typeof messagingApi>["previewInvitation"] {
  return async ({ params, query, caller, context }) => {
    const { channel, experimentId } = query;
    const { now } = context;
    const person = await visibleHcp(deps, caller, params.hcpId, "message.preview", now);
    const wished = wishedTime(query.at, now);
    const place = await placeAsked(
      deps,
      { experimentId, channel },
      person,
      { now, wished },
      "query.experimentId",
    );
    const at = dueInArm(deps, place, person, wished, now);
    const wording = wishInArm(place, undefined);
    const gathered = await gatherFacts(deps, { hcpId: params.hcpId, channel, sender: caller, wording }, at);
    if (gathered === undefined)
      throw new AppError("not_found", "There is no healthcare professional here for you.");
    const { facts, hcp, address } = gathered;
    const windows = facts.profile === undefined ? [] : messageWindows(facts, facts.profile);
    const { day, openings } = openingsOn(windows, hcp.timeZone, wished);
    const look = await lookOf(deps, channel, gathered, caller.name, at);
    return {
      look,
      ...(address === undefined
        ? {}
        : { address: channel === "sms" ? maskMobile(address.value) : maskEmail(address.value) }),
      checks: gateChecks(facts, at, gathered.agreed?.at),
      openings: openings.map(({ from, to }) => ({ from: instantText(from), to: instantText(to) })),
      day: { from: instantText(day.from), to: instantText(day.to) },
      ...(experimentId === undefined ? {} : { testDecides: decidedBy(place) }),
    };
  };
}

async function lookOf(
  deps: FactsDeps,
  channel: Channel,
  gathered: Gathered,
  repName: string,
  at: Instant,
): Promise<InvitationLook> {
  if (channel === "sms") {
    const text = textOf(deps, gathered, repName, `${deps.hcpOrigin}/s/${NOWHERE}`);
    return { channel, text, ...smsSize(text) };
  }
  return { channel, ...plainInvitation(await invitationFacts(deps, gathered, repName, at)) };
}
