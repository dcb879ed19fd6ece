import type { MessageId } from "../../shared/model/ids.ts";
import type { Message, Tracking, WaitingMessage } from "../../shared/model/message.ts";
import type { Reason } from "../../shared/model/send-verdict.ts";
import { DAY, type Instant, instantText, SECOND } from "../../shared/model/time.ts";
import { consentUnchangedPart, unsubscribePart } from "../consent/conditions.ts";
import { versionsUnchangedParts } from "../content/conditions.ts";
import {
  addressNotStoppedSincePart,
  addressNotSuppressedPart,
  profileUnchangedPart,
} from "../directory/conditions.ts";
import { casesUnchangedPart } from "../inbound/conditions.ts";
import type { Clock } from "../runtime/clock.ts";
import { sha256 } from "../runtime/hash.ts";
import { backOff, type TransactOutcome, type TransactPart } from "../runtime/transaction.ts";
import { linkPart, spaceUnchangedPart } from "../spaces/conditions.ts";
import { attentionPart, reserve } from "./attention.ts";
import { type BuildDeps, buildMessage } from "./build-message.ts";
import { dueInstantOf } from "./due-index.ts";
import { type Gathered, gatherFacts } from "./gather-facts.ts";
import { handOffToken } from "./link-token.ts";
import { delayed, ended, handedOff, held } from "./message-changes.ts";
import type { MessageSender } from "./message-sender.ts";
import { openNote } from "./note-review.ts";
import { recordChange, SYSTEM } from "./record-change.ts";
import { type OutcomeDeps, recordOutcome } from "./record-outcome.ts";
import { sayingParts } from "./saying-parts.ts";
import { type GateVerdict, sendGate } from "./send-gate.ts";
import { settleSilent } from "./settle-silent.ts";
import { readMessage } from "./store.ts";

/** Life of an invitation's link (domain-rules 3.2). */
const LINK_LIFE = 30 * DAY;

/** A message that could not leave for this long after its time has expired (Appendix A). */
const SCHEDULE_LIFE = 7 * DAY;

/** Rounds with fresh facts before the queue gets the message back. */
const ROUNDS = 8;

export interface HandOffDeps extends BuildDeps, OutcomeDeps {
  readonly sender: MessageSender;
  /** 32 random bytes in base64, from which the tokens derive. */
  readonly sessionKey: () => Promise<string>;
  readonly clock: Clock;
}

/**
 * Handles one due message: asks the send gate with facts read this moment, and commits what it says in one
 * transaction that holds these facts still. Only after the hand-off is committed does anything leave, and only the
 * committing call sends: a redelivery that finds `handed_off` never does. Repeating it is harmless.
 * @throws Error when rivals kept changing the facts; the queue brings the message back
 */
export function makeHandOff(deps: HandOffDeps) {
  return async (messageId: MessageId): Promise<void> => {
    for (let round = 0; round < ROUNDS; round++) {
      const now = deps.clock();
      const message = await readMessage(deps, messageId);
      if (message === undefined) return;
      const due = dueInstantOf(message);
      if (!("handOff" in message) && (!("dueAt" in message) || due === undefined || due > now)) return;
      const outcome =
        "handOff" in message ? await settleSilent(deps, message, now) : await decide(deps, message, now);
      if (outcome.kind === "committed") return;
      await backOff(round);
    }
    throw new Error(`the facts of ${messageId} kept changing`);
  };
}

async function decide(deps: HandOffDeps, message: WaitingMessage, now: Instant): Promise<TransactOutcome> {
  if (message.state === "held") {
    const reason = { code: "EXPIRED", words: "Nobody released the typed text within five days." };
    return change(deps, message, ended(message, "expired", reason, now), "message.expire", now);
  }
  if (Date.parse(message.scheduledFor) + SCHEDULE_LIFE <= now) {
    const reason = { code: "EXPIRED", words: "It could not leave within seven days." };
    return change(deps, message, ended(message, "expired", reason, now), "message.expire", now);
  }
  const gathered = await gatherFacts(deps, message, now);
  const verdict = gathered === undefined ? UNKNOWN_HCP : sendGate(gathered.facts, now);
  switch (verdict.verdict) {
    case "ALLOW":
      return allow(deps, message, gathered, verdict.tracking, now);
    case "DELAY":
      return change(
        deps,
        message,
        delayed(message, Date.parse(verdict.until), verdict.reason, now),
        "message.delay",
        now,
      );
    case "HOLD":
      return hold(deps, message, gathered, verdict.reason, now);
    case "DENY":
      return change(deps, message, ended(message, "denied", verdict.reason, now), "message.deny", now);
  }
}

const UNKNOWN_HCP: GateVerdict = {
  verdict: "DENY",
  reason: { code: "HCP_INELIGIBLE", words: "The contact is no longer on record." },
};

/** Typed text goes to compliance first: the clock of its answer is the practice's (MLR-16). */
function hold(
  deps: HandOffDeps,
  message: WaitingMessage,
  gathered: Gathered | undefined,
  reason: Reason,
  now: Instant,
): Promise<TransactOutcome> {
  const note = openNote("hold", gathered?.hcp.timeZone ?? "UTC", now);
  return change(deps, message, { ...held(message, reason, now), note }, "message.hold", now);
}

function change(deps: HandOffDeps, before: Message, next: Message, action: string, now: Instant) {
  return recordChange(deps, { before, next, actor: SYSTEM, action, ruleIds: ["INV-1"] }, now);
}

async function allow(
  deps: HandOffDeps,
  message: WaitingMessage,
  gathered: Gathered | undefined,
  tracking: Tracking,
  now: Instant,
): Promise<TransactOutcome> {
  if (gathered?.address === undefined) throw new Error(`${message.messageId} was allowed without an address`);
  const { address, versions, attention } = gathered;
  const attempt = message.attempts + 1;
  const sessionKey = await deps.sessionKey();
  const tokens = {
    link: handOffToken(sessionKey, "link", message.messageId, attempt),
    unsubscribe: handOffToken(sessionKey, "unsub", message.messageId, attempt),
  };
  const handOff = {
    attempt,
    at: instantText(now),
    addressHash: address.hash,
    spaceRev: gathered.spaceRev,
    versionIds: versions.map((version) => version.versionId),
    tracking,
  };
  const outgoing = await buildMessage(deps, message, attempt, gathered, tokens, now);
  const words = await sayingParts(deps, message, gathered.saying, gathered.hcp.timeZone, now);
  const left = handedOff(message, handOff, now);
  const next = words.note === undefined ? left : { ...left, note: words.note };
  const touch = {
    messageId: message.messageId,
    channel: message.channel,
    at: now,
    versionIds: handOff.versionIds,
    contentIds: [...new Set(versions.map((version) => version.contentId))],
  };
  const committed = await recordChange(
    deps,
    {
      before: message,
      next,
      actor: SYSTEM,
      action: "message.hand_off",
      ruleIds: ["INV-1", "FRQ-1"],
      parts: [
        ...factsUnchangedParts(deps, message, gathered),
        ...words.parts,
        attentionPart(deps.recordsTable, message.hcpId, reserve(attention, touch), now),
        linkPart(deps.recordsTable, {
          tokenHash: sha256(tokens.link),
          messageId: message.messageId,
          hcpId: message.hcpId,
          channel: message.channel,
          expiresAt: Math.floor((now + LINK_LIFE) / SECOND),
        }),
        ...(message.channel === "email"
          ? [
              unsubscribePart(deps.recordsTable, {
                tokenHash: sha256(tokens.unsubscribe),
                hcpId: message.hcpId,
                channel: message.channel,
                addressHash: address.hash,
                messageId: message.messageId,
              }),
            ]
          : []),
      ],
    },
    now,
  );
  if (committed.kind !== "committed") return committed;
  const outcome = await deps.sender.send(outgoing);
  if (outcome.kind !== "accepted") {
    const why = outcome.kind === "refused" ? outcome.code : outcome.cause;
    deps.log.warn("provider did not accept", { messageId: message.messageId, outcome: outcome.kind, why });
  }
  await recordOutcome(deps, next, outcome, deps.clock());
  return committed;
}

/** What the gate's answer rests on, as conditions of the transaction that acts on it. */
function factsUnchangedParts(deps: HandOffDeps, message: Message, gathered: Gathered): TransactPart[] {
  const { address, hcp, versions } = gathered;
  return [
    profileUnchangedPart(deps.peopleTable, hcp.hcpId, hcp.rev),
    casesUnchangedPart(deps.peopleTable, hcp.hcpId, gathered.caseRev),
    consentUnchangedPart(deps.recordsTable, message.hcpId, gathered.consentRev),
    ...(address === undefined
      ? []
      : [
          addressNotSuppressedPart(deps.peopleTable, address.hash),
          addressNotStoppedSincePart(deps.peopleTable, address.hash, gathered.standing?.stop),
        ]),
    ...versionsUnchangedParts(
      deps.recordsTable,
      versions.map(({ versionId, rev }) => ({ versionId, rev })),
    ),
    spaceUnchangedPart(deps.recordsTable, message.hcpId, gathered.spaceRev),
  ];
}
