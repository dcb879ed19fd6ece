import { describe, expect, it } from "vitest";
import { costWords, filteredWords, stateWords, visitWords } from "./message-words.ts";

describe("a message's state in words", () => {
  it("never takes delivery for reading, nor an unknown outcome for a failure", () => {
    expect(stateWords("delivered").meaning).toContain("not reading");
    expect(stateWords("unknown").meaning).toContain("never sent a second time");
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
