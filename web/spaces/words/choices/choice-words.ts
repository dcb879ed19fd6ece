import type { Purpose } from "../../../../shared/model/consent.ts";
import type { Frequency, ViewingWish } from "../../../../shared/model/preference.ts";
import { wordsFor } from "../speak.ts";
import type { PageLanguage, Words } from "../words.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { fr } from "./fr.ts";

/** What the preference centre says in one language; no other page carries it. */
export interface ChoiceTexts {
  readonly title: string;
  readonly quick: string;
  readonly stopTitle: string;
  readonly stopText: string;
  readonly stopButton: string;
  readonly stopped: string;
  readonly startText: string;
  readonly startButton: string;
  readonly undo: string;
  readonly reach: string;
  readonly channel: Readonly<Record<"email" | "sms", string>>;
  readonly state: Readonly<Record<"none" | "pending_doi" | "granted" | "expired" | "withdrawn", string>>;
  readonly noAddress: Readonly<Record<"email" | "sms", string>>;
  readonly closed: string;
  readonly askContact: string;
  readonly bounced: string;
  readonly wrongAddress: string;
  readonly about: string;
  readonly purpose: Readonly<Record<Purpose, readonly [title: string, effect: string]>>;
  readonly purposeClosed: string;
  readonly topics: string;
  readonly topicOn: string;
  readonly topicOff: string;
  readonly often: string;
  readonly frequency: Readonly<Record<Frequency, string>>;
  readonly pauseFor: string;
  readonly pauseUntil: string;
  readonly pauseUntilProblem: string;
  readonly paused: string;
  readonly notPaused: string;
  readonly resume: string;
  readonly when: string;
  readonly usualHours: string;
  readonly ownHours: string;
  readonly hoursNote: string;
  readonly changeHours: string;
  readonly days: string;
  readonly from: string;
  readonly till: string;
  readonly saveHours: string;
  readonly hoursAsUsual: string;
  readonly hoursProblem: string;
  readonly speak: string;
  readonly speakText: string;
  readonly counted: string;
  readonly track: readonly [title: string, effect: string];
  readonly share: readonly [title: string, effect: string];
  readonly profile: readonly [title: string, effect: string];
  readonly opens: readonly [title: string, effect: string];
  readonly opensOn: string;
  readonly repSees: string;
  readonly repSeesNothing: string;
  readonly repSeesList: string;
  readonly repSeesEmpty: string;
  readonly watched: string;
  readonly readFor: string;
  readonly openedFile: string;
  readonly opened: string;
  readonly viewing: Readonly<Record<ViewingWish, string>>;
  readonly viewingDone: Readonly<Record<ViewingWish, string>>;
  readonly isHidden: string;
  readonly isTotal: string;
  readonly hideAll: string;
  readonly showAll: string;
  readonly deleteAll: string;
  readonly viewingNote: string;
  readonly record: string;
  readonly how: string;
  readonly howNothing: string;
  readonly sentList: string;
  readonly sentNothing: string;
  readonly titlesOnPage: string;
  readonly download: string;
  readonly officer: string;
  readonly notYours: string;
  readonly notYoursText: string;
  readonly done: Readonly<
    Record<"on" | "off" | "paused" | "resumed" | "stopped" | "started" | "saved", string>
  >;
  readonly subject: Readonly<
    Record<"email" | "sms" | "track_individual" | "share_with_rep" | "profile" | "track_opens", string>
  >;
  readonly agreed: string;
  readonly withdrew: string;
}

/** The words of every page, and those of this one. */
export interface ChoiceWords extends Words {
  readonly choices: ChoiceTexts;
}

const TEXTS: Readonly<Record<PageLanguage, ChoiceTexts>> = { en, de, fr };

/** As `wordsFor`, for the preference centre. */
export function choiceWordsFor(...wanted: readonly (string | undefined)[]): ChoiceWords {
  const words = wordsFor(...wanted);
  return { ...words, choices: TEXTS[words.lang] };
}
