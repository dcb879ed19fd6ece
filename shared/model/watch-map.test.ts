import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addMaps,
  addSpan,
  playsPerSecond,
  replayedStretches,
  uniqueSeconds,
  type WatchMap,
} from "./watch-map.ts";

const mapOf = (...spans: [number, number][]): WatchMap =>
  spans.reduce<WatchMap>((map, [from, to]) => addSpan(map, from * 1000, to * 1000), []);

describe("a watch map", () => {
  it("reproduces the video vector of domain-rules 6.3", () => {
    const v1 = mapOf([0, 30], [20, 40]);
    const v3 = mapOf([0, 5], [50, 60]);
    expect(uniqueSeconds(v1)).toBe(40);
    expect(replayedStretches(v1)).toEqual([{ fromSecond: 20, toSecond: 30 }]);
    // the playhead of V3 reached the end, but only a quarter was watched
    expect(uniqueSeconds(v3)).toBe(15);
    const all = [v1, mapOf([0, 60]), v3].reduce(addMaps);
    expect(playsPerSecond(all)[25]).toBe(3);
    expect(playsPerSecond(all)[45]).toBe(1);
  });

  it("names seconds 12 to 18 when they were replayed", () => {
    expect(replayedStretches(mapOf([0, 30], [12, 18], [12, 18]))).toEqual([{ fromSecond: 12, toSecond: 18 }]);
  });

  it("does not depend on where spans are cut or in which order they arrive", () => {
    const span = fc
      .tuple(fc.nat(60_000), fc.nat(20_000))
      .map(([from, length]) => [from, from + length + 1] as const);
    fc.assert(
      fc.property(
        fc.array(span, { maxLength: 8 }),
        fc.array(fc.nat(80_000), { maxLength: 8 }),
        (spans, cuts) => {
          const whole = spans.reduce<WatchMap>((map, [from, to]) => addSpan(map, from, to), []);
          const pieces = spans.flatMap(([from, to]) => {
            const edges = [from, ...cuts.filter((cut) => cut > from && cut < to).sort((a, b) => a - b), to];
            return edges.slice(1).map((edge, index) => [edges[index] ?? from, edge] as const);
          });
          const cut = pieces.reverse().reduce<WatchMap>((map, [from, to]) => addSpan(map, from, to), []);
          expect(cut).toEqual(whole);
          expect(whole.reduce((sum, ms) => sum + ms, 0)).toBe(
            spans.reduce((sum, [from, to]) => sum + to - from, 0),
          );
        },
      ),
    );
  });
});
