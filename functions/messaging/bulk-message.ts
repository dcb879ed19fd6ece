import { AppError } from "../../shared/contracts/errors.ts";
import type { Bulk } from "../../shared/model/bulk.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import { type HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Wording } from "../../shared/model/template.ts";
import { type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import { findHcp } from "../directory/facts.ts";
import { placePart } from "../experiments/conditions.ts";
import { type OpenExperiment, type Place, placeFor } from "../experiments/facts.ts";
import { newId } from "../runtime/ids.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { dueInArm, memberOf, wishInArm } from "./arm-message.ts";
import { isMade } from "./bulk-state.ts";
import { readRecipient, recipientPart } from "./bulk-store.ts";
import type { FactsDeps } from "./gather-facts.ts";
import { ended } from "./message-changes.ts";
import { orderedWords } from "./order-words.ts";
import { type ChangeDeps, recordChange } from "./record-change.ts";
import { readMessage } from "./store.ts";

/** For this long everybody's message can be taken back together. */
const RECALL = MINUTE;
const ROUNDS = 8;

export type BulkMessageDeps = ChangeDeps & FactsDeps;

/**
 * Makes one person's message, once: in the transaction that notes it beside the person. Whoever the dry run denied gets
 * none; the send gate decides about the others as they leave (INV-1). In an experiment the person's arm says when.
 * @returns whether there is a message, made now or before
 * @throws Error when rivals kept changing what it rests on; the step is then repeated
 */
export async function inviteOne(
  deps: BulkMessageDeps,
  bulk: Bulk,
  open: OpenExperiment | undefined,
  hcpId: HcpId,
  now: Instant,
): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round++) {
    const recipient = await readRecipient(deps, bulk.bulkId, hcpId);
    if (recipient?.messageId !== undefined) return true;
    if (recipient === undefined || recipient.stopped || !isMade(recipient.verdict)) return false;
    const hcp = await findHcp(deps, hcpId);
    if (hcp === undefined) return false;
    const place = open === undefined ? undefined : await placeFor(deps, open, hcp, now);
    const words = await wordsOf(deps, bulk, hcp, place, now);
    if (words === "refused") return false;
    const dueAt = dueInArm(deps, place, hcp, wishedForAll(bulk, now), now);
    const messageId = MessageId.parse(newId("msg", now));
    const next: Message = {
      messageId,
      hcpId,
      channel: bulk.channel,
      sender: bulk.sender,
      state: "queued",
      createdAt: instantText(now),
      scheduledFor: instantText(dueAt),
      dueAt: instantText(dueAt),
      attempts: 0,
      timeline: [{ at: instantText(now), state: "queued" }],
      ...(words === undefined ? {} : { wording: words }),
      ...(place === undefined ? {} : { experiment: memberOf(place) }),
      rev: 1,
    };
    const arm = place === undefined ? {} : { arm: place.arm.key };
    const written = await recordChange(
      deps,
      {
        next,
        actor: { type: "user", id: bulk.sender.userId, role: "rep" },
        action: "message.compose",
        parts: [
          recipientPart(deps.recordsTable, bulk.bulkId, { ...recipient, ...arm, messageId }),
          ...(place === undefined ? [] : [placePart(deps.recordsTable, place, { hcpId, messageId }, now)]),
        ],
      },
      now,
    );
    if (written.kind === "committed") return true;
    await backOff(round);
  }
  throw new Error(`the message of one person of ${bulk.bulkId} met rivals ${ROUNDS} times`);
}

/** Pure: when everybody's message is wished for; never before it can be taken back. */
export function wishedForAll({ notBefore }: Bulk, now: Instant): Instant {
  return Math.max(now + RECALL, notBefore === undefined ? now : Date.parse(notBefore));
}

/** The words of the person's arm, else those chosen for everybody; "refused" when they may not be used for this person any more. */
async function wordsOf(
  deps: BulkMessageDeps,
  { channel, sender, wording }: Bulk,
  { hcpId }: Hcp,
  place: Place | undefined,
  now: Instant,
): Promise<Wording | undefined | "refused"> {
  try {
    return await orderedWords(deps, { hcpId, channel, sender, wording: wishInArm(place, wording) }, now);
  } catch (error) {
    // what was in order when the sender looked may have been withdrawn since
    if (error instanceof AppError && error.code === "not_allowed") return "refused";
    throw error;
  }
}

/**
 * Takes one person's message back while it waits, or sees to it that none is made: a step of sending may still run.
 * @returns what became of it: taken back now or before, past that, or never made
 * @throws Error when rivals kept changing it; the step is then repeated
 */
export async function recallOne(
  deps: BulkMessageDeps,
  bulk: Bulk,
  hcpId: HcpId,
  now: Instant,
): Promise<"recalled" | "past" | "none"> {
  for (let round = 0; round < ROUNDS; round++) {
    const recipient = await readRecipient(deps, bulk.bulkId, hcpId);
    if (recipient === undefined || recipient.stopped) return "none";
    const { messageId } = recipient;
    if (messageId === undefined) {
      const part = recipientPart(deps.recordsTable, bulk.bulkId, { ...recipient, stopped: true });
      if ((await transact(deps.tables, [part])).kind === "committed") return "none";
      await backOff(round);
      continue;
    }
    const before = await readMessage(deps, messageId);
    if (before === undefined) return "none";
    if (before.state === "cancelled") return "recalled";
    if (before.state !== "queued" && before.state !== "held") return "past";
    const reason = { code: "CANCELLED", words: `Cancelled by ${bulk.sender.name}.` };
    const next = ended(before, "cancelled", reason, now);
    const actor = { type: "user" as const, id: bulk.sender.userId, role: "rep" };
    const written = await recordChange(deps, { before, next, actor, action: "message.cancel" }, now);
    if (written.kind === "committed") return "recalled";
    await backOff(round);
  }
  throw new Error(`the message of one person of ${bulk.bulkId} met rivals ${ROUNDS} times`);
}
