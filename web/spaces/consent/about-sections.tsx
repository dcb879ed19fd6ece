/** @jsxImportSource preact */
import type { Purpose } from "../../../shared/model/consent.ts";
import type { ChoiceWords } from "../words/choices/choice-words.ts";
import type { FormPlace } from "./choice-form.tsx";
import { SwitchRow } from "./switch-row.tsx";

export interface AboutProps {
  readonly purposes: readonly {
    readonly purpose: Purpose;
    readonly on: boolean;
    readonly startable: boolean;
  }[];
  /** Products by name; only for somebody who attested, since a name is product information. */
  readonly topics: readonly { readonly product: string; readonly on: boolean }[];
}

/** What the messages may be about: why we write, and the topics that the person knows from us. */
export function AboutSections(props: AboutProps & FormPlace & { readonly words: ChoiceWords }) {
  const { words, purposes, topics, base, chosen } = props;
  const { choices } = words;
  return (
    <section>
      <h2>{choices.about}</h2>
      <ul class="card">
        {purposes.map(({ purpose, on, startable }) => {
          const [title, effect] = choices.purpose[purpose];
          const fixed = !on && !startable;
          return (
            <SwitchRow
              key={purpose}
              change={purpose}
              title={title}
              effect={fixed && purpose !== "promo" ? choices.purposeClosed : effect}
              on={on}
              fixed={fixed}
              base={base}
              chosen={chosen}
            />
          );
        })}
      </ul>
      {topics.length > 0 && (
        <>
          <h2>{choices.topics}</h2>
          <ul class="card">
            {topics.map(({ product, on }, index) => (
              <SwitchRow
                key={product}
                change="topic"
                name={`topic-${index}`}
                fields={{ product }}
                title={product}
                effect={on ? choices.topicOn : choices.topicOff}
                on={on}
                base={base}
                chosen={chosen}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
