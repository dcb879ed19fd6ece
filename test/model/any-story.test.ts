import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { story } from "./acts.ts";
import { BUGS } from "./planted-bugs.ts";
import { play } from "./play.ts";
import { openStage, type Stage } from "./stage.ts";

/** `npm run soak` plays ten thousand and writes down what came of it. */
const STORIES = 300;

/** Seeds by which each bug shows itself after a few stories (docs/decisions/0028). Any other seed needs some dozens. */
const SEEDS = {
  "check before the transaction": 2,
  "wrong precedence": 2,
  "retry without claim": 3,
  "cap outside the transaction": 6,
} as const;

const property = (stage: Stage) =>
  fc.asyncProperty(story, async (told) => {
    expect(await play(stage, told)).toEqual([]);
  });

describe("any story of grants, withdrawals, STOPs, imports, sends, crashes, conflicts and reports, over the real stores", () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it("sends nothing without a covering grant at hand-off, nothing twice and nothing beyond a cap, and overrides no withdrawal (INV-1, INV-5, FRQ-1)", async () => {
    await fc.assert(property(stage), { numRuns: STORIES });
  }, 180_000);
});

describe("a product with a planted bug", () => {
  it.each(BUGS)(
    "is found out: %s",
    async (bug) => {
      const stage = await openStage(bug);
      try {
        const found = await fc.check(property(stage), {
          seed: SEEDS[bug],
          numRuns: 100,
          endOnFailure: true,
        });
        expect(found.failed).toBe(true);
      } finally {
        await stage.close();
      }
    },
    60_000,
  );
});
