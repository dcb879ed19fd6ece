/** @jsxImportSource preact */
import type { ChoiceChange } from "../../../shared/contracts/consent.ts";
import { ChoiceForm, type FormPlace } from "./choice-form.tsx";

/** One choice: a switch that is a form, so that a press saves at once and without script. */
export function SwitchRow(
  props: FormPlace & {
    readonly change: ChoiceChange;
    /** Tells rows of one change apart. @default the change */
    readonly name?: string;
    readonly fields?: Readonly<Record<string, string>>;
    readonly title: string;
    /** What it does, or why it is as it is. */
    readonly effect: string;
    readonly on: boolean;
    /** It cannot be changed here; the effect says why. */
    readonly fixed?: boolean;
  },
) {
  const { change, name = change, title, effect, on, base, chosen, fixed = false } = props;
  return (
    <li class="row">
      <span>
        <h3 id={`t-${name}`}>{title}</h3>
        <span class="meta" id={`e-${name}`}>
          {effect}
        </span>
      </span>
      {!fixed && (
        <ChoiceForm
          base={base}
          chosen={chosen}
          change={change}
          fields={{ ...props.fields, to: on ? "off" : "on" }}
        >
          <button
            type="submit"
            role="switch"
            aria-checked={on}
            aria-labelledby={`t-${name}`}
            aria-describedby={`e-${name}`}
          />
        </ChoiceForm>
      )}
    </li>
  );
}
