import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pureStory } from "./pure-acts.ts";
import { playPure } from "./pure-story.ts";

/** `npm run soak` plays a hundred thousand. */
const STORIES = 2000;

describe("any story that the pure decisions decide", () => {
  it("lets nothing leave without a covering grant, beyond a cap, or outside the hours (CON-1, FRQ-1, FRQ-5)", () => {
    let left = 0;
    fc.assert(
      fc.property(pureStory, (acts) => {
        const story = playPure(acts);
        left += story.left;
        expect(story.wrongs).toEqual([]);
      }),
      { numRuns: STORIES },
    );
    // a gate that refuses everything proves nothing
    expect(left).toBeGreaterThan(STORIES / 10);
  }, 60_000);
});
