/** @jsxImportSource preact */
import { renderPage } from "./page.tsx";
import { RightsNav } from "./rights.tsx";
import { fill, wordsFor } from "./words/speak.ts";

/** What an HCP sees when something failed on our side; the reference finds the request in the logs. */
export function failedPage(lang: string, company: string, reference: string): string {
  const words = wordsFor(lang);
  return renderPage({
    lang: words.lang,
    title: fill(words.information, { company }),
    company,
    foot: <RightsNav words={words} />,
    body: (
      <>
        <h1>{words.failed.title}</h1>
        <p class="lead">{fill(words.failed.text, { reference })}</p>
      </>
    ),
  });
}
