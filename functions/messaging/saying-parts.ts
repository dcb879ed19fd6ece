import type { WaitingMessage } from "../../shared/model/message.ts";
import type { NoteReview } from "../../shared/model/template.ts";
import type { Instant } from "../../shared/model/time.ts";
import { reviewOf } from "../../shared/model/wording-lint.ts";
import { sha256 } from "../runtime/hash.ts";
import type { TransactPart } from "../runtime/transaction.ts";
import { mayTypePart, templateUnchangedPart, wordsUnchangedPart } from "../templates/conditions.ts";
import type { Saying } from "./gather-saying.ts";
import { isSampled, openNote } from "./note-review.ts";
import { noteCountPart, readNoteCount } from "./note-store.ts";
import type { RecordsTable } from "./store.ts";

/**
 * What a hand-off writes for the words that leave: the template and everything that typed text was judged with stay as they
 * were, and a share of what is typed goes to compliance afterwards (MLR-14, MLR-16). Reads the rep's count of the month where a
 * share is looked at.
 */
export async function sayingParts(
  deps: RecordsTable,
  message: WaitingMessage,
  saying: Saying,
  timeZone: string,
  now: Instant,
): Promise<{ readonly parts: readonly TransactPart[]; readonly note?: NoteReview }> {
  const { template, judgedWith } = saying;
  const { wording, sender, note } = message;
  if (template === undefined || wording === undefined) return { parts: [] };
  const kept = [
    templateUnchangedPart(deps.recordsTable, template),
    ...(judgedWith === undefined
      ? []
      : [wordsUnchangedPart(deps.recordsTable, judgedWith), mayTypePart(deps.recordsTable, sender.userId)]),
  ];
  if (note !== undefined || reviewOf(template, wording.fills) !== "sample") return { parts: kept };
  const count = await readNoteCount(deps, sender.userId, now);
  const sampled = isSampled(count, chanceOf(message), now - Date.parse(template.approvedAt));
  const parts = [...kept, noteCountPart(deps.recordsTable, sender.userId, count, sampled, now)];
  return sampled ? { parts, note: openNote("sample", timeZone, now) } : { parts };
}

/** A number below 1 that the message's id decides and nobody can choose. */
function chanceOf({ messageId }: WaitingMessage): number {
  return Number.parseInt(sha256(`${messageId} note`).slice(0, 8), 16) / 2 ** 32;
}
