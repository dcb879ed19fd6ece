/** @jsxImportSource preact */
import { renderPage } from "./page.tsx";

/** What the gate shows. It names the company and the country of practice, never a product (INV-8, domain-rules 3.1). */
export interface GateProps {
  readonly lang: string;
  readonly company: string;
  /** The country as it stands after "in", e.g. `the United Kingdom`. */
  readonly country: string;
  readonly token: string;
  readonly nonce: string;
  /** Set when the form came back without the tick or with an old nonce. */
  readonly problem?: "attest" | "again";
}

/** The page behind an invitation's link: who, why, and one button that a person presses. */
export function gatePage(props: GateProps): string {
  const { lang, company, country, token, nonce, problem } = props;
  return renderPage({
    lang,
    title: `Information from ${company}`,
    body: (
      <>
        <h1>{company} has shared information with you</h1>
        <p>
          This site contains promotional information about medicines from {company} and is intended for
          healthcare professionals in {country}.
        </p>
        <form method="post" action={`/s/${token}`} class="card">
          <input type="hidden" name="nonce" value={nonce} />
          {problem === "attest" && (
            <p class="stop" role="alert">
              Please tick the box first. It says that you are a healthcare professional in {country}.
            </p>
          )}
          {problem === "again" && (
            <p class="stop" role="alert">
              This page was open for a long time. Please press the button once more.
            </p>
          )}
          <label class="check">
            <input type="checkbox" name="attest" value="yes" required />
            <span>I am a healthcare professional in {country}</span>
          </label>
          <button type="submit">Continue as a healthcare professional</button>
        </form>
        <p class="meta">
          You receive this because you agreed to messages from {company}. Nothing is stored about your visit
          before you press the button, except that the link was requested.
        </p>
      </>
    ),
  });
}

/** One page for a link that never was, has ended or was revoked: they look and take alike. */
export function linkEndedPage(lang: string, company: string): string {
  return renderPage({
    lang,
    title: `Information from ${company}`,
    body: (
      <>
        <h1>This link has ended</h1>
        <p>
          Links in our messages work for a limited time. Open the newest message, or ask your {company}{" "}
          contact for a new one.
        </p>
      </>
    ),
  });
}
