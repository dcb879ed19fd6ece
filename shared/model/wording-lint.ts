import type { CountryProfile } from "./country-profile.ts";
import { lintNote, type NoteFinding } from "./note-lint.ts";
import { findingWords } from "./note-words.ts";
import type { WordLists } from "./restricted-words.ts";
import type { Slot, TemplateText } from "./template.ts";

type TextSlot = Extract<Slot, { kind: "text" }>;
type Fills = Readonly<Record<string, string>>;

/** What a rep may type where the HCP practises, and whether this rep may type at all. */
export interface TypingRights {
  readonly repFreeText: CountryProfile["review"]["repFreeText"];
  /** After a critical finding, until compliance gives the right back (MLR-16). */
  readonly suspended: boolean;
}

/** Why a wording may not be sent: the slot, the sentence for the rep, and the words in question where there are some. */
export interface WordingProblem {
  readonly slot: string;
  readonly words: string;
  readonly finding?: NoteFinding;
}

/** The slots in which something was typed. */
export function typedSlots(
  { slots }: Pick<TemplateText, "slots">,
  fills: Fills,
): { readonly slot: TextSlot; readonly text: string }[] {
  return slots.flatMap((slot) => {
    const text = fills[slot.slot]?.trim() ?? "";
    return slot.kind === "text" && text !== "" ? [{ slot, text }] : [];
  });
}

/** Pure: what keeps a wording from being sent (MLR-12 to MLR-15); empty = nothing does. Picklists take approved wordings only. */
export function wordingProblems(
  template: Pick<TemplateText, "slots">,
  fills: Fills,
  lists: WordLists,
  rights: TypingRights,
): WordingProblem[] {
  const known = new Map(template.slots.map((slot) => [slot.slot, slot]));
  const chosen = Object.entries(fills).flatMap(([name, text]): WordingProblem[] => {
    const slot = known.get(name);
    if (slot === undefined) return [{ slot: name, words: "The template has no such place." }];
    if (slot.kind === "text" || text.trim() === "" || slot.options.includes(text.trim())) return [];
    return [{ slot: name, words: `Choose one of the approved wordings for “${slot.label}”.` }];
  });
  const typed = typedSlots(template, fills).flatMap(({ slot, text }): WordingProblem[] => {
    const name = slot.slot;
    if (rights.repFreeText !== "text")
      return [{ slot: name, words: "Nothing may be typed for this country. Leave it empty." }];
    if (rights.suspended)
      return [
        { slot: name, words: "Your right to type is suspended. Compliance gives it back. Leave it empty." },
      ];
    return lintNote(text, lists, slot.maxChars).map((finding) => ({
      slot: name,
      words: findingWords(text, finding),
      finding,
    }));
  });
  return [...chosen, ...typed];
}

/** Pure: whether somebody of compliance sees it first, a share of it later, or nobody does (MLR-16). */
export function reviewOf(template: Pick<TemplateText, "slots">, fills: Fills): "hold" | "sample" | "none" {
  const reviews = typedSlots(template, fills).map(({ slot }) => slot.review);
  if (reviews.includes("hold")) return "hold";
  return reviews.includes("sample") ? "sample" : "none";
}
