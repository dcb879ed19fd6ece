import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PlaySpans } from "./play-spans.ts";

/** Plays from `from` to `to` with a report every quarter second, as browsers do. */
function play(spans: PlaySpans, from: number, to: number): void {
  spans.start(from, 1);
  for (let at = from + 0.25; at <= to; at += 0.25) spans.tick(at, 0.25);
  spans.stop(to);
}

describe("play spans", () => {
  it("keeps a replayed stretch as two spans", () => {
    const spans = new PlaySpans();
    play(spans, 0, 30);
    play(spans, 20, 40);
    expect(spans.take()).toEqual([
      { fromMs: 0, toMs: 30_000, ratePercent: 100 },
      { fromMs: 20_000, toMs: 40_000, ratePercent: 100 },
    ]);
  });

  it("never counts a jump as watched, although the playhead reached the end", () => {
    const spans = new PlaySpans();
    spans.start(0, 1);
    for (let at = 0.25; at <= 5; at += 0.25) spans.tick(at, 0.25);
    spans.tick(50, 0.25);
    for (let at = 50.25; at <= 60; at += 0.25) spans.tick(at, 0.25);
    spans.stop(60);
    expect(spans.take()).toEqual([
      { fromMs: 0, toMs: 5000, ratePercent: 100 },
      { fromMs: 50_000, toMs: 60_000, ratePercent: 100 },
    ]);
  });

  it("cuts the running span when the page goes and continues without a gap", () => {
    const spans = new PlaySpans();
    spans.start(0, 2);
    spans.tick(1, 0.5);
    expect(spans.take()).toEqual([{ fromMs: 0, toMs: 1000, ratePercent: 200 }]);
    spans.tick(2, 0.5);
    spans.stop(2);
    expect(spans.take()).toEqual([{ fromMs: 1000, toMs: 2000, ratePercent: 200 }]);
  });

  it("adds up to exactly what was played, however the reports are cut", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 200 }), (cuts) => {
        const spans = new PlaySpans();
        const all = [];
        spans.start(0, 1);
        for (const [index, cut] of cuts.entries()) {
          spans.tick((index + 1) * 0.25, 0.25);
          if (cut) all.push(...spans.take());
        }
        spans.stop(cuts.length * 0.25);
        all.push(...spans.take());
        expect(all.reduce((sum, span) => sum + span.toMs - span.fromMs, 0)).toBe(cuts.length * 250);
      }),
    );
  });
});
