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
    expect(visitWords({ shared: true, human: 1, requests: 4 })).toBe("Visits: 1 human, 3 unknown, 4 raw.");
    expect(visitWords({ shared: true, human: 2, requests: 1 })).toBe("Visits: 2 human, 0 unknown, 1 raw.");
    expect(visitWords({ shared: true, human: 0, requests: 100 })).toBe(
      "Visits: 0 human, 100 unknown, 100 or more raw.",
    );
  });

  it("are a plain sentence while there are none", () => {
    expect(visitWords({ shared: true, human: 0, requests: 0 })).toBe("No visit yet.");
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
    expect(filteredWords({ shared: true, human: 1, requests: 4 })).toContain(
      "3 requests of the link left out",
    );
    expect(filteredWords({ shared: true, human: 0, requests: 1 })).toContain("1 request of the link");
    expect(filteredWords({ shared: true, human: 2, requests: 2 })).toBeUndefined();
    expect(filteredWords({ shared: false })).toBeUndefined();
    expect(filteredWords(undefined)).toBeUndefined();
  });
});
