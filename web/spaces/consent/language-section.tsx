/** @jsxImportSource preact */

import type { ChoiceWords } from "../words/choices/choice-words.ts";
import { nameOf, PAGE_LANGUAGES } from "../words/speak.ts";
import type { PageLanguage } from "../words/words.ts";
import { ChoiceForm } from "./choice-form.tsx";

/** The language that we speak to the person in, on every page and in every message from now on. */
export function LanguageSection(props: {
  readonly words: ChoiceWords;
  readonly base: string;
  /** The one that holds now. */
  readonly speaks: PageLanguage;
}) {
  const { words, base, speaks } = props;
  return (
    <section>
      <h2>{words.choices.speak}</h2>
      <ChoiceForm base={base} change="language" class="picks">
        {PAGE_LANGUAGES.map((to) => (
          <button key={to} type="submit" name="to" value={to} lang={to} aria-pressed={to === speaks}>
            {nameOf(to)}
          </button>
        ))}
      </ChoiceForm>
      <p class="meta note">{words.choices.speakText}</p>
    </section>
  );
}
