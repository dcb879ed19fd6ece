import type { Country } from "../../../shared/model/channel.ts";
import type { ConsentMethod, Purpose } from "../../../shared/model/consent.ts";
import type { Frequency, SpokenLanguage, ViewingWish } from "../../../shared/model/preference.ts";

/** Languages in which the HCP pages speak. */
export type PageLanguage = SpokenLanguage;

/**
 * Everything that the HCP pages say in one language. Places: `{company}`, `{rep}`, `{country}` (with its preposition),
 * `{date}` and so on. What an HCP agrees to (`ask`) is a declaration: a change of it needs a new `textVersion` (CON-5).
 */
export interface Words {
  readonly lang: PageLanguage;
  /** The language's own name, for the switch. */
  readonly name: string;
  /** Version of the declarations below, stored as evidence. */
  readonly textVersion: string;
  readonly practising: Readonly<Record<Country, string>>;
  /** Stands for a rep whose account has no printable name; capitalized at the beginning of a sentence. */
  readonly yourContact: string;
  readonly information: string;
  readonly ask: {
    readonly track_individual: string;
    readonly share_with_rep: string;
    readonly profile: string;
    readonly track_opens: string;
    readonly send: Readonly<Record<"email" | "sms", string>>;
    readonly purpose: Readonly<Record<Exclude<Purpose, "promo">, string>>;
    readonly topic: string;
  };
  readonly nav: {
    readonly choices: string;
    readonly stop: string;
    readonly privacy: string;
    readonly sideEffect: string;
    readonly back: string;
    readonly rights: string;
    readonly languages: string;
  };
  readonly gate: {
    readonly title: string;
    readonly intended: string;
    readonly attest: string;
    readonly attestFirst: string;
    readonly again: string;
    readonly optional: string;
    readonly optionalNote: string;
    readonly withChoices: string;
    readonly plain: string;
    readonly goOn: string;
    readonly colleague: string;
    readonly decline: string;
    readonly why: string;
    readonly whyText: string;
    readonly whyDated: string;
    readonly stored: string;
    readonly verify: string;
    readonly verifyText: string;
    readonly code: string;
  };
  readonly declined: { readonly title: string; readonly text: string; readonly site: string };
  readonly ended: {
    readonly title: string;
    readonly text: string;
    readonly renew: string;
    readonly renewed: string;
    readonly renewedText: string;
  };
  readonly visitEnded: { readonly title: string; readonly text: string };
  readonly failed: { readonly title: string; readonly text: string };
  readonly front: {
    readonly title: string;
    readonly text: string;
    readonly lost: string;
    readonly lostText: string;
    readonly verifyText: string;
    readonly privacyText: string;
  };
  readonly safety: {
    readonly title: string;
    readonly readAll: string;
    readonly prescribing: string;
    readonly report: string;
    readonly reportText: string;
    readonly orAuthority: string;
  };
  readonly space: {
    readonly forName: string;
    readonly forColleague: string;
    readonly sent: string;
    readonly howLong: string;
    readonly minutes: string;
    readonly all: string;
    readonly fits: string;
    readonly fresh: string;
    readonly freshSince: string;
    readonly more: string;
    readonly later: string;
    readonly video: string;
    readonly goesOn: string;
    readonly gone: string;
    readonly empty: string;
    readonly ask: string;
    readonly askText: string;
    readonly promotional: string;
    readonly unplayable: string;
  };
  readonly choices: {
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
    readonly method: Readonly<Record<ConsentMethod, string>>;
    readonly agreed: string;
    readonly withdrew: string;
  };
}
