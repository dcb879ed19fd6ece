import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Happening, mergedPage, type Place, type Source } from "./timeline-page.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21) + minute * 60_000).toISOString();

/** A source that is read `limit` at a time, like a Query. */
function readBelow(
  all: readonly Happening<string>[],
  before: Place | undefined,
  limit: number,
): Source<string> {
  const rows = all
    .filter((one) => before === undefined || one.at <= before.at)
    .sort((a, b) => (a.at < b.at || (a.at === b.at && a.id < b.id) ? 1 : -1))
    .slice(0, limit);
  return rows.length < limit ? { rows } : { rows, since: rows.at(-1)?.at };
}

describe("a page of a timeline", () => {
  it("shows everything once and newest first, however pages are cut and sources are read", () => {
    const minutes = fc.uniqueArray(fc.nat(400), { maxLength: 40 });
    fc.assert(
      fc.property(
        minutes,
        minutes,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 2, max: 9 }),
        (a, b, limit, reads) => {
          const sources = [a, b].map((list, source) =>
            list.map((minute) => ({ at: at(minute), id: `${source}-${minute}`, row: `${source}-${minute}` })),
          );
          const seen: string[] = [];
          let before: Place | undefined;
          for (let pages = 0; pages < 200; pages++) {
            const from = before;
            const page = mergedPage(
              sources.map((list) => readBelow(list, from, reads)),
              from,
              limit,
            );
            seen.push(...page.rows);
            before = page.next;
            if (before === undefined) break;
          }
          const wanted = sources
            .flat()
            .sort((x, y) => (x.at < y.at || (x.at === y.at && x.id < y.id) ? 1 : -1));
          expect(seen).toEqual(wanted.map(({ row }) => row));
        },
      ),
    );
  });

  it("ends without a next page when every source has ended", () => {
    expect(mergedPage([{ rows: [{ at: at(1), id: "a", row: "a" }] }], undefined, 10)).toEqual({
      rows: ["a"],
      next: undefined,
    });
  });
});
