import { describe, expect, it } from "vitest";
import { outcomeWords, points, type Result, stateOf, variantWords } from "./experiment-words.ts";

const ON = ["12:00", "14:00"] as [string, string];
const NONE = new Map<string, string>();

describe("an arm in words", () => {
  it("names days that follow each other by the first and the last", () => {
    const hours = { mon: ON, tue: ON, wed: ON };
    expect(variantWords({ kind: "window", hours }, NONE)).toBe("Mon to Wed, 12:00 to 14:00");
  });

  it("names each of days apart, and says when hours differ", () => {
    const hours = { mon: ON, wed: ON, fri: ["09:00", "10:00"] as [string, string] };
    expect(variantWords({ kind: "window", hours }, NONE)).toBe("Mon, Wed, Fri, different hours");
  });
});

describe("how a test stands", () => {
  it("is one word, and marks what went wrong", () => {
    expect(stateOf({ state: "running" })).toMatchObject({ tone: "iris", label: "Runs" });
    const ended = { why: "harm", at: "2026-11-24T10:00:00.000Z" } as const;
    expect(stateOf({ state: "ended", ended })).toMatchObject({ tone: "stop", label: "Stopped for harm" });
  });

  it("may be that there is not enough data", () => {
    const verdict = { outcome: "not_enough_data", sentences: ["a.", "b.", "c."] } as Result["verdict"];
    expect(outcomeWords({ arms: [], comparisons: [], weekdays: [], verdict }).heading).toBe(
      "Not enough data",
    );
  });

  it("shows a difference in points with its sign", () => {
    expect([points(0.1234), points(-0.04)]).toEqual(["+12.3 points", "−4 points"]);
  });
});
