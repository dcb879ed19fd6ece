import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Beacon } from "../../shared/contracts/engagement.ts";
import { GRACE_MS, holdBeacon, type VisitRecord } from "./hold-beacon.ts";
import { readBeacon } from "./read-beacon.ts";

const SHOWN = "ver_01JD0000000000000000000001";
const OTHER = "ver_01JD0000000000000000000002";
const BEGAN = Date.parse("2026-11-21T10:00:00.000Z");

type Row = readonly [kind: 1 | 2 | 3 | 4, item: 0 | 1, from: number, to: number, rate?: number];
function beacon(rows: readonly Row[], seq = 0): Beacon {
  return {
    seq,
    items: [SHOWN, OTHER],
    k: rows.map(([kind]) => kind),
    i: rows.map(([, item]) => item),
    a: rows.map(([, , from]) => from),
    b: rows.map(([, , , to]) => to),
    r: rows.map(([, , , , rate = 100]) => rate),
  };
}
const fresh: VisitRecord = { shown: new Map([[SHOWN, 60]]), since: BEGAN, playedMs: 0, activeMs: 0 };
const rowsOf = (held: ReturnType<typeof holdBeacon>) =>
  held?.beacon.k.map((kind, row) => [
    kind,
    held.beacon.i[row],
    held.beacon.a[row],
    held.beacon.b[row],
    held.beacon.r[row],
  ]);

describe("a beacon held to its visit", () => {
  it("is kept whole when it is honest, also at double speed", () => {
    const honest = beacon([
      [3, 0, 0, 0],
      [1, 0, 0, 20_000, 200],
      [1, 0, 10_000, 20_000, 200],
      [2, 0, 0, 15_000],
    ]);
    const held = holdBeacon(honest, fresh, BEGAN + 15_000);
    expect(held).toEqual({ beacon: honest, playedMs: 15_000, activeMs: 15_000 });
  });

  it("says nothing of a piece that the visit was not shown", () => {
    const mixed = beacon([
      [3, 1, 0, 0],
      [1, 1, 0, 5000],
      [2, 0, 0, 5000],
    ]);
    expect(rowsOf(holdBeacon(mixed, fresh, BEGAN + 10_000))).toEqual([[2, 0, 0, 5000, 100]]);
    expect(holdBeacon(beacon([[3, 1, 0, 0]]), fresh, BEGAN + 10_000)).toBeUndefined();
    expect(
      holdBeacon(beacon([[3, 0, 0, 0]]), { ...fresh, shown: new Map(), since: undefined }, BEGAN),
    ).toBeUndefined();
  });

  it("counts every press on a file, and plays nothing of a document", () => {
    const document: VisitRecord = { ...fresh, shown: new Map([[SHOWN, 0]]) };
    const read = beacon([
      [3, 0, 0, 0],
      [3, 0, 0, 0],
      [4, 0, 0, 0],
      [2, 0, 0, 8000],
      [1, 0, 0, 5000],
      [4, 0, 0, 0],
      [4, 1, 0, 0],
    ]);
    const kinds = holdBeacon(read, document, BEGAN + 10_000)?.beacon.k;
    expect(kinds).toEqual([3, 4, 2, 4]);
  });

  it("ends a span where the film ends", () => {
    const beyond = beacon([
      [1, 0, 55_000, 65_000],
      [1, 0, 70_000, 80_000],
    ]);
    expect(rowsOf(holdBeacon(beyond, fresh, BEGAN + 60_000))).toEqual([[1, 0, 55_000, 60_000, 100]]);
  });

  it("counts an opening of a piece once in a beacon", () => {
    const often = beacon([
      [3, 0, 0, 0],
      [3, 0, 0, 0],
    ]);
    expect(rowsOf(holdBeacon(often, fresh, BEGAN))).toEqual([[3, 0, 0, 0, 100]]);
  });

  it("never lets a visit claim more than its real time and the grace, and stays a valid beacon", () => {
    const row: fc.Arbitrary<Row> = fc
      .record({
        kind: fc.constantFrom<1 | 2 | 3>(1, 1, 2, 3),
        item: fc.constantFrom<0 | 1>(0, 0, 0, 1),
        from: fc.nat(50_000),
        length: fc.integer({ min: 1, max: 60_000 }),
        rate: fc.integer({ min: 100, max: 400 }),
      })
      .map(({ kind, item, from, length, rate }): Row => {
        if (kind === 1) return [1, item, from, from + length, rate];
        return kind === 2 ? [2, item, 0, length] : [3, item, 0, 0];
      });
    const step = fc.record({ rows: fc.array(row, { minLength: 1, maxLength: 20 }), ms: fc.nat(20_000) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let now = BEGAN;
        let record = fresh;
        let watched = 0;
        let active = 0;
        for (const [seq, { rows, ms }] of steps.entries()) {
          now += ms;
          const held = holdBeacon(beacon(rows, seq), record, now);
          if (held === undefined) continue;
          expect(readBeacon(held.beacon)).toEqual({ beacon: held.beacon });
          for (const [kind, , from = 0, to = 0, rate = 100] of rowsOf(held) ?? []) {
            if (kind === 1) watched += ((to - from) * 100) / rate;
            if (kind === 2) active += to;
          }
          record = {
            ...record,
            playedMs: record.playedMs + held.playedMs,
            activeMs: record.activeMs + held.activeMs,
          };
        }
        expect(watched).toBeLessThanOrEqual(now - BEGAN + GRACE_MS);
        expect(active).toBeLessThanOrEqual(now - BEGAN + GRACE_MS);
      }),
    );
  });
});
