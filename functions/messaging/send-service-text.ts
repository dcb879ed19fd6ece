import { profileOf } from "../../shared/model/country-profiles.ts";
import type { MessageId } from "../../shared/model/ids.ts";
import type { ServiceText } from "../../shared/model/service-text.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import { consentHead } from "../consent/facts.ts";
import { findAddressStanding, findHcp } from "../directory/facts.ts";
import { findInboundText } from "../inbound/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import type { Clock } from "../runtime/clock.ts";
import { sha256 } from "../runtime/hash.ts";
import type { Logger } from "../runtime/log.ts";
import type { Profiles } from "../runtime/profiles.ts";
import { transactFresh } from "../runtime/transaction.ts";
import { type BypassFacts, mayBypass } from "./may-bypass.ts";
import type { MessageSender, SendOutcome } from "./message-sender.ts";
import { profileRefusal } from "./profile-refusal.ts";
import type { ChangeDeps } from "./record-change.ts";
import { readServiceText, serviceTextPart } from "./service-text-store.ts";
import { serviceText } from "./service-words.ts";

/** Milliseconds to wait after a provider that surely did not take the text: an answer has a minute. */
const WAITS = [500, 2000, 6000] as const;

export interface ServiceTextDeps extends ChangeDeps {
  readonly peopleTable: string;
  /** Absent where the stage has no way out for texts. */
  readonly sender: MessageSender | undefined;
  readonly hcpOrigin: string;
  readonly company: string;
  readonly profiles: Profiles;
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
  readonly log: Logger;
}

/**
 * Sends one text outside the send gate, at most once however often its event arrives: the row is claimed with an audit
 * link before anything leaves, and a claim whose end nobody knows is never repeated.
 * @throws Error when the provider stays busy, so that the event is delivered again
 */
export function makeSendServiceText(deps: ServiceTextDeps) {
  return async (textId: MessageId): Promise<void> => {
    const now = deps.clock();
    const text = await readServiceText(deps, textId);
    if (text === undefined || (text.state !== "due" && text.state !== "retry")) return;
    const { number, facts } = await gather(deps, text, now);
    const verdict = mayBypass(text, facts, now);
    if (number === undefined || !verdict.leave) {
      const reason = verdict.leave ? "no_number" : verdict.reason;
      await settle(deps, { ...text, state: "not_sent", reason, rev: text.rev + 1 }, now);
      return;
    }
    const words = serviceText(text.kind, {
      company: deps.company,
      country: text.country,
      language: text.language,
      hcpOrigin: deps.hcpOrigin,
      perMonth: textsAMonth(text),
    });
    const { textVersion } = words;
    const said = { textVersion, textSha256: sha256(words.text) };
    const claimed: ServiceText = { ...text, ...said, state: "sending", rev: text.rev + 1 };
    if (!(await settle(deps, claimed, now))) return;
    const outcome = await deliver(deps, { textId, to: number, text: words.text });
    const state = stateAfter(outcome);
    const reason = outcome.kind === "refused" ? { reason: outcome.code } : {};
    await settle(deps, { ...claimed, state, ...reason, rev: claimed.rev + 1 }, deps.clock());
    deps.log.info("service text", { textId, kind: text.kind, outcome: outcome.kind });
    if (state === "retry") throw new Error(`the provider is busy; ${textId} is tried again`);
  };
}

/** The number, which only the people's wall knows, and what the decision asks about. */
async function gather(
  deps: ServiceTextDeps,
  text: ServiceText,
  now: Instant,
): Promise<{ readonly number: string | undefined; readonly facts: BypassFacts }> {
  const { about, addressHash } = text;
  const standing = await findAddressStanding(deps, addressHash);
  const known = { suppressed: standing.suppression?.reason };
  if ("inboundId" in about) {
    const number = (await findInboundText(deps, about.inboundId))?.number;
    const reachable = number !== undefined;
    return { number, facts: { ...known, reachable, open: false, pending: false } };
  }
  const [hcp, consent] = await Promise.all([findHcp(deps, about.hcpId), consentHead(deps, about.hcpId)]);
  // the permission was asked for another number; a new one needs a new request (CON-3)
  const number =
    hcp?.status === "active" && hcp.mobileHash === addressHash && hcp.mobile !== undefined
      ? hcp.mobile
      : undefined;
  const answer = consent.covers({ channel: "sms", addressHash, purpose: "promo", dataUse: "send", now });
  // who said STOP from this number is not this person, or said it before the number was theirs: nobody asks again
  const stopped = standing.stop !== undefined && standing.stop.by !== about.hcpId;
  const asked = !answer.covered && answer.reason === "pending_doi" && answer.eventId === about.requestId;
  const pending = asked && !stopped;
  const open = textsOpen(deps, text, now);
  return { number, facts: { ...known, reachable: number !== undefined, open, pending } };
}

/** Whether texts may be begun in the country: the same question as the send gate's first. */
function textsOpen(deps: ServiceTextDeps, { country }: ServiceText, now: Instant): boolean {
  const state = deps.profiles(country, now);
  const profile = state.inForce ? state.profile : undefined;
  return profileRefusal({ channel: "sms", profile, providerReady: true }, now) === undefined;
}

/** What is said at opt-in is a promise, so it is what the caps allow (domain-rules 2.6). */
function textsAMonth({ country }: ServiceText): number {
  const month = profileOf(country).caps.sms.find(({ days }) => days * DAY >= 28 * DAY);
  return month?.count ?? 4;
}

/** Tries again only after a definite no: anything else may have left. */
async function deliver(
  deps: ServiceTextDeps,
  message: { readonly textId: MessageId; readonly to: string; readonly text: string },
): Promise<SendOutcome> {
  const { textId, to, text } = message;
  if (deps.sender === undefined) return { kind: "refused", code: "no_way_out", permanent: true };
  for (let attempt = 1; ; attempt++) {
    const outcome = await deps.sender.send({ channel: "sms", messageId: textId, attempt, to, text });
    const wait = WAITS[attempt - 1];
    if (outcome.kind !== "refused" || outcome.permanent || wait === undefined) return outcome;
    await deps.wait(wait);
  }
}

function stateAfter(outcome: SendOutcome): ServiceText["state"] {
  if (outcome.kind === "accepted") return "sent";
  if (outcome.kind === "unknown") return "unknown";
  return outcome.permanent ? "not_sent" : "retry";
}

/** Writes a state with its audit link; false when somebody else took the text first. */
async function settle(deps: ServiceTextDeps, next: ServiceText, now: Instant): Promise<boolean> {
  const written = await transactFresh(deps.tables, async () => [
    serviceTextPart(deps.recordsTable, next, now),
    await auditPart(
      deps.tables,
      deps.auditTable,
      {
        actor: { type: "system", id: "messaging" },
        action: `text.${next.state}`,
        object: { type: "ServiceText", id: next.textId, version: String(next.rev) },
        after: { kind: next.kind, about: next.about, textVersion: next.textVersion ?? null },
        ...(next.reason === undefined ? {} : { reason: next.reason }),
        ruleIds: ["CON-13"],
      },
      now,
    ),
  ]);
  return written.kind === "committed";
}
