import type { Bulk, BulkCounts, BulkId, Recipient } from "../../shared/model/bulk.ts";
import type { HcpId } from "../../shared/model/ids.ts";
import type { Caller } from "../../shared/model/roles.ts";
import { Verdict } from "../../shared/model/send-verdict.ts";
import type { Instant } from "../../shared/model/time.ts";
import { findHcp } from "../directory/facts.ts";
import { findRunning, type OpenExperiment, placeFor } from "../experiments/facts.ts";
import type { Clock } from "../runtime/clock.ts";
import { type TransactPart, transact } from "../runtime/transaction.ts";
import { dueInArm, verdictInHours, wishInArm } from "./arm-message.ts";
import { inviteOne, recallOne, wishedForAll } from "./bulk-message.ts";
import { advanced, hasMore, verdictCounts } from "./bulk-state.ts";
import { bulkPart, readBulk, readPeople, recipientPart } from "./bulk-store.ts";
import { type FactsDeps, gatherFacts } from "./gather-facts.ts";
import { tellableVerdict } from "./message-view.ts";
import { sendGate } from "./send-gate.ts";

/** People in one step, and how many of them are handled side by side. */
const STEP = 25;
const SIDE_BY_SIDE = 5;

export interface BulkDeps extends FactsDeps {
  readonly auditTable: string;
  readonly clock: Clock;
}

/** What a step has done: what to count, and what to write together with the progress. */
interface Step {
  readonly counted: Partial<BulkCounts>;
  readonly parts: readonly TransactPart[];
}

/**
 * Does the next step of a bulk invitation, and says in the same write how far it is; that write brings the event of the
 * step after it. A step that is repeated or runs twice at once does nothing twice: verdicts are read anew, and a person's
 * message is made in one transaction with the note that it was.
 */
export function makeBulkWork(deps: BulkDeps) {
  return async (bulkId: BulkId): Promise<void> => {
    const bulk = await readBulk(deps, bulkId);
    if (bulk === undefined || !hasMore(bulk)) return;
    const now = deps.clock();
    const people = (await readPeople(deps, bulkId)).slice(bulk.done, bulk.done + STEP);
    const { counted, parts } = await stepOf(deps, bulk, people, now);
    const next = advanced(bulk, people.length, counted, now);
    const outcome = await transact(deps.tables, [bulkPart(deps.recordsTable, next), ...parts]);
    // a rival did this step, or somebody pressed a button meanwhile: whoever moved it sent the next event
    if (outcome.kind === "conflict") throw new Error(`a step of ${bulkId} met a conflict`);
  };
}

async function stepOf(deps: BulkDeps, bulk: Bulk, people: readonly HcpId[], now: Instant): Promise<Step> {
  const { experimentId } = bulk;
  const running = async () =>
    experimentId === undefined ? undefined : await findRunning(deps, experimentId, now);
  switch (bulk.state) {
    case "judging": {
      const open = await running();
      const judged = await inTurns(people, (hcpId) => judge(deps, bulk, open, hcpId, now));
      return {
        counted: verdictCounts(judged.map(({ verdict }) => verdict)),
        parts: judged.map((recipient) => recipientPart(deps.recordsTable, bulk.bulkId, recipient)),
      };
    }
    case "sending": {
      const open = await running();
      const made = await inTurns(people, (hcpId) => inviteOne(deps, bulk, open, hcpId, now));
      return { counted: { queued: made.filter(Boolean).length }, parts: [] };
    }
    default: {
      const ends = await inTurns(people, (hcpId) => recallOne(deps, bulk, hcpId, now));
      const recalled = ends.filter((end) => end === "recalled").length;
      const queued = ends.filter((end) => end !== "none").length;
      return { counted: { queued, recalled }, parts: [] };
    }
  }
}

/**
 * What a hand-off at the wished time would be told, as the rep may know it; in an experiment of the words and in the hours
 * of the person's arm. Nothing is written to the person.
 */
async function judge(
  deps: BulkDeps,
  bulk: Bulk,
  open: OpenExperiment | undefined,
  hcpId: HcpId,
  now: Instant,
): Promise<Recipient> {
  const hcp = await findHcp(deps, hcpId);
  if (hcp === undefined) return { hcpId, verdict: GONE };
  const { channel, sender, wording } = bulk;
  const wished = wishedForAll(bulk, now);
  const place = open === undefined ? undefined : await placeFor(deps, open, hcp, now);
  const at = dueInArm(deps, place, hcp, wished, now);
  const asked = { hcpId, channel, sender, wording: wishInArm(place, wording) };
  const gathered = await gatherFacts(deps, asked, at);
  const verdict = gathered === undefined ? GONE : sendGate(gathered.facts, at);
  const rep: Caller = { ...sender, roles: ["rep"] };
  const told = verdictInHours(tellableVerdict(verdict, rep), wished, at);
  return { hcpId, verdict: Verdict.parse(told) };
}

const GONE: Verdict = {
  verdict: "DENY",
  reason: { code: "NOT_AVAILABLE", words: "Not available for this contact." },
};

/** Handles people a few at a time, in order. */
async function inTurns<Done>(people: readonly HcpId[], handle: (hcpId: HcpId) => Promise<Done>) {
  const done: Done[] = [];
  for (let from = 0; from < people.length; from += SIDE_BY_SIDE) {
    done.push(...(await Promise.all(people.slice(from, from + SIDE_BY_SIDE).map(handle))));
  }
  return done;
}
