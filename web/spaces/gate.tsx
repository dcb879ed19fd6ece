/** @jsxImportSource preact */
import type { Country } from "../../shared/model/channel.ts";
import type { CompanyContacts } from "../../shared/model/company-contacts.ts";
import { renderPage } from "./page.tsx";
import { LangField, LanguageSwitch, RightsNav } from "./rights.tsx";
import { fill, sentence, wordsFor } from "./words/speak.ts";
import type { PageLanguage, Words } from "./words/words.ts";

/** What somebody may be asked besides being a professional. */
export type AskedUse = "track_individual" | "share_with_rep";

/**
 * What the gate shows. It names the company, the sender and the country of practice, never a product and never the HCP:
 * whoever holds the link sees it (domain-rules 3.1, L0).
 */
export interface GateProps {
  /** The HCP's language, or the one chosen on the page. */
  readonly lang: string;
  /** Set when the visitor chose it; it is kept from page to page. */
  readonly chosen?: PageLanguage | undefined;
  readonly company: string;
  /** Name of who sent it; absent when it is not fit to print. */
  readonly rep?: string | undefined;
  readonly country: Country;
  readonly contacts: CompanyContacts;
  readonly token: string;
  readonly nonce: string;
  /** Tells the company's switchboard which message is meant. */
  readonly code: string;
  /** When and how the person agreed to messages, where that is on record. */
  readonly agreed?: { readonly date: string; readonly method: keyof Words["method"] } | undefined;
  /** What is still open to ask; each stands unticked (CON-11). */
  readonly asks: readonly AskedUse[];
  /** Set when the form came back without the tick or with an old nonce. */
  readonly problem?: "attest" | "again";
}

/** The page behind an invitation's link: who, why, one statement, two optional choices and two equal buttons. */
export function gatePage(props: GateProps): string {
  const { company, token, chosen } = props;
  const words = wordsFor(props.lang);
  const { gate } = words;
  const rep = props.rep ?? words.yourContact;
  const country = words.practising[props.country];
  const path = `/s/${token}`;
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    aside: <LanguageSwitch words={words} path={path} />,
    scripts: ["/assets/gate-press.js"],
    body: (
      <>
        <h1>{sentence(fill(gate.title, { rep }))}</h1>
        <p class="lead">{fill(gate.intended, { company, country })}</p>
        <form method="post" action={path}>
          <input type="hidden" name="nonce" value={props.nonce} />
          <input type="hidden" name="pressed_by" value="" />
          <input type="hidden" name="dwell_ms" value="" />
          <LangField lang={chosen} />
          <div class="card">
            {props.problem !== undefined && (
              <p class="problem" role="alert">
                {props.problem === "attest" ? fill(gate.attestFirst, { country }) : gate.again}
              </p>
            )}
            <label class="check">
              <input type="checkbox" name="attest" value="yes" required />
              <b>{fill(gate.attest, { country })}</b>
            </label>
          </div>
          <Asks words={words} asks={props.asks} rep={rep} />
          <div class="mid">
            <button type="submit" name="go" value="colleague" class="text">
              {gate.colleague}
            </button>
            <button type="submit" name="go" value="decline" class="text" formnovalidate>
              {gate.decline}
            </button>
          </div>
        </form>
        <RightsNav words={words} lang={chosen} choices={`/choices/${token}`} />
        <div class="more">
          <details>
            <summary>{gate.why}</summary>
            <p>
              {props.agreed === undefined
                ? fill(gate.whyText, { company })
                : fill(gate.whyDated, {
                    company,
                    date: props.agreed.date,
                    method: words.method[props.agreed.method],
                  })}{" "}
              {gate.stored}
            </p>
          </details>
          <details>
            <summary>{gate.verify}</summary>
            <p>
              {fill(gate.verifyText, { site: props.contacts.site, phone: props.contacts.phone })}{" "}
              <span class="code" role="img" aria-label={`${gate.code}: ${[...props.code].join(" ")}`}>
                {props.code}
              </span>
            </p>
          </details>
        </div>
      </>
    ),
  });
}

/** The optional choices with their buttons; a single button where nothing is left to ask. */
function Asks(props: { readonly words: Words; readonly asks: readonly AskedUse[]; readonly rep: string }) {
  const { words, asks, rep } = props;
  const { gate } = words;
  if (asks.length === 0) {
    return (
      <div class="two">
        <button type="submit" name="go" value="plain">
          {gate.goOn}
        </button>
      </div>
    );
  }
  return (
    <>
      <fieldset>
        <legend>{asks.length === 1 ? gate.optional.one : gate.optional.two}</legend>
        <div class="card">
          {asks.map((use) => (
            <label key={use} class="check">
              <input type="checkbox" name={use} value="yes" />
              <span>{fill(words.ask[use], { rep })}</span>
            </label>
          ))}
        </div>
        <p class="meta note">{gate.optionalNote}</p>
      </fieldset>
      <div class="two">
        <button type="submit" name="go" value="choices">
          {gate.withChoices}
        </button>
        <button type="submit" name="go" value="plain">
          {gate.plain}
        </button>
      </div>
    </>
  );
}
