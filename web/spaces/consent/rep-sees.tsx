/** @jsxImportSource preact */
import type { ViewingWish } from "../../../shared/model/preference.ts";
import type { ChoiceWords } from "../words/choices/choice-words.ts";
import { fill, lengthText } from "../words/speak.ts";
import { ChoiceForm, type FormPlace } from "./choice-form.tsx";

/** What is known of one piece. */
interface Seen {
  readonly kind: "film" | "document";
  /** Played of a film, read of a document. */
  readonly seconds: number;
  readonly openedFile: boolean;
  readonly lastOn: string;
}

const USED = { film: "watched", document: "readFor" } as const;

export interface RepSeesProps {
  /** What the rep may see: nothing, something whose titles are not for this page, or these pieces. */
  readonly repSees:
    | "nothing"
    | "counted"
    | {
        /** What the person last said about all of them. */
        readonly all: Exclude<ViewingWish, "deleted">;
        readonly items: readonly {
          readonly id: string;
          readonly title: string;
          readonly wish: Exclude<ViewingWish, "deleted">;
          /** Absent where it counts only in totals, so that nothing is known. */
          readonly seen?: Seen;
        }[];
      };
}

/** What the rep can see, piece by piece, in the person's own words of time; each can be hidden, summed up or deleted. */
export function RepSees(
  props: RepSeesProps & FormPlace & { readonly words: ChoiceWords; readonly rep: string },
) {
  const { words, rep, repSees, base, chosen } = props;
  const { choices } = words;
  const lead = repSees === "nothing" ? choices.repSeesNothing : fill(choices.repSeesList, { rep });
  return (
    <section>
      <h2 id="seen">{choices.repSees}</h2>
      <p class="meta">{lead}</p>
      {repSees === "counted" && <p class="meta">{choices.titlesOnPage}</p>}
      {typeof repSees !== "string" && (
        <>
          <ul class="card">
            {repSees.items.length === 0 && <li class="row meta">{choices.repSeesEmpty}</li>}
            {repSees.items.map(({ id, title, wish, seen }) => (
              <li key={id} class="row piece">
                <span>
                  <h3 id={`p-${id}`}>{title}</h3>
                  <span class="meta">{standing(words, rep, wish, seen)}</span>
                </span>
                <ChoiceForm base={base} chosen={chosen} change="viewing" fields={{ item: id }}>
                  {wishesFrom(wish, seen !== undefined).map((to) => (
                    <button
                      key={to}
                      type="submit"
                      class="text"
                      name="to"
                      value={to}
                      id={`${to}-${id}`}
                      aria-labelledby={`${to}-${id} p-${id}`}
                    >
                      {choices.viewing[to]}
                    </button>
                  ))}
                </ChoiceForm>
              </li>
            ))}
          </ul>
          {repSees.items.length > 0 && (
            <ChoiceForm base={base} chosen={chosen} change="viewing" class="two">
              {repSees.all === "shown" ? (
                <button type="submit" name="to" value="hidden">
                  {choices.hideAll}
                </button>
              ) : (
                <button type="submit" name="to" value="shown">
                  {choices.showAll}
                </button>
              )}
              <button type="submit" name="to" value="deleted">
                {choices.deleteAll}
              </button>
            </ChoiceForm>
          )}
          <p class="meta note">{choices.viewingNote}</p>
        </>
      )}
    </section>
  );
}

/** What a piece's buttons offer: everything but what is so already. */
function wishesFrom(wish: ViewingWish, seen: boolean): readonly ViewingWish[] {
  const offers = (["shown", "hidden", "total"] as const).filter((one) => one !== wish);
  return seen ? [...offers, "deleted"] : offers;
}

function standing({ choices }: ChoiceWords, rep: string, wish: ViewingWish, seen: Seen | undefined): string {
  if (wish === "total" || seen === undefined) return choices.isTotal;
  const { kind, seconds, openedFile, lastOn } = seen;
  const used = fill(seconds === 0 ? choices.opened : choices[USED[kind]], {
    length: lengthText(seconds),
    date: lastOn,
  });
  const parts = [
    used,
    openedFile && choices.openedFile,
    wish === "hidden" && fill(choices.isHidden, { rep }),
  ];
  return parts.filter((part) => part !== false).join(" · ");
}
