import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Bulk, BulkState } from "../../shared/model/bulk.ts";
import { instantText, MINUTE } from "../../shared/model/time.ts";
import { pressedCancel, pressedSend } from "./bulk-state.ts";

const NOW = Date.parse("2026-11-02T09:00:00Z");
const PEOPLE = 40;

/** An invitation to many in any state, at any place in it, moved at any time in the last ten minutes. */
const anyBulk = fc
  .record({
    state: fc.constantFrom(...BulkState.options),
    done: fc.nat(PEOPLE),
    queued: fc.nat(PEOPLE),
    ago: fc.nat(10 * MINUTE),
    rev: fc.integer({ min: 1, max: 500 }),
  })
  .map(({ ago, queued, ...rest }) =>
    Bulk.parse({
      ...rest,
      bulkId: "blk_01JB0000000000000000000001",
      sender: { userId: "usr_01JB0000000000000000000001", name: "Any Rep" },
      channel: "email",
      people: PEOPLE,
      counts: { allow: 0, delay: 0, hold: 0, deny: 0, queued, recalled: 0 },
      createdAt: "2026-11-01T00:00:00.000Z",
      movedAt: instantText(NOW - ago),
    }),
  );

describe("Send, pressed for an invitation to many", () => {
  it("begins only what was looked at, and only while its test runs (AB-1)", () => {
    fc.assert(
      fc.property(anyBulk, fc.boolean(), (bulk, testRuns) => {
        const pressed = pressedSend(bulk, NOW, testRuns);
        const began = typeof pressed !== "string" && bulk.state !== pressed.next.state;
        expect(began).toBe(bulk.state === "ready" && testRuns);
        if (bulk.state === "ready" && !testRuns) expect(pressed).toBe("test_over");
      }),
    );
  });

  it("pushes what stood still for two minutes from where it stands, and nothing else", () => {
    fc.assert(
      fc.property(anyBulk, fc.boolean(), (bulk, testRuns) => {
        fc.pre(bulk.state === "judging" || bulk.state === "sending");
        const pressed = pressedSend(bulk, NOW, testRuns);
        const moved = { next: { ...bulk, movedAt: instantText(NOW), rev: bulk.rev + 1 } };
        expect(pressed).toEqual(NOW - Date.parse(bulk.movedAt) < 2 * MINUTE ? "nothing" : moved);
      }),
    );
  });

  it("refuses what is cancelled or being cancelled, and changes nothing of what was sent", () => {
    fc.assert(
      fc.property(anyBulk, fc.boolean(), (bulk, testRuns) => {
        const pressed = pressedSend(bulk, NOW, testRuns);
        expect(pressed === "cancelled").toBe(bulk.state === "cancelled" || bulk.state === "cancelling");
        if (bulk.state === "sent") expect(pressed).toBe("nothing");
      }),
    );
  });
});

describe("Cancel, pressed for an invitation to many", () => {
  it("always leads to cancelled: at once before anything was made, by taking back after", () => {
    fc.assert(
      fc.property(anyBulk, (bulk) => {
        const pressed = pressedCancel(bulk, NOW);
        const state = typeof pressed === "string" ? bulk.state : pressed.next.state;
        const atOnce = ["judging", "ready", "cancelled"].includes(bulk.state);
        expect(state).toBe(atOnce ? "cancelled" : "cancelling");
      }),
    );
  });
});
