import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConsentState } from "../../shared/model/consent.ts";
import { ConsentEventId, HcpId, Sha256 } from "../../shared/model/ids.ts";
import { DAY, HOUR } from "../../shared/model/time.ts";
import { decideBy } from "./decide-by.ts";
import { decideReply, type ReplyFacts, type Writer } from "./decide-reply.ts";
import { parseReply } from "./parse-reply.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const ONE = HcpId.parse("hcp_01ARZ3NDEKTSV4RRFFQ69G5FAV");
const REQUEST = ConsentEventId.parse("cev_01ARZ3NDEKTSV4RRFFQ69G5FAV");
const ASKED = {
  requestId: REQUEST,
  textVersion: "text.doi_request.DE.de.1",
  textSha256: Sha256.parse("a".repeat(64)),
};

function writer(standing: Partial<Writer["standing"]> = {}, more: Partial<Writer> = {}): Writer {
  const usual = { state: "granted", pending: undefined, written: true, held: false } as const;
  return { hcpId: ONE, standing: { ...usual, ...standing }, decideBy: NOW + DAY, ...more };
}
const decide = (text: string, facts: Partial<ReplyFacts> = {}) =>
  decideReply(
    {
      reply: parseReply(text),
      writers: [writer()],
      overtaken: false,
      stopped: false,
      suppressed: false,
      ...facts,
    },
    NOW,
  );
const actsOf = (text: string, facts: Partial<ReplyFacts> = {}) =>
  decide(text, facts).acts.map(({ act }) => act.act);

describe("what a text does (domain-rules 2.7)", () => {
  it("STOP withdraws, is noted for the number and confirmed once (CON-13)", () => {
    const stop = decide("STOP");
    expect(stop).toEqual({
      acts: [{ hcpId: ONE, act: { act: "withdraw" } }],
      stopNumber: true,
      reassign: false,
      answer: "stopped",
    });
    const again = decide("STOP", { writers: [writer({ state: "withdrawn" })], stopped: true });
    expect([again.acts, again.answer]).toEqual([[], undefined]);
    expect(decide("STOP", { writers: [writer({ state: "withdrawn" })] }).answer).toBe("stopped");
    expect(actsOf("STOP", { writers: [writer({ state: "pending_doi" })] })).toEqual(["withdraw"]);
  });

  it("STOP of a number that nobody on record has is kept for whoever will have it", () => {
    expect(decide("stop", { writers: [] })).toMatchObject({ acts: [], stopNumber: true, answer: "stopped" });
    expect(decide("cancel the call", { writers: [] })).toMatchObject({ stopNumber: true, answer: "stopped" });
  });

  it("2b: is withdrawn and read by a person besides", () => {
    expect(decide("Stop by my office Tuesday")).toMatchObject({
      acts: [{ act: { act: "withdraw" } }],
      answer: "stopped",
      task: { task: "read" },
    });
  });

  it("2c: pauses at once and waits one business day for a person; nobody is answered", () => {
    expect(decide("Cancel Tuesday's call")).toEqual({
      acts: [{ hcpId: ONE, act: { act: "hold", until: NOW + DAY } }],
      stopNumber: false,
      reassign: false,
      task: { task: "decide", dueAt: NOW + DAY },
    });
    expect(decide("cancel Tuesday", { writers: [writer({ held: true })] }).task?.task).toBe("read");
  });

  it("CON-3: wrong number is no word of the person: the number is suppressed, the person loses only this number", () => {
    expect(decide("wrong number")).toMatchObject({
      acts: [{ act: { act: "withdraw_number" } }],
      reassign: true,
      stopNumber: true,
      answer: "stopped",
    });
    expect(decide("wrong number", { suppressed: true })).toMatchObject({ reassign: false });
  });

  it("HELP is answered whoever asks, also after STOP", () => {
    const closed = { writers: [writer({ state: "withdrawn" })], stopped: true, suppressed: true };
    expect(decide("HELP", closed)).toEqual({ acts: [], stopNumber: false, reassign: false, answer: "help" });
  });

  it("START brings back only what was written before, and else names the way to write it", () => {
    const stopped = { stopped: true, writers: [writer({ state: "withdrawn" })] };
    expect(decide("START", stopped)).toMatchObject({
      acts: [{ act: { act: "restore" } }],
      answer: "started",
    });
    const unwritten = { stopped: true, writers: [writer({ state: "withdrawn", written: false })] };
    expect(decide("START", unwritten)).toMatchObject({ acts: [], answer: "needs_form" });
    expect(decide("START", { writers: [] })).toMatchObject({ acts: [], answer: "needs_form" });
    expect(actsOf("START", { ...stopped, suppressed: true })).toEqual([]);
    expect(actsOf("START", { writers: [writer({ held: true })] })).toEqual(["resume"]);
  });

  it("YES confirms only a request that left for this number", () => {
    const waiting = writer({ state: "pending_doi", pending: REQUEST }, { asked: ASKED });
    expect(decide("YES", { writers: [waiting] })).toMatchObject({
      acts: [{ act: { act: "confirm", ...ASKED } }],
      answer: "doi_confirmed",
    });
    const unasked = writer({ state: "pending_doi", pending: REQUEST });
    expect(decide("YES", { writers: [unasked] }).acts).toEqual([]);
    expect(decide("YES").acts).toEqual([]);
  });

  it("a START or YES that a later STOP has overtaken does nothing: order is not guaranteed", () => {
    const waiting = writer({ state: "pending_doi", pending: REQUEST }, { asked: ASKED });
    for (const text of ["START", "YES"])
      expect(decide(text, { writers: [waiting, writer({ state: "withdrawn" })], overtaken: true })).toEqual({
        acts: [],
        stopNumber: false,
        reassign: false,
      });
  });

  it("INV-6: anything else is read by a person and told at most once a day that nobody reads here", () => {
    expect(decide("My patient got a rash")).toMatchObject({ answer: "unmonitored", task: { task: "read" } });
    const told = decide("and another one", { toldUnmonitoredAt: NOW - HOUR });
    expect([told.answer, told.task?.task]).toEqual([undefined, "read"]);
    const closed = { stopped: true, writers: [writer({ state: "withdrawn" })] };
    expect(decide("a rash", closed)).toMatchObject({ task: { task: "read" } });
    expect(decide("a rash", closed).answer).toBeUndefined();
  });
});

const anyWriter: fc.Arbitrary<Writer> = fc
  .record({
    state: fc.constantFrom(...ConsentState.options),
    written: fc.boolean(),
    held: fc.boolean(),
    asked: fc.boolean(),
  })
  .map(({ asked, ...standing }) =>
    writer({ ...standing, pending: asked ? REQUEST : undefined }, asked ? { asked: ASKED } : {}),
  );
const anyFacts: fc.Arbitrary<Omit<ReplyFacts, "reply">> = fc.record({
  writers: fc.array(anyWriter, { maxLength: 3 }),
  overtaken: fc.boolean(),
  stopped: fc.boolean(),
  suppressed: fc.boolean(),
  toldUnmonitoredAt: fc.option(fc.constant(NOW - HOUR), { nil: undefined }),
});
const words = fc.constantFrom(
  "stop",
  "Stop by on Monday",
  "cancel my order",
  "wrong number",
  "help",
  "start",
  "yes",
  "hello",
);
const OPENS = ["restore", "confirm", "resume"];

describe("what a text does, whatever is known", () => {
  it("INV-5: only START and YES open anything, and neither when it was overtaken or the number is suppressed", () => {
    fc.assert(
      fc.property(words, anyFacts, (text, facts) => {
        const acts = actsOf(text, facts);
        const opens = acts.filter((act) => OPENS.includes(act));
        if (!["start", "yes"].includes(text)) expect(opens).toEqual([]);
        if (facts.overtaken || facts.suppressed) expect(opens).toEqual([]);
      }),
    );
  });

  it("INV-5: after a STOP nobody's permission is left open, and the number is noted", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const decision = decide("stop", facts);
        const closed = decision.acts.length;
        const open = facts.writers.filter(({ standing }) => standing.state !== "withdrawn").length;
        expect([closed, decision.stopNumber]).toEqual([open, true]);
      }),
    );
  });
});

describe("one business day (domain-rules 2.7, 2c)", () => {
  const berlin = { timeZone: "Europe/Berlin", holidays: { "2026": ["12-25", "12-26"], "2027": ["01-01"] } };
  it.each([
    ["2026-11-24T10:00:00Z", "2026-11-25T10:00:00Z"],
    ["2026-11-27T16:00:00Z", "2026-11-30T16:00:00Z"],
    ["2026-12-24T09:00:00Z", "2026-12-28T09:00:00Z"],
    // the practice's calendar decides: Sunday 23:30 in UTC is Monday in Berlin
    ["2026-11-28T23:30:00Z", "2026-11-29T23:30:00Z"],
  ])("from %s is %s", (from, to) => {
    expect(new Date(decideBy(Date.parse(from), berlin)).toISOString()).toBe(new Date(to).toISOString());
  });
});
