/** Something that happened, with an id that makes its place unique. */
export interface Happening<Row> {
  readonly at: string;
  readonly id: string;
  readonly row: Row;
}

/** What one source gave: `since` is the instant down to which it is complete; absent when it has no more. */
export interface Source<Row> {
  readonly rows: readonly Happening<Row>[];
  readonly since?: string | undefined;
}

/** Where a page ended; the next one holds only what is older. */
export interface Place {
  readonly at: string;
  readonly id: string;
}

/**
 * Pure: the newest `limit` of several sources below a place, newest first. What is older than a source was read is kept
 * for the next page, so that nothing is out of order and nothing comes twice.
 */
export function mergedPage<Row>(
  sources: readonly Source<Row>[],
  before: Place | undefined,
  limit: number,
): { readonly rows: readonly Row[]; readonly next: Place | undefined } {
  const complete = sources.flatMap(({ since }) => (since === undefined ? [] : [since])).sort();
  const horizon = complete.at(-1) ?? "";
  const below = sources
    .flatMap(({ rows }) => rows)
    .filter((one) => before === undefined || isOlder(one, before))
    .sort((a, b) => (isOlder(a, b) ? 1 : -1));
  const ready = below.filter(({ at }) => at >= horizon);
  const shown = ready.slice(0, limit);
  const last = shown.at(-1);
  const more = shown.length < below.length || complete.length > 0;
  return {
    rows: shown.map(({ row }) => row),
    next: more && last !== undefined ? { at: last.at, id: last.id } : undefined,
  };
}

function isOlder(a: Place, b: Place): boolean {
  return a.at < b.at || (a.at === b.at && a.id < b.id);
}
