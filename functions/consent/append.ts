import type { Actor } from "../../shared/contracts/audit.ts";
import { confirmationRequested, consentChanged } from "../../shared/contracts/consent.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { ConsentEvent } from "../../shared/model/consent.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { AUDIT_MOVED, auditPart } from "../runtime/audit.ts";
import { emitted } from "../runtime/events.ts";
import { newId } from "../runtime/ids.ts";
import { backOff, type TransactPart, transact } from "../runtime/transaction.ts";
import { type ConsentLog, eventKey, headKey, type RecordsTable, readConsentLog } from "./store.ts";
import { summaryOf } from "./summary.ts";

/** What is to be recorded; id, position and time are added here. */
export type ConsentEntry = Omit<ConsentEvent, "eventId" | "hcpId" | "rev" | "at">;

/** What an append needs. */
export type AppendDeps = RecordsTable & { readonly auditTable: string };

/**
 * An append that a decision over the log asks for, or nothing when the log says it already. The decision runs again
 * on fresh facts whenever somebody else wrote in between.
 */
export type Decide = (log: ConsentLog) => ConsentEntry | undefined;

/** A rep who meets a rival tries a few times; an opt-out goes on until it is done (architecture, "Invite"). */
const ATTEMPTS = { grant: 6, optOut: 40 } as const;

/**
 * Adds one event to a person's log: event, head, audit link and domain events in one transaction (INV-10), which
 * holds only while nobody else added one. Returns the log as it stands afterwards.
 * @throws AppError conflict when rivals kept winning
 */
export async function appendConsent(
  deps: AppendDeps,
  hcpId: HcpId,
  by: Actor,
  decide: Decide,
  now: Instant,
): Promise<ConsentLog & { readonly appended: ConsentEvent | undefined }> {
  for (let attempt = 0; ; attempt++) {
    const log = await readConsentLog(deps, hcpId);
    const entry = decide(log);
    if (entry === undefined) return { ...log, appended: undefined };
    const { event, parts } = await appendParts(deps, hcpId, log, by, entry, now);
    const outcome = await transact(deps.tables, parts);
    if (outcome.kind === "committed")
      return { rev: event.rev, events: [...log.events, event], appended: event };
    if (
      outcome.kind === "refused" &&
      outcome.names.some((name) => name !== AUDIT_MOVED && name !== "consent_changed")
    ) {
      throw new Error(`consent event refused: ${outcome.names.join(", ")}`);
    }
    if (attempt + 1 >= (entry.action === "withdraw" ? ATTEMPTS.optOut : ATTEMPTS.grant)) {
      throw new AppError(
        "conflict",
        "This person's permissions are being changed right now. Try again in a moment.",
      );
    }
    await backOff(Math.min(attempt, 5));
  }
}

/**
 * The event that comes after a log as read, and the parts that write it: event, head and audit link. Refused as
 * `consent_changed` when somebody else added one.
 */
export async function appendParts(
  deps: AppendDeps,
  hcpId: HcpId,
  { rev, events }: ConsentLog,
  by: Actor,
  entry: ConsentEntry,
  now: Instant,
): Promise<{ readonly event: ConsentEvent; readonly parts: readonly TransactPart[] }> {
  const at = instantText(now);
  const event = ConsentEvent.parse({ ...entry, eventId: newId("cev", now), hcpId, rev: rev + 1, at });
  return { event, parts: await partsOf(deps, [...events, event], event, by, now) };
}

async function partsOf(
  deps: AppendDeps,
  log: readonly ConsentEvent[],
  event: ConsentEvent,
  by: Actor,
  now: Instant,
): Promise<TransactPart[]> {
  const { recordsTable } = deps;
  const emits = [emitted(consentChanged, { hcpId: event.hcpId }, event.rev, now)];
  if (event.action === "doi_requested") {
    emits.push(
      emitted(confirmationRequested, { hcpId: event.hcpId, eventId: event.eventId }, event.rev, now),
    );
  }
  const { addressHash: _address, ...scope } = event.scope;
  const audit = await auditPart(
    deps.tables,
    deps.auditTable,
    {
      actor: by,
      action: `consent.${event.action}`,
      object: { type: "Consent", id: event.hcpId, version: String(event.rev) },
      after: {
        eventId: event.eventId,
        scope,
        textVersion: event.evidence.textVersion,
        method: event.evidence.method,
      },
      ruleIds: ["CON-1", "CON-4"],
    },
    now,
  );
  return [
    {
      name: "consent_changed",
      item: {
        Put: {
          TableName: recordsTable,
          Item: { ...eventKey(event.hcpId, event.rev), v: 1, ...event },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    },
    {
      name: "consent_changed",
      item: {
        Put: {
          TableName: recordsTable,
          Item: {
            ...headKey(event.hcpId),
            v: 1,
            hcpId: event.hcpId,
            rev: event.rev,
            summary: summaryOf(log, now),
            emits,
          },
          ...(event.rev === 1
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : {
                ConditionExpression: "rev = :before",
                ExpressionAttributeValues: { ":before": event.rev - 1 },
              }),
        },
      },
    },
    audit,
  ];
}
