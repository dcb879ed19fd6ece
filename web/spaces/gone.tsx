/** @jsxImportSource preact */
import type { VisitProps } from "./visit-frame.tsx";
import { fill } from "./words/speak.ts";
import type { Words } from "./words/words.ts";

/** What stands in the place of a piece that may no longer be shown, with the way to what holds now. */
export function Gone({ words, company, prescribing }: VisitProps & { readonly words: Words }) {
  return (
    <div class="card pad">
      <p>{fill(words.space.gone, { company })}</p>
      <a class="back" href={prescribing} rel="noreferrer">
        {words.safety.prescribing}
      </a>
    </div>
  );
}
