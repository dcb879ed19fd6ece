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
export type Decide = (log: ConsentLog) => ConsentEntry | readonly ConsentEntry[] | undefined;

/** Refusals that mean that somebody else was first, so that fresh facts decide. */
const RIVALS: readonly string[] = [AUDIT_MOVED, "consent_changed", "profile_changed"];

/** A rep who meets a rival tries a few times; an opt-out goes on until it is done (architecture, "Invite"). */
const ATTEMPTS = { grant: 6, optOut: 40 } as const;

/**
 * Adds one event, or several that belong together, to a person's log: events, head, audit link and domain events in one
 * transaction (INV-10), which holds only while nobody else added one. `also` gathers what has to happen with them.
 * Returns the log as it stands afterwards.
 * @throws AppError conflict when rivals kept winning
 */
export async function appendConsent(
  deps: AppendDeps,
  hcpId: HcpId,
  by: Actor,
  decide: Decide,
  now: Instant,
  also: () => Promise<readonly TransactPart[]> = async () => [],
): Promise<ConsentLog & { readonly appended: ConsentEvent | undefined }> {
  for (let attempt = 0; ; attempt++) {
    const log = await readConsentLog(deps, hcpId);
    const decided = decide(log);
    const entries = decided === undefined ? [] : "action" in decided ? [decided] : decided;
    const [entry] = entries;
    if (entry === undefined) return { ...log, appended: undefined };
    const { events, parts } = await appendAllParts(deps, hcpId, log, by, entries, now);
    const outcome = await transact(deps.tables, [...parts, ...(await also())]);
    if (outcome.kind === "committed")
      return { rev: log.rev + events.length, events: [...log.events, ...events], appended: events[0] };
    if (outcome.kind === "refused" && outcome.names.some((name) => !RIVALS.includes(name))) {
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
  log: ConsentLog,
  by: Actor,
  entry: ConsentEntry,
  now: Instant,
): Promise<{ readonly parts: readonly TransactPart[] }> {
  return appendAllParts(deps, hcpId, log, by, [entry], now);
}

/**
 * As {@link appendParts}, for several events of one declaration. Requests among them are one question for each way of
 * answering: only the first sends a mail or a text, and the others are part of it.
 */
export async function appendAllParts(
  deps: AppendDeps,
  hcpId: HcpId,
  log: ConsentLog,
  by: Actor,
  entries: readonly ConsentEntry[],
  now: Instant,
): Promise<{ readonly events: readonly ConsentEvent[]; readonly parts: readonly TransactPart[] }> {
  const at = instantText(now);
  const events: ConsentEvent[] = [];
  for (const entry of entries) {
    const first = events.find(
      ({ action, scope }) => action === "doi_requested" && isText(scope) === isText(entry.scope),
    );
    const partOf = entry.action === "doi_requested" && first !== undefined ? { partOf: first.eventId } : {};
    const rev = log.rev + events.length + 1;
    events.push(ConsentEvent.parse({ ...entry, ...partOf, eventId: newId("cev", now), hcpId, rev, at }));
  }
  return { events, parts: await partsOf(deps, log, events, by, now) };
}

/** What is confirmed from a phone: no mail answers for it, and it for no mail (domain-rules 2.3). */
const isText = ({ channel }: ConsentEvent["scope"]) => channel === "sms";

async function partsOf(
  deps: AppendDeps,
  log: ConsentLog,
  events: readonly ConsentEvent[],
  by: Actor,
  now: Instant,
): Promise<TransactPart[]> {
  const { recordsTable } = deps;
  const last = events.at(-1);
  if (last === undefined) throw new Error("a declaration needs an event");
  const { hcpId, rev } = last;
  const asks = events.filter((event) => event.action === "doi_requested" && event.partOf === undefined);
  const emits = [
    emitted(consentChanged, { hcpId }, rev, now),
    ...asks.map(({ eventId }) => emitted(confirmationRequested, { hcpId, eventId }, rev, now)),
  ];
  const told = events.map((event) => {
    const { addressHash: _address, ...scope } = event.scope;
    const { textVersion, method } = event.evidence;
    return { eventId: event.eventId, scope, textVersion, method };
  });
  const audit = await auditPart(
    deps.tables,
    deps.auditTable,
    {
      actor: by,
      action: `consent.${last.action}`,
      object: { type: "Consent", id: hcpId, version: String(rev) },
      after: told.length === 1 ? (told[0] ?? {}) : { events: told },
      ruleIds: ["CON-1", "CON-4"],
    },
    now,
  );
  return [
    ...events.map((event) => ({
      name: "consent_changed",
      item: {
        Put: {
          TableName: recordsTable,
          Item: { ...eventKey(hcpId, event.rev), v: 1, ...event },
          ConditionExpression: "attribute_not_exists(pk)",
        },
      },
    })),
    {
      name: "consent_changed",
      item: {
        Put: {
          TableName: recordsTable,
          Item: {
            ...headKey(hcpId),
            v: 1,
            hcpId,
            rev,
            summary: summaryOf([...log.events, ...events], now),
            emits,
          },
          ...(log.rev === 0
            ? { ConditionExpression: "attribute_not_exists(pk)" }
            : { ConditionExpression: "rev = :before", ExpressionAttributeValues: { ":before": log.rev } }),
        },
      },
    },
    audit,
  ];
}
