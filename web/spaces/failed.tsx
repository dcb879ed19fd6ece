/** @jsxImportSource preact */
import { noticePage } from "./notice.tsx";
import { fill } from "./words/speak.ts";

/** What an HCP sees when something failed on our side; the reference finds the request in the logs. */
export function failedPage(lang: string, company: string, reference: string): string {
  return noticePage({ lang, company }, ({ failed }) => (
    <>
      <h1>{failed.title}</h1>
      <p class="lead">{fill(failed.text, { reference })}</p>
    </>
  ));
}
