import type { UserId } from "../../shared/model/ids.ts";
import { NOTE_LINT } from "../../shared/model/note-lint.ts";
import type { NoteReview, Severity } from "../../shared/model/template.ts";
import { DAY, HOUR, type Instant, instantText, MINUTE } from "../../shared/model/time.ts";
import { wallClock } from "./wall-clock.ts";

/** A held message that nobody released in this time has expired (MLR-16). */
export const HELD_LIFE = 5 * DAY;

/** Compliance answers within so many hours of its working days (MLR-16). */
const ANSWER_HOURS = 4;
/** Working days on the practice's clock, so that a message is not late where its reader sleeps. */
const WORK = { from: "09:00", to: "17:00" } as const;

/** How much of what reps type is looked at after it left (MLR-16): the larger of a share and a number per rep and month. */
const SHARE = 0.1;
const LEAST_A_MONTH = 5;
/** A template that is this new is looked at more often. */
const NEW_TEMPLATE = 30 * DAY;
const SHARE_OF_NEW = 0.3;

/** Messages with typed text of one rep and month, and how many of them go to compliance. */
export interface NoteCount {
  readonly sent: number;
  readonly sampled: number;
}

/**
 * Pure: whether a message that leaves with typed text is looked at later. The first of a rep's month always are, so a new rep
 * begins with them; after that at least one in ten, and others by a hash that nobody can foresee, more while a template is new.
 * @param chance a number below 1 that derives from the message
 */
export function isSampled({ sent, sampled }: NoteCount, chance: number, templateAge: number): boolean {
  const owed = Math.max(LEAST_A_MONTH, Math.ceil(SHARE * (sent + 1)));
  return sampled < owed || chance < (templateAge < NEW_TEMPLATE ? SHARE_OF_NEW : SHARE);
}

/** Pure: a typed text goes to compliance: before the message leaves, or after. */
export function openNote(kind: NoteReview["kind"], timeZone: string, now: Instant): NoteReview {
  const dueAt = kind === "hold" ? workingHoursLater(timeZone, now) : now + HELD_LIFE;
  return { kind, state: "open", since: instantText(now), dueAt: instantText(dueAt), lint: NOTE_LINT };
}

/** What somebody of compliance says about a typed text. */
export type NoteAnswer =
  | { readonly outcome: "release" | "pass" }
  | { readonly outcome: "reject"; readonly reason: string }
  | { readonly outcome: "finding"; readonly reason: string; readonly severity: Severity };

const STATES = { release: "released", pass: "passed", reject: "rejected", finding: "finding" } as const;

/** Which answers a note takes: a held one is released or rejected, a sampled one passes or has a finding. */
export function takes({ kind, state }: NoteReview, { outcome }: NoteAnswer): boolean {
  if (state !== "open") return false;
  return kind === "hold"
    ? outcome === "release" || outcome === "reject"
    : outcome === "pass" || outcome === "finding";
}

/** Pure: the note with its answer. */
export function answeredNote(
  note: NoteReview,
  answer: NoteAnswer,
  by: { readonly userId: UserId; readonly name: string },
  now: Instant,
): NoteReview {
  return {
    ...note,
    state: STATES[answer.outcome],
    by,
    at: instantText(now),
    ...("reason" in answer ? { reason: answer.reason } : {}),
    ...("severity" in answer ? { severity: answer.severity } : {}),
  };
}

/** The end of {@link ANSWER_HOURS} of working time, to the quarter of an hour. */
function workingHoursLater(timeZone: string, from: Instant): Instant {
  const step = 15 * MINUTE;
  let left = ANSWER_HOURS * HOUR;
  let at = from;
  while (left > 0) {
    const { weekday, time } = wallClock(timeZone, at);
    const works = weekday !== "sat" && weekday !== "sun" && time >= WORK.from && time < WORK.to;
    if (works) left -= step;
    at += step;
  }
  return at;
}
