/** @jsxImportSource preact */
import type { CompanyContacts } from "../../shared/model/company-contacts.ts";
import { renderPage } from "./page.tsx";
import { LanguageSwitch } from "./rights.tsx";
import { Telephone } from "./safety.tsx";
import { fill, wordsFor } from "./words/speak.ts";

export interface FrontProps {
  readonly lang: string;
  readonly company: string;
  /** By country of practice, with the country in words. */
  readonly contacts: Readonly<Record<string, CompanyContacts>>;
  /** Something else was asked for, which is not here. */
  readonly lost?: boolean;
}

/**
 * The site without a link: what it is, how to verify a message, whom to tell of a side effect, who answers for data. It
 * knows nobody, so it lists every country.
 */
export function frontPage({ lang, company, contacts, lost = false }: FrontProps): string {
  const words = wordsFor(lang);
  const { front, safety } = words;
  const all = Object.entries(contacts)
    .map(([country, one]) => ({
      country: new Intl.DisplayNames(words.lang, { type: "region" }).of(country) ?? country,
      ...one,
    }))
    .sort((a, b) => a.country.localeCompare(b.country, words.lang));
  const mails = [...new Set(all.map((one) => one.privacyEmail))];
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    aside: <LanguageSwitch words={words} path="/" />,
    body: (
      <>
        <h1>{lost ? front.lost : fill(front.title, { company })}</h1>
        <p class="lead">{lost ? front.lostText : fill(front.text, { company })}</p>
        <section id="safety" tabindex={-1}>
          <h2>{safety.report}</h2>
          <ul class="card contacts">
            {all.map((one) => (
              <li key={one.country} class="check">
                <div>
                  <h3>{one.country}</h3>
                  <p class="meta">
                    {company}: <Telephone number={one.safety.phone} />,{" "}
                    <a href={`mailto:${one.safety.email}`}>{one.safety.email}</a>
                  </p>
                  <p class="meta">
                    <a href={one.safety.authority.url} rel="noreferrer">
                      {one.safety.authority.name}
                    </a>
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
        <section id="verify" tabindex={-1}>
          <h2>{words.gate.verify}</h2>
          <p class="lead">{fill(front.verifyText, { company })}</p>
          <ul class="card contacts">
            {all.map((one) => (
              <li key={one.country} class="check">
                <div>
                  <h3>{one.country}</h3>
                  <p class="meta">
                    {one.site}, <Telephone number={one.phone} />
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </section>
        <section id="privacy" tabindex={-1}>
          <h2>{words.nav.privacy}</h2>
          <p class="lead">{fill(front.privacyText, { company })}</p>
          <p class="lead">
            {mails.map((mail) => (
              <a key={mail} href={`mailto:${mail}`}>
                {mail}
              </a>
            ))}
          </p>
        </section>
      </>
    ),
  });
}
