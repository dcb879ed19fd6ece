import { AppError } from "../../shared/contracts/errors.ts";
import type { NoteView, wordingApi } from "../../shared/contracts/messaging/wording.ts";
import { nameInMails } from "../../shared/model/hcp.ts";
import type { Message } from "../../shared/model/message.ts";
import type { Caller } from "../../shared/model/roles.ts";
import type { NoteReview } from "../../shared/model/template.ts";
import { sayTemplate } from "../../shared/model/template-words.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { typedSlots } from "../../shared/model/wording-lint.ts";
import { findHcp } from "../directory/facts.ts";
import { auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { backOff, type TransactPart } from "../runtime/transaction.ts";
import { typingRightPart } from "../templates/conditions.ts";
import { findTemplateVersion, findTypingRight } from "../templates/facts.ts";
import { valuesFor } from "./gather-saying.ts";
import { delayed, ended } from "./message-changes.ts";
import { answeredNote, type NoteAnswer, takes } from "./note-review.ts";
import { listOpenNotes } from "./note-store.ts";
import type { OfferDeps } from "./offer-templates.ts";
import { recordChange } from "./record-change.ts";
import { readMessage } from "./store.ts";

const ROUNDS = 4;

/** Compliance's side of typed text: what waits, and the answer to it (MLR-16, MLR-17). */
export function makeNotes(deps: OfferDeps): Pick<HandlersOf<typeof wordingApi>, "listNotes" | "answerNote"> {
  return {
    listNotes: async ({ query }) => {
      const { items, ...page } = await listOpenNotes(deps, query);
      const views = await Promise.all(items.map((message) => viewOfNote(deps, message)));
      return { ...page, items: views.flatMap((view) => view ?? []) };
    },

    answerNote: async ({ params, body, caller, context: { now } }) => {
      const { rev, ...said } = body;
      const answer = answerOf(said);
      for (let round = 0; round < ROUNDS; round++) {
        const before = await readMessage(deps, params.messageId);
        const note = before?.note;
        if (before === undefined || note === undefined)
          throw new AppError("not_found", "There is no typed text here for you.");
        if (before.sender.userId === caller.userId)
          throw new AppError("separation_of_duties", "You wrote this text. Somebody else has to answer.");
        if (!takes(note, answer)) throw new AppError("wrong_state", stateWords(note));
        // its rep took it back, or it ended by itself: nothing brings it back
        if (note.kind === "hold" ? !("dueAt" in before) : !("handOff" in before))
          throw new AppError("wrong_state", `The message is ${before.state}: there is nothing to answer.`);
        if (before.rev !== rev)
          throw new AppError("conflict", "The message changed in the meantime. Look at it again.", {
            field: "body.rev",
          });
        const next = answered(before, note, answer, caller, now);
        const change = {
          before,
          next,
          actor: { type: "user" as const, id: caller.userId, role: "compliance" },
          action: `message.note.${answer.outcome}`,
          ruleIds: ["MLR-16", "MLR-17"],
          parts: await suspensionParts(deps, before, answer, caller, now),
        };
        if ((await recordChange(deps, change, now)).kind === "committed")
          return {
            messageId: next.messageId,
            state: next.state,
            ...("dueAt" in next ? { dueAt: next.dueAt } : {}),
            note: next.note ?? note,
          };
        await backOff(round);
      }
      throw new AppError("conflict", "The message is being handled at this moment. Look again.");
    },
  };
}

/** @throws AppError not_allowed when an answer lacks what it needs */
function answerOf({
  outcome,
  reason,
  severity,
}: {
  readonly outcome: NoteAnswer["outcome"];
  readonly reason?: string | undefined;
  readonly severity?: NoteReview["severity"] | undefined;
}): NoteAnswer {
  if (outcome === "release" || outcome === "pass") return { outcome };
  if (reason === undefined)
    throw new AppError("not_allowed", "Say why: the rep reads it.", { field: "body.reason" });
  if (outcome === "reject") return { outcome, reason };
  if (severity === undefined)
    throw new AppError("not_allowed", "Say how grave it is.", { field: "body.severity" });
  return { outcome, reason, severity };
}

/** Pure: the message after the answer. What was released is asked about by the gate once more as it leaves. */
function answered(
  message: Message,
  note: NoteReview,
  answer: NoteAnswer,
  { userId, name }: Caller,
  now: Instant,
): Message {
  const review = answeredNote(note, answer, { userId, name }, now);
  switch (answer.outcome) {
    case "release":
      return {
        ...delayed(message, now, { code: "RELEASED", words: `Released by ${name}.` }, now),
        note: review,
      };
    case "reject": {
      const reason = { code: "FREE_TEXT", words: `Compliance did not release the text: ${answer.reason}` };
      return { ...ended(message, "denied", reason, now), note: review };
    }
    default:
      return { ...message, note: review, rev: message.rev + 1 };
  }
}

/** A critical finding ends the rep's right to type in the transaction that notes it (MLR-16). */
async function suspensionParts(
  deps: OfferDeps,
  { sender, messageId }: Message,
  answer: NoteAnswer,
  caller: Caller,
  now: Instant,
): Promise<TransactPart[]> {
  if (answer.outcome !== "finding" || answer.severity !== "critical") return [];
  const right = await findTypingRight(deps, sender.userId);
  if (right?.state === "suspended") return [];
  const fact = {
    actor: { type: "user" as const, id: caller.userId, role: "compliance" },
    action: "typing.suspend",
    object: { type: "TypingRight", id: sender.userId },
    after: { state: "suspended", messageId },
    reason: answer.reason,
    ruleIds: ["MLR-16"],
  };
  const by = { userId: caller.userId, name: caller.name };
  return [
    typingRightPart(deps.recordsTable, {
      ...{
        userId: sender.userId,
        name: sender.name,
        state: "suspended",
        messageId,
        at: instantText(now),
        by,
      },
      rev: (right?.rev ?? 0) + 1,
    }),
    await auditPart(deps.tables, deps.auditTable, fact, now),
  ];
}

function stateWords({ kind, state }: NoteReview): string {
  if (state !== "open") return `It was answered: ${state}.`;
  return kind === "hold"
    ? "It waits: release it or reject it."
    : "It has left: let it pass or note what is wrong.";
}

async function viewOfNote(deps: OfferDeps, message: Message): Promise<NoteView | undefined> {
  const { messageId, rev, state, channel, note, wording, sender } = message;
  if (note === undefined || wording === undefined) return undefined;
  const [template, hcp] = await Promise.all([
    findTemplateVersion(deps, wording.versionId),
    findHcp(deps, message.hcpId),
  ]);
  const said =
    template === undefined || hcp === undefined
      ? undefined
      : sayTemplate(template, valuesFor(deps, hcp, sender.name), wording.fills, hcp.specialty);
  return {
    ...{ messageId, rev, state, channel, note },
    senderName: sender.name,
    ...(hcp === undefined ? {} : { hcpName: nameInMails(hcp) }),
    ...(template === undefined ? {} : { templateName: template.name }),
    typed:
      template === undefined
        ? []
        : typedSlots(template, wording.fills).map(({ slot, text }) => ({ label: slot.label, text })),
    ...(said ?? {}),
  };
}
