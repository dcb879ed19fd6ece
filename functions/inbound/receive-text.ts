import type { Actor } from "../../shared/contracts/audit.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { textActParts } from "../consent/conditions.ts";
import type { TextProof } from "../consent/facts.ts";
import { doubtMobilePart, stopAddressPart, suppressAddressPart } from "../directory/conditions.ts";
import { addressHash as hashOf } from "../directory/facts.ts";
import { newServiceTextPart } from "../messaging/conditions.ts";
import { auditPart } from "../runtime/audit.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Logger } from "../runtime/log.ts";
import { backOff, type TransactPart, transact } from "../runtime/transaction.ts";
import { decideReply, type ReplyDecision } from "./decide-reply.ts";
import { type GatheredReply, gatherReply } from "./gather-reply.ts";
import { countryOfNumber } from "./number-country.ts";
import type { OptOutList } from "./opt-out-list.ts";
import { PARSER_VERSION } from "./parse-reply.ts";
import { type Inbound, type InboundTables, inboundIdOf, inboundPart, readInbound } from "./store.ts";
import { inboundTextPart, type NumberMemory, numberMemoryPart } from "./text-store.ts";
import { type TwoWayText, twoWayText } from "./two-way-text.ts";

/** An opt-out goes on until it is done (architecture, "Invite"); then the queue brings it back. */
const ROUNDS = 40;

export interface ReceiveDeps extends InboundTables {
  readonly auditTable: string;
  /** Gives the key of the address hashes, base64. */
  readonly pepper: () => Promise<string>;
  readonly company: string;
  readonly optOuts: OptOutList;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What one text becomes. */
interface Understood {
  readonly text: TwoWayText;
  readonly gathered: GatheredReply;
  readonly decision: ReplyDecision;
  readonly inbound: Inbound;
}

/**
 * Takes in one text: raw text, effects on everybody who has the number, answer and audit in one transaction (INV-10), so
 * that a text that is delivered twice has its effects once. No word and no number is logged.
 * @throws Error when rivals kept winning; the queue delivers it again
 */
export function makeReceiveText(deps: ReceiveDeps) {
  return async (body: string): Promise<void> => {
    const text = twoWayText(body);
    const inboundId = inboundIdOf(text.providerId);
    for (let round = 0; round < ROUNDS; round++) {
      if ((await readInbound(deps, inboundId)) !== undefined) return;
      const understood = await understand(deps, text, deps.clock());
      const { decision, inbound } = understood;
      // before it is said that texts come again: the provider would refuse that very text (2.7, step 5)
      if (decision.acts.some(({ act }) => act.act === "restore")) await deps.optOuts.remove(text.number);
      const written = await transact(deps.tables, await partsOf(deps, understood, deps.clock()));
      if (written.kind === "committed") {
        const { kind, rule, task } = inbound;
        deps.log.info("text understood", { inboundId, kind, rule, task, answer: decision.answer });
        return;
      }
      await backOff(Math.min(round, 5));
    }
    throw new Error(`the effects of ${inboundId} could not be written`);
  };
}

async function understand(deps: ReceiveDeps, text: TwoWayText, now: Instant): Promise<Understood> {
  const addressHash = hashOf(await deps.pepper(), "sms", text.number);
  const gathered = await gatherReply(deps, text, addressHash, now);
  const decision = decideReply(gathered.facts, now);
  const { reply } = gathered.facts;
  const { task } = decision;
  const inbound: Inbound = {
    inboundId: inboundIdOf(text.providerId),
    receivedAt: instantText(now),
    addressHash,
    hcpIds: gathered.people.map(({ hcp }) => hcp.hcpId),
    kind: reply.kind,
    rule: reply.rule,
    parser: PARSER_VERSION,
    ...(task === undefined ? {} : { task: task.task, dueAt: instantText(task.dueAt) }),
    rev: 1,
  };
  return { text, gathered, decision, inbound };
}

async function partsOf(deps: ReceiveDeps, understood: Understood, now: Instant): Promise<TransactPart[]> {
  const { text, gathered, decision, inbound } = understood;
  const { inboundId, addressHash } = inbound;
  const raw = { inboundId, number: text.number, ownNumber: text.ownNumber, text: text.text };
  const memory = remembered(understood, now);
  const [first] = gathered.people;
  const address = { addressHash, channel: "sms" } as const;
  const consents = await Promise.all(
    decision.acts.map(async ({ hcpId, act }) => {
      const person = gathered.people.find(({ hcp }) => hcp.hcpId === hcpId);
      if (person === undefined) throw new Error("an act is for somebody who was read");
      return textActParts(deps, hcpId, person.consent, act, proofOf(inbound), actorOf(inbound, hcpId), now);
    }),
  );
  return [
    inboundPart(deps.recordsTable, inbound),
    inboundTextPart(deps.peopleTable, { ...raw, receivedAt: inbound.receivedAt }, now),
    ...(memory === undefined ? [] : [numberMemoryPart(deps.peopleTable, memory)]),
    ...consents.flat(),
    ...(decision.stopNumber
      ? [stopAddressPart(deps.peopleTable, { ...address, by: first?.hcp.hcpId }, now)]
      : []),
    ...(decision.reassign
      ? [
          suppressAddressPart(deps.peopleTable, { ...address, reason: "reassigned" }, now),
          ...gathered.people
            .filter(({ hcp }) => hcp.mobileHash === addressHash)
            .map(({ hcp }) => doubtMobilePart(deps.peopleTable, hcp, now)),
        ]
      : []),
    ...(decision.answer === undefined
      ? []
      : [
          newServiceTextPart(
            deps.recordsTable,
            {
              kind: decision.answer,
              ...(first === undefined
                ? countryOfNumber(text.number)
                : { country: first.hcp.country, language: first.hcp.language }),
              addressHash,
              about: { inboundId },
            },
            now,
          ),
        ]),
    await auditPart(
      deps.tables,
      deps.auditTable,
      {
        actor: actorOf(inbound, first?.hcp.hcpId),
        action: `inbound.${inbound.kind}`,
        object: { type: "Inbound", id: inboundId, version: "1" },
        after: {
          rule: inbound.rule,
          parser: inbound.parser,
          hcpIds: inbound.hcpIds,
          acts: decision.acts.map(({ hcpId, act }) => ({ hcpId, act: act.act })),
          ...(decision.answer === undefined ? {} : { answer: decision.answer }),
          ...(inbound.task === undefined ? {} : { task: inbound.task, dueAt: inbound.dueAt ?? null }),
        },
        ruleIds: ["CON-13"],
      },
      now,
    ),
  ];
}

function remembered({ text, gathered, decision }: Understood, now: Instant): NumberMemory | undefined {
  const { memory } = gathered;
  const tells = decision.answer === "unmonitored";
  if (!decision.stopNumber && !tells) return undefined;
  const last = Math.max(text.publishedAt, Date.parse(memory.stoppedAt ?? instantText(0)));
  return {
    ...memory,
    ...(decision.stopNumber ? { stoppedAt: instantText(last) } : {}),
    ...(tells ? { toldUnmonitoredAt: instantText(now) } : {}),
    rev: memory.rev + 1,
  };
}

/** Whoever says "wrong number" is not the HCP, and nobody knows who it is. */
function proofOf({ addressHash, inboundId, kind, rule }: Inbound): TextProof {
  return {
    addressHash,
    actor: kind === "wrong_number" ? "system" : "hcp",
    method: rule === "3" || rule === "2c" ? "reply_nl" : "sms_keyword",
    reference: inboundId,
  };
}

function actorOf({ kind }: Inbound, hcpId: string | undefined): Actor {
  return kind === "wrong_number" || hcpId === undefined
    ? { type: "provider", id: "text" }
    : { type: "hcp", id: hcpId };
}
