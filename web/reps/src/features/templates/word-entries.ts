import type { CallOutput } from "../../../../client/client.ts";

export type Words = CallOutput<"readRestrictedWords">;
export type Lists = Words["lists"];

/** How a word is looked for, in words. */
export const KINDS = [
  { value: "partial", label: "Anywhere, also inside other words" },
  { value: "exact", label: "As a whole word or phrase" },
  { value: "names", label: "As a name, also misspelt" },
] as const;
export type WordKind = (typeof KINDS)[number]["value"];

/** One word that stops a message, as a line of the list. */
export interface WordEntry {
  readonly word: string;
  readonly kind: WordKind;
  /** Only where the page is about this product. */
  readonly product?: string | undefined;
}

/** Pure: every word of a country, each a line, by the alphabet. */
export function entriesOf(lists: Lists): readonly WordEntry[] {
  return lists
    .flatMap((list) =>
      KINDS.flatMap(({ value: kind }) =>
        list[kind].map((word): WordEntry => ({ word, kind, product: list.product })),
      ),
    )
    .toSorted((a, b) => a.word.localeCompare(b.word) || keyOf(a).localeCompare(keyOf(b)));
}

/** What tells two lines apart. */
export function keyOf({ word, kind, product = "" }: WordEntry): string {
  return [word.toLowerCase(), kind, product.toLowerCase()].join("\n");
}

/** Pure: the lists with one word more; the same where it is there already. */
export function withWord(lists: Lists, entry: WordEntry): Lists {
  if (entriesOf(lists).some((one) => keyOf(one) === keyOf(entry))) return lists;
  const { word, kind, product } = entry;
  const at = lists.findIndex((list) => sameProduct(list.product, product));
  if (at < 0) {
    const empty = { partial: [], exact: [], names: [] };
    return [...lists, { ...(product === undefined ? {} : { product }), ...empty, [kind]: [word] }];
  }
  return lists.map((list, n) => (n === at ? { ...list, [kind]: [...list[kind], word] } : list));
}

/** Pure: the lists without one word; a product whose last word it was is named no more. */
export function withoutWord(lists: Lists, entry: WordEntry): Lists {
  const { word, kind, product } = entry;
  return lists
    .map((list) =>
      sameProduct(list.product, product)
        ? { ...list, [kind]: list[kind].filter((one) => one.toLowerCase() !== word.toLowerCase()) }
        : list,
    )
    .filter((list) => KINDS.some(({ value }) => list[value].length > 0));
}

function sameProduct(one: string | undefined, other: string | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}
