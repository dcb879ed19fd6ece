import { describe, expect, it } from "vitest";
import { HOUR } from "../../shared/model/time.ts";
import { type BypassFacts, mayBypass } from "./may-bypass.ts";

const NOW = Date.parse("2026-11-18T10:00:00.000Z");
const createdAt = "2026-11-18T09:59:00.000Z";
const facts: BypassFacts = { reachable: true, suppressed: undefined, open: true, pending: true };
const ask = (kind: Parameters<typeof mayBypass>[0]["kind"], change: Partial<BypassFacts> = {}, now = NOW) => {
  const verdict = mayBypass({ kind, createdAt }, { ...facts, ...change }, now);
  return verdict.leave ? "leaves" : verdict.reason;
};

describe("a text outside the send gate", () => {
  it("asks for a confirmation only where texts are open, and while the request waits (2.6)", () => {
    expect(ask("doi_request")).toBe("leaves");
    expect(ask("doi_request", { open: false })).toBe("texts_not_open");
    expect(ask("doi_request", { pending: false })).toBe("not_pending");
    expect(ask("doi_request", { suppressed: "bounce_hard" })).toBe("suppressed");
  });

  it.each(["stopped", "help"] as const)("answers %s wherever it came from, suppressed or not", (kind) => {
    expect(ask(kind, { open: false, pending: false, suppressed: "bounce_hard" })).toBe("leaves");
    expect(ask(kind, { reachable: false })).toBe("no_number");
    expect(ask(kind, {}, NOW + 2 * HOUR)).toBe("too_late");
  });
});
