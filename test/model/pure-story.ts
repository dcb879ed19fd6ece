import type { ConsentHead } from "../../functions/consent/facts.ts";
import { naiveConsent } from "../../functions/consent/naive-consent.fixture.ts";
import { decidePermission } from "../../functions/consent/permission.ts";
import { type Attention, release, reserve, type Touch } from "../../functions/messaging/attention.ts";
import { naiveCaps } from "../../functions/messaging/naive-caps.fixture.ts";
import { goodFacts, VERSION, WEDNESDAY } from "../../functions/messaging/send-facts.fixture.ts";
import { sendGate } from "../../functions/messaging/send-gate.ts";
import { sendPermission } from "../../functions/messaging/send-permission.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import type { ContactCaps } from "../../shared/model/country-profile.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { ConsentEventId, HcpId, MessageId, Sha256 } from "../../shared/model/ids.ts";
import type { SuppressionReason } from "../../shared/model/suppression.ts";
import { DAY, HOUR, instantText } from "../../shared/model/time.ts";
import type { PureAct } from "./pure-acts.ts";

const ME = HcpId.parse(`hcp_${"0".repeat(26)}`);
const COLLEAGUE = HcpId.parse(`hcp_${"1".repeat(26)}`);
const COMPANY = "Acme Therapeutics";
const ADDRESS = { sms: Sha256.parse("a".repeat(64)), email: Sha256.parse("b".repeat(64)) } as const;

/** Nothing on the page is ever old, so that the counts alone hold messages back. */
const caps: ContactCaps = { ...profileOf("IE").caps, sameVersionDays: 0, sameClaimsDays: 0 };
const profile = { ...profileOf("IE"), caps };

/**
 * Lets the pure decisions decide a story, the permission, the caps and the gate, and judges each ALLOW by readings of the
 * same facts that share no code with them. @returns how many messages left, and everything that was wrong
 */
export function playPure(acts: readonly PureAct[]): {
  readonly left: number;
  readonly wrongs: readonly string[];
} {
  const wrongs: string[] = [];
  const events: ConsentEvent[] = [];
  const suppressed = new Map<Channel, SuppressionReason>();
  const stops = new Map<Channel, string>();
  let attention: Attention = { touches: [], rev: 0 };
  const left: Touch[] = [];
  let lastVisit: number | undefined;
  let now = WEDNESDAY;
  for (const [index, act] of acts.entries()) {
    // the same millisecond twice is another story
    now += 1;
    switch (act.act) {
      case "pass":
        now += act.hours * HOUR;
        break;
      case "visit":
        lastVisit = now;
        break;
      case "suppress":
        suppressed.set(act.channel, "bounce_hard");
        break;
      case "stop_by_another":
        stops.set(act.channel, instantText(now));
        break;
      case "ask": {
        const asked = { channel: act.channel, visits: { kind: "known", lastAt: lastVisit } } as const;
        const reason = suppressed.get(act.channel);
        const stop = stops.get(act.channel);
        const consent = permission(events, act.channel, reason, stop, now);
        const facts = goodFacts({
          ...asked,
          profile,
          address: { kind: "known", suppressed: reason !== undefined, zones: [] },
          consent,
          touches: attention.touches,
        });
        if (sendGate(facts, now).verdict !== "ALLOW") break;
        const why = whyNot(events, act.channel, reason, stop, now);
        if (why !== undefined) wrongs.push(`act ${index} left although ${why}`);
        if (!naiveCaps(left, asked, caps, now)) wrongs.push(`act ${index} left beyond a cap`);
        if (!inHours(now)) wrongs.push(`act ${index} left at ${instantText(now)}`);
        const messageId = MessageId.parse(`msg_${String(index).padStart(26, "0")}`);
        const { channel } = act;
        const touch: Touch = { messageId, channel, at: now, versionIds: [VERSION], contentIds: [] };
        attention = reserve(attention, touch);
        if (act.refused) attention = release(attention, messageId);
        else left.push(touch);
        break;
      }
      default:
        events.push(eventOf(act, events, now));
    }
  }
  return { left: left.length, wrongs };
}

/** The product's own answer, asked as the gate's facts are gathered. */
function permission(
  events: readonly ConsentEvent[],
  channel: Channel,
  reason: SuppressionReason | undefined,
  stop: string | undefined,
  now: number,
) {
  const addressHash = ADDRESS[channel];
  const at = instantText(now);
  const standing = {
    suppression: reason === undefined ? undefined : { addressHash, channel, reason, at },
    stop: stop === undefined ? undefined : { addressHash, channel, by: COLLEAGUE, at: stop },
  };
  const permits: ConsentHead["permits"] = (...asked) => decidePermission(events, ...asked);
  const about = { channel, addressHash, brandEntity: COMPANY, products: ["Cardiolex"], profile };
  return sendPermission({ events, permits }, { hcpId: ME, status: "active" }, standing, about, now);
}

function eventOf(
  act: Extract<PureAct, { readonly actor: string }>,
  events: readonly ConsentEvent[],
  now: number,
): ConsentEvent {
  const rev = events.length + 1;
  const request = events.findLast(({ action }) => action === "doi_requested");
  return {
    eventId: ConsentEventId.parse(`cev_${String(rev).padStart(26, "0")}`),
    hcpId: ME,
    rev,
    at: instantText(now),
    action: act.act,
    actor: act.actor,
    scope: {
      ...(act.channel === undefined ? {} : { channel: act.channel }),
      ...(act.to === "address" && act.channel !== undefined ? { addressHash: ADDRESS[act.channel] } : {}),
      purpose: "promo",
      dataUse: "send",
      ...(act.to === "product" ? { product: "Cardiolex" } : {}),
    },
    evidence: { textVersion: "t.1", method: "paper", reference: "form 7" },
    expiresAt: instantText(now + act.days * DAY),
    ...(act.act === "doi_confirmed" && request !== undefined ? { requestId: request.eventId } : {}),
  };
}

/** CON-1 by another reading; undefined when it may. */
function whyNot(
  events: readonly ConsentEvent[],
  channel: Channel,
  suppressed: SuppressionReason | undefined,
  stop: string | undefined,
  now: number,
): string | undefined {
  if (suppressed !== undefined) return "the address is suppressed";
  const asked = {
    channel,
    addressHash: ADDRESS[channel],
    purpose: "promo",
    dataUse: "send",
    brandEntity: COMPANY,
    product: "Cardiolex",
  } as const;
  const state = naiveConsent(events, asked, now);
  if (state !== "granted") return `the permission is ${state}`;
  if (stop === undefined) return undefined;
  // it may have run out since: that a person permitted it again ended the colleague's stop
  const own = events.some(
    ({ action, actor, at, rev }) =>
      actor === "hcp" &&
      (action === "grant" || action === "doi_confirmed") &&
      Date.parse(at) > Date.parse(stop) &&
      naiveConsent(events.slice(0, rev), asked, Date.parse(at)) === "granted",
  );
  return own ? undefined : "somebody else stopped the address";
}

const DUBLIN = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/Dublin",
  weekday: "short",
  hour: "2-digit",
  minute: "2-digit",
});

/** Whether Dublin's practices are open by the clock on the wall. */
function inHours(at: number): boolean {
  const [day = "", time = ""] = DUBLIN.format(at).split(" ");
  return !/Sat|Sun/.test(day) && time >= "08:30" && time < "18:30";
}
