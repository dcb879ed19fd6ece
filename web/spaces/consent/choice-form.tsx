/** @jsxImportSource preact */
import type { ComponentChildren } from "preact";
import type { ChoiceChange } from "../../../shared/contracts/consent.ts";
import { LangField } from "../rights.tsx";
import type { PageLanguage } from "../words/words.ts";

/** Where forms of this page go, and in which language they come back. */
export interface FormPlace {
  /** Address of this page; every form posts to it. */
  readonly base: string;
  readonly chosen?: PageLanguage | undefined;
}

/** One choice as a form of its own, so that it saves at once and without script. */
export function ChoiceForm(
  props: FormPlace & {
    readonly change: ChoiceChange;
    /** Further fields by name. */
    readonly fields?: Readonly<Record<string, string>>;
    readonly class?: string;
    readonly children: ComponentChildren;
  },
) {
  const { base, chosen, change, fields = {}, children } = props;
  return (
    <form method="post" action={base} class={props.class}>
      <input type="hidden" name="change" value={change} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <LangField lang={chosen} />
      {children}
    </form>
  );
}
