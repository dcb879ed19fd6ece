import type { Actor } from "../../shared/contracts/audit.ts";
import type { DomainEvent } from "../../shared/contracts/event.ts";
import { messageHandedOff, messageQueued, messageSettled } from "../../shared/contracts/messaging.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Instant } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import { emitted } from "../runtime/events.ts";
import { type TransactOutcome, type TransactPart, transact } from "../runtime/transaction.ts";
import { messagePart, type RecordsTable } from "./store.ts";

export interface ChangeDeps extends RecordsTable {
  readonly auditTable: string;
}

/** The actor of what a queue, a schedule or a provider causes. */
export const SYSTEM: Actor = { type: "system", id: "messaging" };
export const PROVIDER: Actor = { type: "provider", id: "messaging" };

/**
 * Writes a message's next state in one transaction with its audit link and whatever else must hold or happen with it
 * (INV-10). Anything but `committed` means: read again and decide again.
 */
export async function recordChange(
  deps: ChangeDeps,
  change: MessageChange,
  now: Instant,
): Promise<TransactOutcome> {
  return transact(deps.tables, await changeParts(deps, change, now));
}

/** A change of a message, with why and by whom. */
export interface MessageChange {
  readonly before?: Message;
  readonly next: Message;
  readonly actor: Actor;
  readonly action: string;
  readonly ruleIds?: string[];
  readonly parts?: readonly TransactPart[];
}

/** What {@link recordChange} writes, for a caller that writes something of its own with it. */
export async function changeParts(
  deps: ChangeDeps,
  change: MessageChange,
  now: Instant,
): Promise<readonly TransactPart[]> {
  const { before, next, actor, action, ruleIds, parts } = change;
  const reason = "reason" in next ? next.reason : undefined;
  const audit = await auditPart(
    deps.tables,
    deps.auditTable,
    {
      actor,
      action,
      object: { type: "Message", id: next.messageId },
      ...(before === undefined ? {} : { before: { state: before.state } }),
      after: {
        state: next.state,
        ...("dueAt" in next ? { dueAt: next.dueAt } : {}),
        ...(next.wording === undefined ? {} : { templateVersionId: next.wording.versionId }),
        ...(next.note === undefined ? {} : { note: `${next.note.kind} ${next.note.state}` }),
        ...("handOff" in next
          ? {
              attempt: next.handOff.attempt,
              spaceRev: next.handOff.spaceRev,
              versionIds: next.handOff.versionIds,
              ...(next.handOff.tracking === undefined ? {} : { tracking: next.handOff.tracking }),
            }
          : {}),
      },
      ...(reason === undefined ? {} : { reason: reason.code }),
      ...(ruleIds === undefined ? {} : { ruleIds }),
    },
    now,
  );
  const ids = { messageId: next.messageId, hcpId: next.hcpId };
  const event = emitted(eventOf(next), ids, next.rev, now);
  return [...(parts ?? []), messagePart(deps.recordsTable, next, [event], now), audit];
}

function eventOf(message: Message): DomainEvent<string, typeof messageQueued.detail> {
  if (message.state === "queued" || message.state === "held") return messageQueued;
  return message.state === "handed_off" ? messageHandedOff : messageSettled;
}
