import type { Country } from "../../shared/model/channel.ts";
import type { Evidence } from "../../shared/model/consent.ts";
import { de } from "./words/de.ts";
import { en } from "./words/en.ts";
import { fr } from "./words/fr.ts";

/**
 * The few sentences of an invitation in one language. `sender` is the company, `person` the rep's name, `seconds` the
 * length of the video that waits. Approved wording: nothing here names a product.
 */
export interface InvitationWords {
  /** BCP 47 tag of the language that is spoken here. */
  readonly lang: string;
  /** Stands in a text for a rep whose name is not known or does not fit. */
  readonly contact: string;
  /** INV-8: who, that something was shared, the link, how to stop; nothing else. */
  sms(sender: string, person: string, link: string): string;
  subject(what: { readonly video: boolean; readonly name: string | undefined }): string;
  preheader(seconds: number | undefined): string;
  greeting(name: string | undefined): string;
  /** Two sentences: what waits, and what it takes. In the rep's own voice where there is a name to sign with. */
  line(about: {
    readonly person: string | undefined;
    readonly sender: string;
    readonly seconds: number | undefined;
  }): string;
  readonly open: { readonly video: string; readonly page: string };
  readonly orOpen: string;
  readonly linkIsYours: string;
  previewAlt(seconds: number | undefined): string;
  writesFor(person: string | undefined, postalAddress: string): string;
  /** Why the mail came: when and in which way the HCP agreed (2.8). */
  because(sender: string, date: string, way: Evidence["method"]): string;
  readonly footer: {
    readonly unsubscribe: string;
    readonly choices: string;
    readonly privacy: string;
    readonly sideEffects: string;
    readonly prescribing: string;
  };
  forProfessionals(country: Country): string;
  prepared(code: string, major: number, month: string): string;
}

const BY_LANGUAGE: Readonly<Record<string, InvitationWords>> = { en, de, fr };

/** The words for a language such as `de-DE`; English where there is no translation yet. */
export function invitationWords(language: string): InvitationWords {
  return BY_LANGUAGE[language.slice(0, 2)] ?? en;
}

/** A rep's name fit to print: an account name or an address is not one. */
export function printableName(name: string): string | undefined {
  const trimmed = name.trim();
  return /^\p{Lu}[\p{L}\p{M}'’.-]*( [\p{L}\p{M}'’.-]+)+$/u.test(trimmed) && trimmed.length <= 60
    ? trimmed
    : undefined;
}
