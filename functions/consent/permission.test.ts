import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConsentEvent, ConsentQuery } from "../../shared/model/consent.ts";
import { ConsentEventId, HcpId, Sha256 } from "../../shared/model/ids.ts";
import { SuppressionReason } from "../../shared/model/suppression.ts";
import { DAY, instantText, MINUTE } from "../../shared/model/time.ts";
import { foldConsent } from "./fold.ts";
import { type ContactFacts, decidePermission } from "./permission.ts";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const A = HcpId.parse(`hcp_${"A".repeat(26)}`);
const B = HcpId.parse(`hcp_${"B".repeat(26)}`);
const SEND = {
  channel: "email",
  addressHash: Sha256.parse("a".repeat(64)),
  purpose: "promo",
  dataUse: "send",
} as const satisfies ConsentQuery;
const known: ContactFacts = { hcpId: A, status: "active" };

function event(rev: number, change: Partial<ConsentEvent> = {}): ConsentEvent {
  return {
    eventId: ConsentEventId.parse(`cev_${String(rev).padStart(26, "0")}`),
    hcpId: A,
    rev,
    at: instantText(NOW + rev * MINUTE),
    action: "grant",
    actor: "hcp",
    scope: SEND,
    evidence: { textVersion: "t.1", method: "web_form", reference: "form 7" },
    expiresAt: instantText(NOW + 700 * DAY),
    ...change,
  };
}
const reason = (events: readonly ConsentEvent[], facts: ContactFacts, query: ConsentQuery = SEND) => {
  const answer = decidePermission(events, facts, query, NOW + DAY);
  return answer.covered ? "granted" : answer.reason;
};

describe("decidePermission (CON-1)", () => {
  it("never contact goes before everything, for the person and for the address", () => {
    const bounced = { ...known, status: "no_contact", suppressed: "bounce_hard" } as const;
    expect(reason([event(1)], bounced)).toBe("never_contact");
    expect(reason([event(1)], { ...known, suppressed: "never_contact" })).toBe("never_contact");
    expect(reason([event(1, { action: "withdraw" })], bounced)).toBe("never_contact");
    const counting = { purpose: "promo", dataUse: "track_individual" } as const;
    expect(reason([event(1, { scope: counting })], bounced, counting)).toBe("never_contact");
  });

  it.each(["bounce_hard", "complaint", "reassigned", "legal"] as const)(
    "a suppressed address goes before the newest own grant: %s (CON-3)",
    (suppressed) => {
      const answer = decidePermission([event(1)], { ...known, suppressed }, SEND, NOW + DAY);
      expect(answer).toMatchObject({ covered: false, reason: "suppressed", cause: suppressed });
    },
  );

  it("a suppressed address says nothing about what hangs on no address", () => {
    const counting = { purpose: "promo", dataUse: "track_individual" } as const;
    const log = [event(1, { scope: counting })];
    expect(reason(log, { ...known, suppressed: "bounce_hard" }, counting)).toBe("granted");
  });

  it("Appendix C.16: what one stops at a shared address is stopped for the other, until their own act", () => {
    const facts = { ...known, stopped: { by: B, at: instantText(NOW + 2 * MINUTE) } };
    expect(reason([event(1)], facts)).toBe("withdrawn");
    expect(reason([event(1), event(2)], facts)).toBe("withdrawn");
    expect(reason([event(1), event(3, { actor: "rep" })], facts)).toBe("withdrawn");
    expect(reason([event(1), event(3, { actor: "import" })], facts)).toBe("withdrawn");
    expect(reason([event(1), event(3)], facts)).toBe("granted");
    // their own log decides for whoever pressed
    expect(reason([event(1)], { ...facts, stopped: { ...facts.stopped, by: A } })).toBe("granted");
  });

  it("grants nothing that the log alone does not grant", () => {
    const facts = fc.record(
      {
        status: fc.constantFrom("active", "no_contact", "inactive"),
        suppressed: fc.option(fc.constantFrom(...SuppressionReason.options), { nil: undefined }),
        stopped: fc.option(
          fc.record({ by: fc.constantFrom(A, B), at: fc.constant(instantText(NOW + MINUTE)) }),
          { nil: undefined },
        ),
      },
      { requiredKeys: ["status"] },
    );
    const logs = fc.array(
      fc.record({
        action: fc.constantFrom("grant" as const, "withdraw" as const),
        actor: fc.constantFrom("hcp" as const, "rep" as const),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(facts, logs, (given, steps) => {
        const log = steps.map((step, index) => event(index, step));
        const answer = decidePermission(log, { hcpId: A, ...given } as ContactFacts, SEND, NOW + DAY);
        if (!answer.covered) return true;
        expect(given.suppressed).toBeUndefined();
        expect(given.status).not.toBe("no_contact");
        return foldConsent(log, SEND, NOW + DAY).covered;
      }),
    );
  });
});
