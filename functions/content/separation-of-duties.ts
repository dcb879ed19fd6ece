import type { Editor } from "../../shared/model/content.ts";
import type { UserId } from "../../shared/model/ids.ts";

/** Whose hands are in something that is reviewed. */
export interface Hands {
  readonly author: Editor;
  readonly editors: readonly Editor[];
  /** Only of what was submitted. */
  readonly submittedBy?: UserId;
  readonly submittedAt?: string;
}

/**
 * MLR-1 and INV-9: one person exercises one part per version. The author, everybody who touched any draft of the
 * piece since its last approved major, and whoever submitted it cannot approve it.
 * @param itemEditors everybody who edited any draft of the piece since its last approval
 * @returns the sentence for the reviewer, undefined when the person is free to approve
 */
export function separationProblem(
  reviewer: UserId,
  version: Hands,
  itemEditors: readonly Editor[],
): string | undefined {
  if (version.author.userId === reviewer) {
    return `You wrote this version on ${dayOf(version.author.at)}, so you cannot approve it. Ask another reviewer.`;
  }
  const edit = [...version.editors, ...itemEditors].find((editor) => editor.userId === reviewer);
  if (edit !== undefined) {
    return `You edited this version on ${dayOf(edit.at)}, so you cannot approve it. Ask another reviewer.`;
  }
  if (version.submittedBy === reviewer && version.submittedAt !== undefined) {
    return `You submitted this version on ${dayOf(version.submittedAt)}, so you cannot approve it. Ask another reviewer.`;
  }
  return undefined;
}

const DAY_AND_MONTH = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

function dayOf(at: string): string {
  return DAY_AND_MONTH.format(new Date(at));
}
