import { describe, expect, it } from "vitest";
import { withoutSmallGroups } from "./territory-insights.ts";

const week = (people: number) => ({
  week: "2026-11-16",
  people,
  attempted: people,
  delivered: people,
  bounced: 0,
  visited: 1,
  visitors: 1,
  human: 1,
  machine: 2,
  unknown: 1,
});

describe("a week of a territory", () => {
  it.each([1, 4])("INV-4: keeps visits back while %i people were written to", (people) => {
    expect(withoutSmallGroups(week(people))).not.toHaveProperty("visited");
    expect(withoutSmallGroups(week(people))).not.toHaveProperty("visitors");
    expect(withoutSmallGroups(week(people))).not.toHaveProperty("human");
    expect(withoutSmallGroups(week(people))).not.toHaveProperty("unknown");
    expect(withoutSmallGroups(week(people))).toMatchObject({ raw: 4, machine: 2 });
  });

  it("tells visits of five people and more, and that nobody was written to", () => {
    expect(withoutSmallGroups(week(5))).toMatchObject({ visited: 1, visitors: 1 });
    expect(withoutSmallGroups(week(5))).toMatchObject({ raw: 4, human: 1, machine: 2, unknown: 1 });
    expect(withoutSmallGroups({ ...week(0), visited: 0, visitors: 0 })).toMatchObject({ visited: 0 });
  });
});
