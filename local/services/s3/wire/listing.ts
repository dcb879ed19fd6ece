/** One page of keys: what is on it, what it rolled up, and where the next one starts. */
export interface Page {
  readonly keys: readonly string[];
  readonly prefixes: readonly string[];
  /** The last key or rolled-up prefix of this page when more follow. */
  readonly next?: string;
}

/** S3 orders keys by their UTF-8 bytes; JavaScript's order differs above the basic plane. */
export function compareKeys(left: string, right: string): number {
  if (left === right) return 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the test for plain ASCII
  if (/^[\u0000-\u007f]*$/.test(left + right)) return left < right ? -1 : 1;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

/** Index of the first key that is greater than or equal to `bound` in `sorted`. */
function lowerBound(sorted: readonly string[], bound: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(sorted[middle] ?? "", bound) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * One page of `sorted` (UTF-8 order): keys that start with `prefix` and come after `after`; keys that share the part up
 * to `delimiter` are rolled up into one prefix. Keys and prefixes count alike against `limit`.
 */
export function pageOf(
  sorted: readonly string[],
  { prefix, delimiter, after, limit }: { prefix: string; delimiter: string; after: string; limit: number },
): Page {
  const keys: string[] = [];
  const prefixes: string[] = [];
  let last: string | undefined;
  const from = compareKeys(after, prefix) > 0 ? after : prefix;
  for (let index = lowerBound(sorted, from); index < sorted.length; index++) {
    const key = sorted[index] ?? "";
    if (!key.startsWith(prefix)) break;
    if (after !== "" && compareKeys(key, after) <= 0) continue;
    const cut = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    const rolled = cut < 0 ? undefined : key.slice(0, cut + delimiter.length);
    // A page that ended with a rolled-up prefix must not list that prefix again.
    if (rolled !== undefined && (rolled === prefixes.at(-1) || rolled === after)) continue;
    if (keys.length + prefixes.length >= limit)
      return { keys, prefixes, ...(last === undefined ? {} : { next: last }) };
    if (rolled === undefined) keys.push(key);
    else prefixes.push(rolled);
    last = rolled ?? key;
  }
  return { keys, prefixes };
}
