import { describe, expect, it } from "vitest";
import { type Bulk, bulkWords, whyNot } from "./bulk-words.ts";

const bulk = (change: Partial<Bulk>): Bulk => ({
  bulkId: "blk_01ARZ3NDEKTSV4RRFFQ69G5FAV" as Bulk["bulkId"],
  channel: "email",
  state: "ready",
  people: 31,
  done: 31,
  counts: { allow: 24, delay: 3, hold: 0, deny: 4, queued: 0, recalled: 0 },
  createdAt: "2026-11-24T10:00:00.000Z",
  ...change,
});

describe("how an invitation to many stands", () => {
  it("says how many can be invited, and when", () => {
    expect(bulkWords(bulk({}))).toEqual({
      kind: "DELAY",
      heading: "27 of 31 people can be invited",
      sentence: "24 now · 3 later, when each may be written to · 4 not. A minute to take everything back.",
    });
  });

  it("says when nobody can, and that nobody was written to", () => {
    const none = { allow: 0, delay: 0, hold: 0, deny: 31, queued: 0, recalled: 0 };
    expect(bulkWords(bulk({ counts: none })).heading).toBe("Nobody can be invited");
    expect(bulkWords(bulk({ state: "cancelled", counts: none })).sentence).toBe("Nobody was written to.");
  });

  it("says how many were invited, in words that stay true once all have left", () => {
    const counts = { allow: 24, delay: 3, hold: 0, deny: 4, queued: 27, recalled: 0 };
    expect(bulkWords(bulk({ state: "sent", counts })).heading).toBe("27 of 31 people invited");
  });

  it("tells those who were taken back from those who had left", () => {
    const counts = { allow: 27, delay: 0, hold: 0, deny: 4, queued: 27, recalled: 25 };
    expect(bulkWords(bulk({ state: "cancelled", counts })).sentence).toBe(
      "25 of 27 invitations taken back; the others waited no longer.",
    );
  });

  it("says that none had left when all were taken back", () => {
    const counts = { allow: 1, delay: 0, hold: 0, deny: 0, queued: 1, recalled: 1 };
    expect(bulkWords(bulk({ state: "cancelled", counts })).sentence).toBe(
      "1 invitation taken back; none had left.",
    );
  });
});

describe("people who cannot be asked about", () => {
  it("are none, too many, or not all there yet", () => {
    expect(whyNot(84, true)).toBeUndefined();
    expect(whyNot(0, true)).toMatch(/Nobody matches/);
    expect(whyNot(501, true)).toMatch(/At most 500/);
    expect(whyNot(84, false)).toMatch(/on its way/);
  });
});
