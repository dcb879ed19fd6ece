/** @jsxImportSource preact */
import type { CompanyContacts } from "../../shared/model/company-contacts.ts";
import { Icon } from "./page.tsx";
import { leadOf } from "./safety-lead.ts";
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
 * first sentences, and the rest below its place, open. Together they are the whole of it, once, in the page's flow.
 */
export function Safety({ words, lang, company, texts, contacts, codes, prescribing }: SafetyProps) {
  const { safety } = words;
  const [first = "", ...others] = texts;
  const { lead, rest } = leadOf(first, lang);
  return (
    <>
      <section class="bar" aria-labelledby="safety-title">
        <div>
          <Icon name="alert" size={19} />
          <h2 id="safety-title">{safety.title}</h2>
          <a href="#safety">{safety.readAll}</a>
        </div>
        <p lang={lang}>{lead}</p>
      </section>
      <section class="safety" id="safety" tabindex={-1}>
        {[rest, ...others]
          .filter((text) => text !== "")
          .map((text) => (
            <p key={text} lang={lang}>
              {text}
            </p>
          ))}
        <a class="back" href={prescribing} rel="noreferrer">
          {safety.prescribing}
        </a>
        <h2>{safety.report}</h2>
        <ReportLines words={words} company={company} contacts={contacts} />
        {codes.length > 0 && <p class="meta">{codes.join(" · ")}</p>}
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
