/** Pure: the list with one item moved to another place; places outside the list are its ends. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from];
  if (item === undefined) return items;
  const rest = items.filter((_, index) => index !== from);
  const place = Math.max(0, Math.min(rest.length, to));
  return [...rest.slice(0, place), item, ...rest.slice(place)];
}

/** Pure: whether two arrangements show the same in the same order. */
export function sameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

/** What differs between what is on the page and what somebody wants there. */
export interface Difference {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly reordered: boolean;
}

/** Pure: what a change does to an arrangement. */
export function difference(before: readonly string[], after: readonly string[]): Difference {
  const added = after.filter((id) => !before.includes(id));
  const removed = before.filter((id) => !after.includes(id));
  const stayed = (ids: readonly string[], others: readonly string[]) =>
    ids.filter((id) => others.includes(id));
  return { added, removed, reordered: !sameOrder(stayed(before, after), stayed(after, before)) };
}
