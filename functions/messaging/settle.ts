import type { FlightMessage } from "../../shared/model/message.ts";
import type { Instant } from "../../shared/model/time.ts";
import { complaintParts } from "../consent/conditions.ts";
import { suppressAddressPart } from "../directory/conditions.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { backOff, type TransactOutcome } from "../runtime/transaction.ts";
import { learned } from "./message-changes.ts";
import { advance, suppressionAfter } from "./message-state.ts";
import { type ProviderReport, providerReport } from "./provider-event.ts";
import { type ChangeDeps, PROVIDER, recordChange } from "./record-change.ts";
import { messageIdOf, readMessage } from "./store.ts";

const ROUNDS = 8;

export interface SettleDeps extends ChangeDeps {
  readonly peopleTable: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Takes in one event of a provider. It also settles messages whose answer was lost. A permanent bounce or a complaint
 * suppresses the address in the same transaction, and a complaint withdraws the person's permission besides
 * (domain-rules 2.9). Any order and repetition gives the same state.
 * @throws Error when rivals kept changing the message; the event is delivered again
 */
export function makeSettle(deps: SettleDeps) {
  return async (event: unknown): Promise<void> => {
    const report = providerReport(event);
    if (report === undefined) return;
    const messageId = report.messageId ?? (await messageIdOf(deps, report.providerMessageId));
    // other mail of the company, such as a request to confirm, carries no tag of ours
    if (messageId === undefined) return;
    for (let round = 0; round < ROUNDS; round++) {
      const message = await readMessage(deps, messageId);
      if (message === undefined || !("handOff" in message)) {
        deps.log.warn("provider event for a message that never left", { messageId, fact: report.fact });
        return;
      }
      if (report.attempt !== undefined && report.attempt !== message.handOff.attempt) return;
      const state = advance(message.state, report.fact);
      if (state === message.state) return;
      const written = await write(deps, message, report, deps.clock());
      if (written.kind === "committed") return;
      await backOff(round);
    }
    throw new Error(`the event of ${messageId} could not be written`);
  };
}

async function write(
  deps: SettleDeps,
  before: FlightMessage,
  report: ProviderReport,
  now: Instant,
): Promise<TransactOutcome> {
  const { addressHash } = before.handOff;
  const next = learned(before, report.fact, now, { providerMessageId: report.providerMessageId });
  const change = { before, next, actor: PROVIDER, action: `message.${report.fact}` };
  const reason = suppressionAfter(report.fact);
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
