/** @jsxImportSource preact */
import type { CompanyContacts } from "../../shared/model/company-contacts.ts";
import { Icon } from "./page.tsx";
import { fill } from "./words/speak.ts";
import type { Words } from "./words/words.ts";

/** Safety texts of a page, each once, in the order of the pieces. */
export interface SafetyProps {
  readonly words: Words;
  /** Language of the texts, which are approved content. */
  readonly lang: string;
  readonly company: string;
  readonly texts: readonly string[];
  readonly contacts: CompanyContacts;
  readonly codes: readonly string[];
  /** Address of the prescribing information in this country (LINT-4). */
  readonly prescribing: string;
}

/**
 * The safety information of a promotional page (P7, LINT-1, LINT-2): a bar that stays at the lower edge with heading and
 * first lines until the reader comes to the whole text, which stands open below it. It is part of the page's flow.
 */
export function Safety({ words, lang, company, texts, contacts, codes, prescribing }: SafetyProps) {
  const { safety } = words;
  return (
    <>
      <section class="bar" aria-label={safety.title}>
        <div>
          <Icon name="alert" size={19} />
          <span>{safety.title}</span>
          <a href="#safety">{safety.readAll}</a>
        </div>
        {texts.map((text) => (
          <p key={text} lang={lang}>
            {text}
          </p>
        ))}
      </section>
      <section class="safety" id="safety" tabindex={-1}>
        <h2>{safety.title}</h2>
        {texts.map((text) => (
          <p key={text} lang={lang}>
            {text}
          </p>
        ))}
        <a class="back" href={prescribing} rel="noreferrer">
          {safety.prescribing}
        </a>
        <h2>{safety.report}</h2>
        <ReportLines words={words} company={company} contacts={contacts} />
        {codes.length > 0 && <p class="meta num">{codes.join(" · ")}</p>}
      </section>
    </>
  );
}

/** Whom to tell of a side effect: people and the authority, no form that pretends. */
export function ReportLines(props: {
  readonly words: Words;
  readonly company: string;
  readonly contacts: CompanyContacts;
}) {
  const { words, company, contacts } = props;
  const { phone, email, authority } = contacts.safety;
  const parts = words.safety.reportText.split(/(\{phone\}|\{email\})/);
  return (
    <>
      <p>
        {parts.map((part) => {
          if (part === "{phone}") return <Telephone key={part} number={phone} />;
          if (part === "{email}")
            return (
              <a key={part} href={`mailto:${email}`}>
                {email}
              </a>
            );
          return fill(part, { company });
        })}
      </p>
      <p>
        {words.safety.orAuthority.split(/(\{authority\})/).map((part) =>
          part === "{authority}" ? (
            <a key={part} href={authority.url} rel="noreferrer">
              {authority.name}
            </a>
          ) : (
            part
          ),
        )}
      </p>
    </>
  );
}

/** A number that a phone dials. */
export function Telephone({ number }: { readonly number: string }) {
  return (
    <a class="num" href={`tel:${number.replaceAll(" ", "")}`}>
      {number}
    </a>
  );
}
