import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StreamFact } from "../engagement/facts.ts";
import { fold, hcpVisitsKey, hcpVisitVersionKey, plus, versionKey } from "./fold.ts";

const HCP = "hcp_01JD0000000000000000000001";
const MESSAGE = "msg_01JD0000000000000000000001";
const VERSION = "ver_01JD0000000000000000000001";
const VISIT = "vis_01JD0000000000000000000001";
const AT = "2026-11-21T10:00:00.000Z";

function batch(
  sequence: string,
  rows: readonly (readonly [1 | 2 | 3 | 4, number, number])[],
  tracked = true,
): StreamFact {
  const person = tracked ? { hcpId: HCP, messageId: MESSAGE } : {};
  const columns = {
    items: [VERSION],
    k: rows.map(([kind]) => kind),
    i: rows.map(() => 0),
    a: rows.map(([, from]) => from),
    b: rows.map(([, , to]) => to),
    r: rows.map(() => 100),
  };
  const item = {
    visitId: VISIT,
    ...person,
    seq: Number(sequence),
    ...columns,
    receivedAt: AT,
  };
  return { sequence, item: { kind: "batch", batch: item } };
}
const idOf = (key: { pk: string; sk: string }) => `${key.pk}|${key.sk}`;
const all = () => true;
const none = () => false;

describe("the fold", () => {
  it("counts spans, active time and openings for the person and for the version", () => {
    const folded = fold(
      [
        batch("1", [
          [3, 0, 0],
          [1, 0, 10_000],
          [1, 4_000, 8_000],
          [2, 0, 1_500],
        ]),
      ],
      all,
    );
    const mine = folded.get(idOf(hcpVisitVersionKey(HCP, VISIT, VERSION)))?.delta;
    expect(mine).toMatchObject({ opened: 1, watchedMs: 14_000, activeMs: 1_500, lastAt: AT });
    expect(mine?.map.slice(3, 6)).toEqual([1000, 2000, 2000]);
    expect(folded.get(idOf(versionKey(VERSION)))?.delta).toMatchObject({ watchedMs: 14_000, map: [] });
  });

  it("counts openings of a document's file apart from reading its page", () => {
    const read = batch("1", [
      [3, 0, 0],
      [2, 0, 80_000],
      [4, 0, 0],
      [4, 0, 0],
    ]);
    const folded = fold([read], all);
    const mine = folded.get(idOf(hcpVisitVersionKey(HCP, VISIT, VERSION)))?.delta;
    expect(mine).toMatchObject({ opened: 1, downloads: 2, activeMs: 80_000, watchedMs: 0 });
    expect(fold([read], none).size).toBe(1);
  });

  it("counts a piece that the person took out for the version alone, and the others for them (2.11)", () => {
    const taken = ({ piece }: { readonly piece?: { readonly versionId: string; readonly at: string } }) =>
      piece === undefined || (piece.versionId !== VERSION && piece.at === AT);
    const folded = fold([batch("1", [[1, 0, 10_000]])], taken);
    expect(folded.has(idOf(hcpVisitVersionKey(HCP, VISIT, VERSION)))).toBe(false);
    expect(folded.get(idOf(versionKey(VERSION)))?.delta).toMatchObject({ watchedMs: 10_000 });
  });

  it("INV-4: drops the person where tracking is not agreed to any more, and keeps the count of the version", () => {
    const visit: StreamFact = {
      sequence: "2",
      item: {
        kind: "visit",
        visit: {
          visitId: "vis_1",
          hcpId: HCP,
          messageId: MESSAGE,
          country: "IE",
          confirmedAt: AT,
          pressClass: "human",
        },
      },
    };
    const folded = fold([batch("1", [[1, 0, 2_000]]), visit], none);
    expect([...folded.keys()]).toEqual([idOf(versionKey(VERSION))]);
    expect(fold([visit], all).get(idOf(hcpVisitsKey(HCP)))?.delta.visits).toBe(1);
  });

  it.each(["machine", "unknown"] as const)("INV-11: counts no visit of anybody that was %s", (pressClass) => {
    const visit = {
      visitId: "vis_1",
      hcpId: HCP,
      messageId: MESSAGE,
      country: "IE",
      confirmedAt: AT,
      pressClass,
    };
    expect([...fold([{ sequence: "1", item: { kind: "visit", visit } }], all).keys()]).toEqual([]);
  });

  it("gives the same totals wherever the batch is cut and in whatever order it is added", () => {
    const rows = fc.array(
      fc
        .tuple(fc.constantFrom<1 | 2>(1, 2), fc.nat(90_000), fc.integer({ min: 1, max: 20_000 }))
        .map(
          ([kind, from, length]) =>
            [kind, kind === 1 ? from : 0, kind === 1 ? from + length : length] as const,
        ),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 6 }), fc.nat(6), (batches, cut) => {
        const facts = batches.map((one, index) => batch(String(index + 1), one));
        const id = idOf(hcpVisitVersionKey(HCP, VISIT, VERSION));
        const parts = [fold(facts.slice(cut), all), fold(facts.slice(0, cut), all)].flatMap(
          (part) => part.get(id)?.delta ?? [],
        );
        expect(parts.reduce(plus)).toEqual(fold(facts, all).get(id)?.delta);
      }),
    );
  });
});
