import { Checkbox } from "@mantine/core";
import { countryWord, languageWord } from "../../ui/places.ts";
import classes from "./facets.module.css";
import { type Choice, countsOf, FACETS, type Facet, type Version } from "./library-search.ts";
import { channelWord, kindWord, stateWord } from "./version-words.tsx";

const ENDS: Readonly<Record<string, string>> = {
  soon: "Within 30 days",
  later: "Later",
  past: "Past",
  none: "Not set",
};

const WORDS: Readonly<Record<Facet, { readonly title: string; readonly word: (value: string) => string }>> = {
  kind: { title: "Kind", word: kindWord },
  product: { title: "Product", word: (value) => value },
  country: { title: "Country", word: countryWord },
  language: { title: "Language", word: languageWord },
  channel: { title: "Channel", word: channelWord },
  state: { title: "State", word: stateWord },
  end: { title: "End of use", word: (value) => ENDS[value] ?? value },
};

/** The word for a chosen value. */
export function facetWord(facet: Facet, value: string): string {
  return WORDS[facet].word(value);
}

/** What the library can be narrowed by, each value with how many it would leave. A facet with one value narrows nothing and is left out. */
export function Facets(props: {
  readonly versions: readonly Version[];
  readonly choice: Choice;
  readonly now: number;
  readonly onChange: (facet: Facet, values: readonly string[]) => void;
}) {
  const { versions, choice, now, onChange } = props;
  return FACETS.map((facet) => {
    const counts = countsOf(versions, facet, choice, now);
    const chosen = choice[facet] ?? [];
    if (counts.size < 2 && chosen.length === 0) return null;
    return (
      <fieldset key={facet} className={classes.facet}>
        <legend className={classes.title}>{WORDS[facet].title}</legend>
        {inOrder(facet, counts).map(([value, count]) => (
          <Checkbox
            key={value}
            className={classes.value}
            size="xs"
            checked={chosen.includes(value)}
            onChange={({ currentTarget: { checked } }) =>
              onChange(facet, checked ? [...chosen, value] : chosen.filter((one) => one !== value))
            }
            label={
              <span className={classes.label}>
                <span>{WORDS[facet].word(value)}</span>
                <span className={classes.count}>{count}</span>
              </span>
            }
          />
        ))}
      </fieldset>
    );
  });
}

/** Countries, languages and products by their names, as one looks for them; the others in their own order. */
function inOrder(facet: Facet, counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  const values = [...counts];
  if (facet !== "country" && facet !== "language" && facet !== "product") return values;
  const { word } = WORDS[facet];
  return values.sort(([one], [other]) => word(one).localeCompare(word(other), "en"));
}
