import { describe, expect, it } from "vitest";
import { costWords, dueWords, filteredWords, stateWords, visitWords } from "./message-words.ts";

describe("a message's state in words", () => {
  it("never takes delivery for reading, nor an unknown outcome for a failure", () => {
    expect(stateWords("delivered").meaning).toContain("not reading");
    expect(stateWords("unknown").meaning).toContain("never sent a second time");
  });
});

describe("when it leaves, in words", () => {
  const at = "2026-11-24T09:00:00Z";
  const near = Date.parse(at) - 20_000;

  it("is the time, and counted down at the end", () => {
    const due = { at, state: "queued" } as const;
    expect(dueWords(due, near - 3_600_000, "Europe/Dublin")).toBe("leaves 24 Nov, 09:00");
    expect(dueWords(due, near, undefined)).toBe("leaves in 20 s");
    expect(dueWords(due, near + 20_000, undefined)).toBe("is leaving");
  });

  it("says nothing of what only compliance can let go", () => {
    const due = { at, state: "held" } as const;
    expect(dueWords(due, near - 3_600_000, "Europe/Dublin")).toBe("leaves 24 Nov, 09:00");
    expect(dueWords(due, near + 20_000, undefined)).toBeUndefined();
  });
});

describe("visits in words", () => {
  it("keep human, unknown and raw apart", () => {
    const counts = { shared: true, human: 1, unknown: 3, machine: 5 } as const;
    expect(visitWords(counts)).toBe("Visits: 1 human, 3 unknown, 9 raw.");
    expect(visitWords({ ...counts, machine: 196 })).toBe("Visits: 1 human, 3 unknown, 200 or more raw.");
  });

  it("are a plain sentence while there are none", () => {
    expect(visitWords({ shared: true, human: 0, unknown: 0, machine: 0 })).toBe("No visit yet.");
  });

  it("say that nothing is shared, and nothing before the message left", () => {
    expect(visitWords({ shared: false })).toBe("Viewing is not shared with you.");
    expect(visitWords(undefined)).toBeUndefined();
  });
});

describe("what a message's history adds up", () => {
  it("is the cost, to a fraction of a cent", () => {
    expect([160, 9450, 50_000, 0].map(costWords)).toEqual(["US$0.0002", "US$0.0095", "US$0.05", "US$0.00"]);
  });

  it("is how much was left out of the visits, where somebody may know of them", () => {
    const counts = { shared: true, human: 1, unknown: 0, machine: 0 } as const;
    expect(filteredWords({ ...counts, machine: 5, unknown: 2 })).toBe(
      "Scanner activity filtered: 5. Unknown, used for nothing: 2.",
    );
    expect(filteredWords({ ...counts, machine: 5 })).toBe("Scanner activity filtered: 5.");
    expect(filteredWords({ ...counts, unknown: 1 })).toBe("Unknown, used for nothing: 1.");
    expect(filteredWords(counts)).toBeUndefined();
    expect(filteredWords({ shared: false })).toBeUndefined();
    expect(filteredWords(undefined)).toBeUndefined();
  });
});
