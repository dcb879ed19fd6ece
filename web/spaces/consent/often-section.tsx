/** @jsxImportSource preact */
import type { ChoiceProblem } from "../../../shared/contracts/consent.ts";
import type { Frequency } from "../../../shared/model/preference.ts";
import type { ChoiceWords } from "../words/choices/choice-words.ts";
import { fill } from "../words/speak.ts";
import { ChoiceForm, type FormPlace } from "./choice-form.tsx";

export interface OftenProps {
  readonly frequency: Frequency;
  readonly pausedUntil: string | undefined;
  /** First and last day of a pause that may be chosen, `yyyy-mm-dd`. */
  readonly pauseDays: { readonly from: string; readonly to: string };
  /** Most texts a week, most mails a month. */
  readonly caps: { readonly sms: number; readonly email: number };
  readonly problem?: ChoiceProblem | undefined;
}

const FREQUENCIES = ["as_it_comes", "weekly", "monthly"] as const satisfies readonly Frequency[];

/** How often, and not at all for a while. */
export function OftenSection(props: OftenProps & FormPlace & { readonly words: ChoiceWords }) {
  const { words, base, chosen, frequency, pausedUntil, caps } = props;
  const { choices } = words;
  return (
    <section>
      <h2 id="often">{choices.often}</h2>
      <ChoiceForm base={base} chosen={chosen} change="frequency" class="picks">
        {FREQUENCIES.map((to) => (
          <button key={to} type="submit" name="to" value={to} aria-pressed={to === frequency}>
            {choices.frequency[to]}
          </button>
        ))}
      </ChoiceForm>
      <p class="meta note">
        {pausedUntil === undefined
          ? fill(choices.notPaused, caps)
          : fill(choices.paused, { date: pausedUntil })}
      </p>
      {pausedUntil === undefined ? (
        <PauseForms {...props} />
      ) : (
        <ChoiceForm base={base} chosen={chosen} change="pause" class="two">
          <button type="submit" name="to" value="off">
            {choices.resume}
          </button>
        </ChoiceForm>
      )}
    </section>
  );
}

function PauseForms({
  words,
  base,
  chosen,
  pauseDays,
  problem,
}: OftenProps & FormPlace & { words: ChoiceWords }) {
  const { choices } = words;
  const wrong = problem === "until";
  return (
    <>
      <ChoiceForm base={base} chosen={chosen} change="pause" class="two">
        {["30", "90"].map((days) => (
          <button key={days} type="submit" name="to" value={days}>
            {fill(choices.pauseFor, { n: days })}
          </button>
        ))}
      </ChoiceForm>
      <ChoiceForm base={base} chosen={chosen} change="pause" fields={{ to: "until" }} class="two">
        {wrong && (
          <p class="problem whole" role="alert" id="until-problem">
            {choices.pauseUntilProblem}
          </p>
        )}
        <input
          class="field"
          type="date"
          name="until"
          required
          min={pauseDays.from}
          max={pauseDays.to}
          aria-label={choices.pauseUntil}
          aria-describedby={wrong ? "until-problem" : undefined}
        />
        <button type="submit">{choices.pauseUntil}</button>
      </ChoiceForm>
    </>
  );
}
