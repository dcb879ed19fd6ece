import type { Country } from "../../../shared/model/channel.ts";
import type { ConsentMethod, Purpose } from "../../../shared/model/consent.ts";
import type { SpokenLanguage } from "../../../shared/model/preference.ts";

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
    /** Over one choice, and over two. */
    readonly optional: { readonly one: string; readonly two: string };
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
    /** For one minute, and for several. */
    readonly document: readonly [one: string, several: string];
    readonly read: string;
    readonly openFile: string;
    readonly goesOn: string;
    readonly gone: string;
    readonly empty: string;
    readonly ask: string;
    readonly askText: string;
    readonly askLink: string;
    readonly promotional: string;
    readonly play: string;
    readonly unplayable: string;
  };
  readonly method: Readonly<Record<ConsentMethod, string>>;
}
