import { describe, expect, it } from "vitest";
import { wishWords } from "./wish-words.ts";

const date = () => "24 Dec";

describe("how somebody wants to be written to, in the rep's words", () => {
  it("is nothing while everything is as usual", () => {
    expect(wishWords({ frequency: "as_it_comes" }, date)).toEqual([]);
  });

  it("is a line for each wish, days with the same hours together", () => {
    const hours = {
      hours: { thu: ["12:00", "14:00"], mon: ["12:00", "14:00"], sat: ["09:00", "11:00"] },
    } as const;
    expect(
      wishWords(
        {
          frequency: "weekly",
          language: "fr",
          pausedUntil: "2026-12-24T00:00:00.000Z",
          hours: structuredClone(hours) as never,
        },
        date,
      ),
    ).toEqual([
      "Paused until 24 Dec.",
      "At most one message a week.",
      "Mon, Thu, 12:00 to 14:00; Sat, 09:00 to 11:00, practice time.",
      "Messages and pages in French.",
    ]);
  });
});
