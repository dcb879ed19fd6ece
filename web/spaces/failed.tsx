/** @jsxImportSource preact */
import { renderPage } from "./page.tsx";

/** What an HCP sees when something failed on our side; the reference finds the request in the logs. */
export function failedPage(lang: string, company: string, reference: string): string {
  return renderPage({
    lang,
    title: `Information from ${company}`,
    body: (
      <>
        <h1>This did not work</h1>
        <p>Something failed on our side. Please open the link in the message again in a few minutes.</p>
        <p class="meta">Reference {reference}</p>
      </>
    ),
  });
}
