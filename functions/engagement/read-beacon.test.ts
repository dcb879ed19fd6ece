import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Beacon, EVENT_KIND, eventsOf } from "../../shared/contracts/engagement.ts";
import { readBeacon } from "./read-beacon.ts";

const VERSION = "ver_01JD0000000000000000000000";
const valid = {
  seq: 0,
  items: [VERSION],
  k: [1, 2, 3],
  i: [0, 0, 0],
  a: [12_000, 0, 0],
  b: [18_000, 5000, 0],
  r: [100, 100, 100],
};

/** Values near every boundary, so that about half of the generated beacons are valid. */
const number = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 70_000 }) },
  fc.constantFrom(
    -1,
    0,
    1,
    0.5,
    24,
    25,
    400,
    401,
    49,
    50,
    21_600_000,
    21_600_001,
    2_000_000_000,
    2_000_000_001,
    Number.NaN,
    2 ** 53,
  ),
);
const column = fc.oneof(
  { weight: 9, arbitrary: fc.array(number, { minLength: 1, maxLength: 3 }) },
  fc.constantFrom("x", null, {}),
);
const anyBeacon = fc.record(
  {
    seq: number,
    items: fc.oneof(
      fc.constant([VERSION]),
      fc.constant([VERSION, VERSION]),
      fc.constantFrom([], ["x"], "y", [1]),
    ),
    k: fc.oneof(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 0, maxLength: 3 }), column),
    i: fc.oneof(fc.constantFrom([0], [0, 1], [0, 0, 0], [2]), column),
    a: column,
    b: column,
    r: fc.oneof(fc.constantFrom([100], [100, 100], [50, 100, 200]), column),
    extra: fc.constant(1),
  },
  { requiredKeys: [] },
);
const rate = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 25, max: 400 }) }, number);
const span = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 20_000 }) }, number);
const row = fc.oneof(
  fc.record({ k: fc.constant(1), a: fc.integer({ min: 0, max: 600_000 }), span, r: rate }),
  fc.record({ k: fc.constant(2), a: fc.constant(0), span, r: rate }),
  fc.record({ k: fc.constantFrom(3, 4), a: fc.constant(0), span: fc.constant(0), r: rate }),
);
const nearlyValid = fc
  .record({
    rows: fc.array(row, { minLength: 1, maxLength: 3 }),
    seq: fc.nat(1_000_000),
    item: fc.constantFrom(0, 0, 0, 1),
  })
  .map(({ rows, seq, item }) => ({
    seq,
    items: [VERSION],
    k: rows.map((one) => one.k),
    i: rows.map(() => item),
    a: rows.map((one) => one.a),
    b: rows.map((one) => one.a + one.span),
    r: rows.map((one) => one.r),
  }));

describe("the beacon reader", () => {
  it("accepts what a page sends and decodes it row by row", () => {
    const read = readBeacon(valid);
    expect("beacon" in read && eventsOf(read.beacon)).toEqual([
      { versionId: VERSION, kind: EVENT_KIND.played, fromMs: 12_000, toMs: 18_000, ratePercent: 100 },
      { versionId: VERSION, kind: EVENT_KIND.viewed, fromMs: 0, toMs: 5000, ratePercent: 100 },
      { versionId: VERSION, kind: EVENT_KIND.opened, fromMs: 0, toMs: 0, ratePercent: 100 },
    ]);
  });

  it("names the field of the first problem", () => {
    expect(readBeacon({ ...valid, b: [11_000, 5000, 0] })).toEqual({
      problem: { field: "b.0", message: "must be after a" },
    });
    expect(readBeacon({ ...valid, hcpId: "hcp_1" })).toEqual({
      problem: { field: "hcpId", message: "is not known" },
    });
    expect(readBeacon([])).toEqual({ problem: { field: "body", message: "must be an object" } });
  });

  it("agrees with the schema on every value", () => {
    let accepted = 0;
    fc.assert(
      fc.property(fc.oneof(anyBeacon, { weight: 3, arbitrary: nearlyValid }, fc.anything()), (value) => {
        const byHand = "beacon" in readBeacon(value);
        if (byHand) accepted++;
        expect(byHand).toBe(Beacon.safeParse(value).success);
      }),
      { numRuns: 3000 },
    );
    // a generator that only makes refusals would prove nothing
    expect(accepted).toBeGreaterThan(300);
  });
});
