/** @jsxImportSource preact */
import type { ChoiceProblem } from "../../../shared/contracts/consent.ts";
import type { ContactHours } from "../../../shared/model/contact-hours.ts";
import type { ChoiceWords } from "../words/choices/choice-words.ts";
import { DAYS_OF_WEEK, hoursText, weekdayName } from "../words/hours.ts";
import { fill } from "../words/speak.ts";
import { ChoiceForm, type FormPlace } from "./choice-form.tsx";

export interface HoursProps {
  /** Days and hours that hold now. */
  readonly hours: ContactHours;
  /** Whether the person set them. */
  readonly own: boolean;
  readonly problem?: ChoiceProblem | undefined;
}

/** When messages may come; the law's hours and holidays stay whatever is chosen (CON-6). */
export function HoursSection(props: HoursProps & FormPlace & { readonly words: ChoiceWords }) {
  const { words, hours, own, problem, base, chosen } = props;
  const { choices, lang } = words;
  const wrong = problem === "hours";
  const [from = "09:00", till = "17:00"] = Object.values(hours)[0] ?? [];
  const says = fill(own ? choices.ownHours : choices.usualHours, { hours: hoursText(hours, lang) });
  const day = (name: (typeof DAYS_OF_WEEK)[number]) => (
    <label key={name} class="check">
      <input type="checkbox" name={name} value="yes" checked={hours[name] !== undefined} />
      <span>{weekdayName(name, lang, "long")}</span>
    </label>
  );
  const time = (name: "from" | "till", value: string) => (
    <label class="time">
      {choices[name]}
      <input class="field" type="time" name={name} value={value} step={900} required />
    </label>
  );
  return (
    <section>
      <h2 id="hours">{choices.when}</h2>
      <p class="meta">{says}</p>
      <details open={wrong}>
        <summary>{choices.changeHours}</summary>
        <ChoiceForm base={base} chosen={chosen} change="hours" fields={{ to: "on" }}>
          {wrong && (
            <p class="problem" role="alert" id="hours-problem">
              {choices.hoursProblem}
            </p>
          )}
          <fieldset class="days" aria-describedby={wrong ? "hours-problem" : undefined}>
            <legend>{choices.days}</legend>
            {DAYS_OF_WEEK.map(day)}
          </fieldset>
          <div class="two">
            {time("from", from)}
            {time("till", till === "24:00" ? "23:45" : till)}
          </div>
          <p class="meta">{choices.hoursNote}</p>
          <button type="submit">{choices.saveHours}</button>
        </ChoiceForm>
        {own && (
          <ChoiceForm base={base} chosen={chosen} change="hours" fields={{ to: "off" }} class="mid">
            <button type="submit" class="text">
              {choices.hoursAsUsual}
            </button>
          </ChoiceForm>
        )}
      </details>
    </section>
  );
}
