/** @jsxImportSource preact */
import { fill, lengthText } from "../words/speak.ts";
import type { Words } from "../words/words.ts";

export interface RepSeesProps {
  /** What the rep may see: nothing, something whose titles are not for this page, or these pieces. */
  readonly repSees:
    | "nothing"
    | "counted"
    | readonly {
        readonly id: string;
        readonly kind: "film" | "document";
        readonly title: string;
        /** Played of a film, read of a document. */
        readonly seconds: number;
        readonly openedFile: boolean;
        readonly lastOn: string;
      }[];
}

const USED = { film: "watched", document: "readFor" } as const;

/** What the rep can see, piece by piece, in the person's own words of time. */
export function RepSees(props: RepSeesProps & { readonly words: Words; readonly rep: string }) {
  const { words, rep, repSees } = props;
  const { choices } = words;
  const lead = repSees === "nothing" ? choices.repSeesNothing : fill(choices.repSeesList, { rep });
  return (
    <section>
      <h2>{choices.repSees}</h2>
      <p class="meta">{lead}</p>
      {repSees === "counted" && <p class="meta">{choices.titlesOnPage}</p>}
      {typeof repSees !== "string" && (
        <ul class="card">
          {repSees.length === 0 && <li class="row meta">{choices.repSeesEmpty}</li>}
          {repSees.map((item) => (
            <li key={item.id} class="row">
              <span>
                <h3>{item.title}</h3>
                <span class="meta num">
                  {fill(item.seconds === 0 ? choices.opened : choices[USED[item.kind]], {
                    length: lengthText(item.seconds),
                    date: item.lastOn,
                  })}
                  {item.openedFile && ` · ${choices.openedFile}`}
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
