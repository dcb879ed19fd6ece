import type { HcpId } from "../../shared/model/ids.ts";
import type { InboundTask } from "../../shared/model/inbound.ts";
import type { ServiceTextKind } from "../../shared/model/service-text.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import type { TextAct, TextStanding } from "../consent/facts.ts";
import type { Reply } from "./parse-reply.ts";

/** One of those who are on record with the number. */
export interface Writer {
  readonly hcpId: HcpId;
  readonly standing: TextStanding;
  /** The exact request that left for this number and waits; absent when none did. */
  readonly asked?: Pick<Extract<TextAct, { act: "confirm" }>, "requestId" | "textVersion" | "textSha256">;
  /** When a decision about this person's texts is due. */
  readonly decideBy: Instant;
}

/** What is known when a text came in. */
export interface ReplyFacts {
  readonly reply: Reply;
  readonly writers: readonly Writer[];
  /** A STOP that was sent after this text came in before it: order is not guaranteed. */
  readonly overtaken: boolean;
  /** Whether a stop from this number is noted already. */
  readonly stopped: boolean;
  readonly suppressed: boolean;
  /** When this number was last told that nobody reads here. */
  readonly toldUnmonitoredAt?: Instant | undefined;
}

export interface ReplyDecision {
  readonly acts: readonly { readonly hcpId: HcpId; readonly act: TextAct }[];
  /** Note the stop for the number itself, whoever has it or will have it. */
  readonly stopNumber: boolean;
  /** Suppress the number as somebody else's and flag the records. */
  readonly reassign: boolean;
  readonly answer?: ServiceTextKind;
  readonly task?: { readonly task: InboundTask; readonly dueAt: Instant };
}

/** Nobody is told twice a day that nobody reads here: two machines would go on for ever. */
const TELL_AGAIN = DAY;

const NOTHING: ReplyDecision = { acts: [], stopNumber: false, reassign: false };

/**
 * Decides what a text does (domain-rules 2.7). Withdrawals are for the person, whatever the number; a permission comes
 * back only for the number that wrote, only where one was given in writing before, and never by a text that a later STOP
 * has overtaken. Pure.
 */
export function decideReply(facts: ReplyFacts, now: Instant): ReplyDecision {
  const { reply, writers } = facts;
  const read = { task: "read", dueAt: dueOf(writers, now) } as const;
  switch (reply.kind) {
    case "stop":
      return { ...withdrawn(facts), ...(reply.screen ? { task: read } : {}) };
    case "wrong_number":
      return {
        acts: everyOpen(writers, { act: "withdraw_number" }),
        stopNumber: true,
        reassign: !facts.suppressed,
        ...(facts.suppressed ? {} : { answer: "stopped" }),
      };
    case "pause":
      return paused(facts, now);
    case "help":
      return { ...NOTHING, answer: "help" };
    case "start":
      return facts.overtaken ? NOTHING : started(facts);
    case "yes":
      return facts.overtaken ? NOTHING : confirmed(facts, now);
    case "other":
      return { ...unmonitored(facts, now), task: read };
  }
}

/** A log that says "withdrawn" already gets no second entry; everything else is closed, also what only waits. */
function everyOpen(writers: readonly Writer[], act: TextAct): ReplyDecision["acts"] {
  return writers
    .filter(({ standing }) => standing.state !== "withdrawn")
    .map(({ hcpId }) => ({ hcpId, act }));
}

/** One confirmation follows a STOP, and nothing follows the next (64.1200(a)(12)). */
function withdrawn(facts: ReplyFacts): ReplyDecision {
  const acts = everyOpen(facts.writers, { act: "withdraw" });
  const again = facts.stopped && acts.length === 0;
  return { acts, stopNumber: true, reassign: false, ...(again ? {} : { answer: "stopped" }) };
}

/** 2c: silent at once, and a person decides. Where nobody is on record there is nothing to wait for: it is STOP. */
function paused(facts: ReplyFacts, now: Instant): ReplyDecision {
  if (facts.writers.length === 0) return withdrawn(facts);
  const open = facts.writers.filter(({ standing }) => standing.state !== "withdrawn" && !standing.held);
  const dueAt = dueOf(facts.writers, now);
  if (open.length === 0) return { ...NOTHING, task: { task: "read", dueAt } };
  const acts = open.map(({ hcpId }) => ({ hcpId, act: { act: "hold", until: dueAt } as const }));
  return { ...NOTHING, acts, task: { task: "decide", dueAt } };
}

function started({ writers, suppressed }: ReplyFacts): ReplyDecision {
  if (suppressed) return { ...NOTHING, answer: "needs_form" };
  const acts = writers.flatMap(({ hcpId, standing }): ReplyDecision["acts"] => {
    if (standing.state !== "granted" && standing.written) return [{ hcpId, act: { act: "restore" } }];
    return standing.held ? [{ hcpId, act: { act: "resume" } }] : [];
  });
  const stands = writers.some(({ standing }) => standing.state === "granted");
  return { ...NOTHING, acts, answer: acts.length > 0 || stands ? "started" : "needs_form" };
}

/** Only a request that left for this very number can be answered from it (2.4). */
function confirmed(facts: ReplyFacts, now: Instant): ReplyDecision {
  const acts = facts.writers.flatMap(({ hcpId, asked }): ReplyDecision["acts"] =>
    asked === undefined ? [] : [{ hcpId, act: { act: "confirm", ...asked } }],
  );
  if (acts.length === 0 || facts.suppressed) return unmonitored(facts, now);
  return { ...NOTHING, acts, answer: "doi_confirmed" };
}

function unmonitored(facts: ReplyFacts, now: Instant): ReplyDecision {
  const told = facts.toldUnmonitoredAt !== undefined && facts.toldUnmonitoredAt + TELL_AGAIN > now;
  const closed = facts.suppressed || (facts.stopped && !facts.writers.some(isOpen));
  return told || closed ? NOTHING : { ...NOTHING, answer: "unmonitored" };
}

function isOpen({ standing }: Writer): boolean {
  return standing.state === "granted";
}

/** The earliest of the people's own days; a day where nobody is on record. */
function dueOf(writers: readonly Writer[], now: Instant): Instant {
  return writers.length === 0 ? now + DAY : Math.min(...writers.map(({ decideBy }) => decideBy));
}
