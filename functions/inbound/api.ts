import { AppError } from "../../shared/contracts/errors.ts";
import type { InboundWork, inboundApi } from "../../shared/contracts/inbound.ts";
import type { InboundId } from "../../shared/model/inbound.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { Instant } from "../../shared/model/time.ts";
import { findHcp, maskMobile } from "../directory/facts.ts";
import { auditPart, recordDenial } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { transactFresh } from "../runtime/transaction.ts";
import { makeHoldForCase } from "./hold-for-case.ts";
import { nameOf } from "./rep-questions.ts";
import { type SettleDeps, settleInbound } from "./settle-inbound.ts";
import { type Inbound, listOpen, readInbound } from "./store.ts";
import { findInboundText } from "./text-store.ts";

/** What a task may end in. */
const OUTCOMES = { decide: ["withdrawn", "resumed"], read: ["withdrawn", "read"] } as const;

type TextHandlers = Pick<
  HandlersOf<typeof inboundApi>,
  "holdForCase" | "listInboundWork" | "readInboundText" | "decideInbound"
>;

/** Handlers of the list of texts that wait for a person. No rep is among those who may ask. */
export function makeInboundTexts(deps: SettleDeps): TextHandlers {
  return {
    holdForCase: makeHoldForCase(deps),

    listInboundWork: async ({ query }) => {
      const page = await listOpen(deps, query);
      return { items: await Promise.all(page.items.map((item) => shown(deps, item))), cursor: page.cursor };
    },

    readInboundText: async ({ params, body, caller, context }) => {
      const inbound = await known(deps, caller, params.inboundId, context.now);
      const raw = await findInboundText(deps, inbound.inboundId);
      if (raw === undefined) throw new AppError("not_found", "This text is past its retention.");
      // recorded before it is shown: without the link nothing is (INV-10)
      const written = await transactFresh(deps.tables, async () => [
        await auditPart(
          deps.tables,
          deps.auditTable,
          {
            actor: userOf(caller),
            action: "inbound.text_read",
            object: { type: "Inbound", id: inbound.inboundId },
            reason: body.reason,
            ruleIds: ["INV-7"],
          },
          context.now,
        ),
      ]);
      if (written.kind !== "committed") throw new AppError("conflict", "Try again in a moment.");
      return { text: raw.text };
    },

    decideInbound: async ({ params, body, caller, context }) => {
      const before = await known(deps, caller, params.inboundId, context.now);
      const { inboundId } = before;
      const { outcome } = body;
      if (before.outcome === outcome) return { inboundId, outcome, rev: before.rev };
      const possible: readonly string[] = before.task === undefined ? [] : OUTCOMES[before.task];
      if (before.outcome !== undefined || !possible.includes(outcome))
        throw new AppError(
          "wrong_state",
          before.outcome === undefined
            ? `This text can be settled as ${possible.join(" or ") || "nothing"}.`
            : `It was settled as ${before.outcome}.`,
          { field: "body.outcome" },
        );
      if (before.rev !== body.rev)
        throw new AppError("conflict", "The text changed in the meantime. Look at it again.", {
          field: "body.rev",
        });
      const settlement = { outcome, by: userOf(caller), actor: "privacy_office" } as const;
      const after = await settleInbound(deps, before, settlement, context.now);
      if (after.outcome !== outcome) throw new AppError("conflict", "Somebody else settled it just now.");
      return { inboundId, outcome, rev: after.rev };
    },
  };
}

function userOf(caller: Caller) {
  return { type: "user" as const, id: caller.userId, role: caller.roles[0] ?? "admin" };
}

async function known(deps: SettleDeps, caller: Caller, inboundId: InboundId, now: Instant): Promise<Inbound> {
  const inbound = await readInbound(deps, inboundId);
  if (inbound !== undefined) return inbound;
  const actor = { type: "user" as const, id: caller.userId };
  const denial = { actor, action: "inbound.read", objectId: inboundId, reason: "unknown_text" };
  await recordDenial(deps.tables, deps.auditTable, denial, now);
  throw new AppError("not_found", "There is no text here for you.");
}

async function shown(deps: SettleDeps, inbound: Inbound): Promise<InboundWork> {
  const { inboundId, receivedAt, kind, rev, task = "read", dueAt = receivedAt } = inbound;
  const [people, raw] = await Promise.all([
    Promise.all(inbound.hcpIds.map((hcpId) => findHcp(deps, hcpId))),
    findInboundText(deps, inboundId),
  ]);
  const hcps = people.flatMap((hcp) => (hcp === undefined ? [] : [{ hcpId: hcp.hcpId, name: nameOf(hcp) }]));
  return { inboundId, receivedAt, kind, task, dueAt, hcps, number: maskMobile(raw?.number ?? "+"), rev };
}
