import type { FlightMessage } from "../../shared/model/message.ts";
import type { Instant } from "../../shared/model/time.ts";
import { complaintParts } from "../consent/conditions.ts";
import { suppressAddressPart } from "../directory/conditions.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { backOff, type TransactOutcome } from "../runtime/transaction.ts";
import { learned } from "./message-changes.ts";
import { advance, costAfter, suppressionAfter } from "./message-state.ts";
import type { ProviderReport } from "./provider-event.ts";
import { type ChangeDeps, PROVIDER, recordChange } from "./record-change.ts";
import { messageIdOf, readMessage } from "./store.ts";

const ROUNDS = 8;

export interface SettleDeps extends ChangeDeps {
  readonly peopleTable: string;
  /** Millionths of a US dollar that an e-mail costs, for one whose answer was lost. */
  readonly microsPerMail: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Takes in one report of a provider, from the bus or from a topic: each comes at least once, often by both ways. It also
 * settles messages whose answer was lost. A permanent bounce or a complaint suppresses the address in the same
 * transaction, and a complaint withdraws the person's permission besides (domain-rules 2.9). Any order and repetition
 * gives the same state.
 * @throws Error when rivals kept changing the message; the report is delivered again
 */
export function makeSettle(deps: SettleDeps) {
  return async (report: ProviderReport | undefined): Promise<void> => {
    if (report === undefined) return;
    const messageId = report.messageId ?? (await messageIdOf(deps, report.providerMessageId));
    // other mail of the company, such as a request to confirm, carries no tag of ours
    if (messageId === undefined) return;
    for (let round = 0; round < ROUNDS; round++) {
      const message = await readMessage(deps, messageId);
      // an answer to a text that came in is no message of a rep
      if (message === undefined) return;
      if (!("handOff" in message)) {
        deps.log.warn("provider event for a message that never left", { messageId, fact: report.fact });
        return;
      }
      if (report.attempt !== undefined && report.attempt !== message.handOff.attempt) return;
      const costMicros = costOf(deps, message, report);
      const state = advance(message.state, report.fact);
      if (state === message.state && costMicros === message.handOff.costMicros) return;
      const written = await write(deps, message, { ...report, costMicros }, deps.clock());
      if (written.kind === "committed") return;
      await backOff(round);
    }
    throw new Error(`the event of ${messageId} could not be written`);
  };
}

/** A mail that SES took costs its price, whatever became of it; one that it rejected costs nothing. */
function costOf(deps: SettleDeps, message: FlightMessage, report: ProviderReport): number | undefined {
  const { costMicros } = message.handOff;
  if (message.channel === "sms") return costAfter(costMicros, report.costMicros);
  return report.fact === "rejected" ? costMicros : costAfter(costMicros, deps.microsPerMail);
}

async function write(
  deps: SettleDeps,
  before: FlightMessage,
  report: ProviderReport,
  now: Instant,
): Promise<TransactOutcome> {
  const { addressHash } = before.handOff;
  const { providerMessageId, costMicros } = report;
  const state = advance(before.state, report.fact);
  const next = learned(before, state, now, { providerMessageId, costMicros });
  const action = state === before.state ? "message.cost" : `message.${state}`;
  const change = { before, next, actor: PROVIDER, action };
  const reason = state === before.state ? undefined : suppressionAfter(state);
  if (reason === undefined) return recordChange(deps, change, now);
  const suppress = suppressAddressPart(
    deps.peopleTable,
    { addressHash, channel: before.channel, reason },
    now,
  );
  const withdrawal = reason === "complaint" ? await complaintParts(deps, before, PROVIDER, now) : [];
  const written = await recordChange(deps, { ...change, parts: [suppress, ...withdrawal] }, now);
  // another message's bounce came first: the first cause stays, and this message still has to settle
  const suppressedBefore =
    written.kind === "refused" && written.names.every((name) => name === suppress.name);
  return suppressedBefore ? recordChange(deps, { ...change, parts: withdrawal }, now) : written;
}
