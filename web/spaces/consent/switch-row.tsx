/** @jsxImportSource preact */
import { LangField } from "../rights.tsx";
import type { PageLanguage } from "../words/words.ts";

/** One choice: a switch that is a form, so that a press saves at once and without script. */
export function SwitchRow(props: {
  /** Name of the change. */
  readonly name: string;
  readonly title: string;
  /** What it does, or why it is as it is. */
  readonly effect: string;
  readonly on: boolean;
  readonly base: string;
  readonly chosen: PageLanguage | undefined;
  /** It cannot be changed here; the effect says why. */
  readonly fixed?: boolean;
}) {
  const { name, title, effect, on, base, chosen, fixed = false } = props;
  return (
    <li class="row">
      <span>
        <h3 id={`t-${name}`}>{title}</h3>
        <span class="meta" id={`e-${name}`}>
          {effect}
        </span>
      </span>
      {!fixed && (
        <form method="post" action={base}>
          <input type="hidden" name="change" value={name} />
          <input type="hidden" name="to" value={on ? "off" : "on"} />
          <LangField lang={chosen} />
          <button
            type="submit"
            role="switch"
            aria-checked={on}
            aria-labelledby={`t-${name}`}
            aria-describedby={`e-${name}`}
          />
        </form>
      )}
    </li>
  );
}
