/** @jsxImportSource preact */
import type { Country } from "../../shared/model/channel.ts";
import type { CompanyContacts } from "../../shared/model/company-contacts.ts";
import { Icon } from "./page.tsx";
import { RightsNav, withLang } from "./rights.tsx";
import { fill } from "./words/speak.ts";
import type { PageLanguage, Words } from "./words/words.ts";

/** What the pages of a visit have in common. */
export interface VisitProps {
  readonly lang: string;
  readonly chosen?: PageLanguage | undefined;
  readonly company: string;
  readonly country: Country;
  readonly contacts: CompanyContacts;
  readonly prescribing: string;
  /** Language of the approved content. */
  readonly contentLang: string;
  /** Whether the person agreed to be counted; without it nothing watches the page (INV-4). */
  readonly counted: boolean;
  /** Whether questions are taken in writing: from somebody with a name. */
  readonly mayAsk: boolean;
  /** Tells this visit from the next one in the same tab, for what the page keeps; only where it is counted. */
  readonly visit?: string | undefined;
}

/** The way to the choices, at the top of every page of a visit. */
export function ChoicesLink({ words, chosen }: VisitProps & { readonly words: Words }) {
  return (
    <a href={withLang("/choices", chosen)}>
      <Icon name="adjust" size={19} />
      {words.nav.choices}
    </a>
  );
}

/** What stands at the end of every page of a visit: that it is promotion, and the person's rights. */
export function VisitFoot({ words, company, country, chosen }: VisitProps & { readonly words: Words }) {
  return (
    <>
      <p>{fill(words.space.promotional, { company, country: words.practising[country] })}</p>
      <RightsNav words={words} lang={chosen} choices="/choices" />
    </>
  );
}
