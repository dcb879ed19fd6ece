import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InvokeResult } from "../runtime-ports.ts";
import { afterInvocation, itemFailures } from "./batch-outcome.ts";

const batch = ["1", "2", "3", "4"];
const ok = (payload: unknown): InvokeResult => ({ ok: true, payload });
const failed: InvokeResult = { ok: false, errorType: "Error", errorMessage: "no" };
const throttled: InvokeResult = { ...failed, reached: false };
const report = (...ids: unknown[]) =>
  ok({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
const mapping = { retries: 2, bisect: false, reportsItemFailures: true };

describe("a batch's report", () => {
  it.each<[string, unknown, string]>([
    ["nothing", undefined, "none"],
    ["null", null, "none"],
    ["a text", "ok", "none"],
    ["an empty object", {}, "none"],
    ["an empty list", { batchItemFailures: [] }, "none"],
    ["null as list", { batchItemFailures: null }, "none"],
    ["a known id", { batchItemFailures: [{ itemIdentifier: "2" }] }, "some"],
    ["an unknown id", { batchItemFailures: [{ itemIdentifier: "9" }] }, "all"],
    ["an empty id", { batchItemFailures: [{ itemIdentifier: "" }] }, "all"],
    ["a null id", { batchItemFailures: [{ itemIdentifier: null }] }, "all"],
    ["a misspelt key", { batchItemFailures: [{ id: "2" }] }, "all"],
    ["no list", { batchItemFailures: "2" }, "all"],
  ])("of %s means failures of %s: %s", (_case, payload, kind) => {
    expect(itemFailures(payload, batch).kind).toBe(kind);
  });
});

describe("after an invocation a poller", () => {
  it.each([
    ["goes on after success", mapping, ok(null), 0, { kind: "done" }],
    [
      "ignores a report that was not asked for",
      { ...mapping, reportsItemFailures: false },
      report("1"),
      0,
      { kind: "done" },
    ],
    [
      "retries from the lowest failed item",
      mapping,
      report("4", "2"),
      0,
      { kind: "retry", from: 1, attempts: 1 },
    ],
    ["retries everything after an error", mapping, failed, 1, { kind: "retry", from: 0, attempts: 2 }],
    ["gives up when the retries are used up", mapping, failed, 2, { kind: "discard", from: 0, attempts: 3 }],
    ["gives up only what failed", mapping, report("3"), 2, { kind: "discard", from: 2, attempts: 3 }],
    [
      "never gives up with -1 retries",
      { ...mapping, retries: -1 },
      failed,
      5000,
      { kind: "retry", from: 0, attempts: 5001 },
    ],
    ["counts no throttle", mapping, throttled, 2, { kind: "retry", from: 0, attempts: 2 }],
    [
      "halves a failed batch for free",
      { ...mapping, bisect: true },
      failed,
      2,
      { kind: "split", from: 0, at: 2, attempts: 2 },
    ],
    [
      "goes on behind successes for free when it may halve",
      { ...mapping, bisect: true },
      report("3"),
      2,
      { kind: "retry", from: 2, attempts: 2 },
    ],
    [
      "halves when the first item is reported",
      { ...mapping, bisect: true },
      report("1"),
      0,
      { kind: "split", from: 0, at: 2, attempts: 0 },
    ],
  ] as const)("%s", (_case, plan, result, attempts, step) => {
    expect(afterInvocation(plan, batch, result, attempts)).toEqual(step);
  });

  it("counts retries for a single record although it may halve", () => {
    expect(afterInvocation({ ...mapping, bisect: true }, ["1"], failed, 1)).toEqual({
      kind: "retry",
      from: 0,
      attempts: 2,
    });
    expect(afterInvocation({ ...mapping, bisect: true }, ["1"], failed, 2).kind).toBe("discard");
  });

  it("ends, with only the poisoned records discarded, for any poison when it may halve", () => {
    const plan = fc.record({
      retries: fc.integer({ min: 0, max: 3 }),
      bisect: fc.constant(true),
      reportsItemFailures: fc.boolean(),
    });
    fc.assert(
      fc.property(plan, fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }), (settings, poisoned) => {
        const all = poisoned.map((_poison, index) => String(index));
        const discarded: string[] = [];
        const deliver = (records: readonly string[], attempts: number): void => {
          if (records.length === 0) return;
          const bad = records.filter((id) => poisoned[Number(id)]);
          const result = bad.length === 0 ? ok(null) : settings.reportsItemFailures ? report(...bad) : failed;
          const step = afterInvocation(settings, records, result, attempts);
          if (step.kind === "retry") deliver(records.slice(step.from), step.attempts);
          if (step.kind === "discard") discarded.push(...records.slice(step.from));
          if (step.kind === "split") {
            deliver(records.slice(step.from, step.at), step.attempts);
            deliver(records.slice(step.at), step.attempts);
          }
        };
        deliver(all, 0);
        expect(discarded).toEqual(all.filter((id) => poisoned[Number(id)]));
      }),
    );
  });
});
