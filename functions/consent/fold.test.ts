import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConsentEvent, ConsentQuery, ConsentScope } from "../../shared/model/consent.ts";
import { ConsentEventId, HcpId, Sha256 } from "../../shared/model/ids.ts";
import { DAY, instantText, MINUTE } from "../../shared/model/time.ts";
import { covers, foldConsent, touches } from "./fold.ts";
import { naiveConsent } from "./naive-consent.fixture.ts";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const A = Sha256.parse("a".repeat(64));
const B = Sha256.parse("b".repeat(64));
const SEND = {
  channel: "email",
  addressHash: A,
  purpose: "promo",
  dataUse: "send",
} as const satisfies ConsentQuery;

type Step = Partial<Pick<ConsentEvent, "action" | "actor" | "scope" | "expiresAt" | "saidAt" | "at">> & {
  readonly answers?: number;
};

const idAt = (rev: number) => ConsentEventId.parse(`cev_${String(rev).padStart(26, "0")}`);

/** A log from steps; a step's `answers` is the 1-based position of the request it confirms. */
function logOf(...steps: readonly Step[]): ConsentEvent[] {
  return steps.map(({ answers, ...step }, index) => ({
    eventId: idAt(index + 1),
    hcpId: HcpId.parse(`hcp_${"0".repeat(26)}`),
    rev: index + 1,
    at: instantText(NOW + index * MINUTE),
    action: "grant",
    actor: "rep",
    scope: SEND,
    evidence: { textVersion: "t.1", method: "paper", reference: "form 7" },
    expiresAt: instantText(NOW + 700 * DAY),
    ...(answers === undefined ? {} : { requestId: idAt(answers) }),
    ...step,
  }));
}
const answer = (log: readonly ConsentEvent[], query: ConsentQuery = SEND, now = NOW + DAY) => {
  const found = foldConsent(log, query, now);
  return found.covered ? "granted" : found.reason;
};

const grant: Step = { action: "grant" };
const withdraw: Step = { action: "withdraw", actor: "hcp" };
const request: Step = { action: "doi_requested", expiresAt: instantText(NOW + 7 * DAY) };
const confirmed = (answers: number): Step => ({ action: "doi_confirmed", actor: "hcp", answers });

describe("foldConsent (CON-1)", () => {
  it.each<[string, Step[], string]>([
    ["nothing was ever recorded", [], "none"],
    ["a rep recorded a grant", [grant], "granted"],
    ["the HCP withdrew", [grant, withdraw], "withdrawn"],
    ["domain-rules C.3: the HCP withdrew, then a rep recorded a grant", [withdraw, grant], "withdrawn"],
    ["an import followed the withdrawal", [withdraw, { ...grant, actor: "import" }], "withdrawn"],
    [
      "domain-rules C.3: the HCP granted again by own act",
      [withdraw, grant, { ...grant, actor: "hcp" }],
      "granted",
    ],
    [
      "a withdrawal that a rep relayed counts as the HCP's own",
      [{ ...withdraw, actor: "rep" }, grant],
      "withdrawn",
    ],
    ["a confirmation was asked for", [request], "pending_doi"],
    ["it was confirmed", [request, confirmed(1)], "granted"],
    ["a confirmation answers no request", [confirmed(1)], "none"],
    ["a rep pretended to confirm", [request, { ...confirmed(1), actor: "rep" }], "pending_doi"],
    ["it was confirmed and then withdrawn", [request, confirmed(1), withdraw], "withdrawn"],
    [
      "a withdrawal lies between request and the HCP's confirmation",
      [request, withdraw, confirmed(1)],
      "granted",
    ],
    ["the system ended it", [grant, { action: "expire", actor: "system" }], "expired"],
    ["a rep renewed it after its end", [grant, { action: "expire", actor: "system" }, grant], "granted"],
    ["a grant without an end", [{ action: "grant", expiresAt: instantText(NOW - DAY) }], "expired"],
    [
      "an older grant does not come back when the HCP's own ends",
      [grant, withdraw, { ...grant, actor: "hcp", expiresAt: instantText(NOW) }],
      "expired",
    ],
  ])("%s", (_name, steps, expected) => {
    expect(answer(logOf(...steps))).toBe(expected);
  });

  it("CON-2: a narrow grant does not widen, to no other address, channel or data use", () => {
    const log = logOf(grant);
    expect(answer(log, { ...SEND, addressHash: B })).toBe("none");
    expect(answer(log, { ...SEND, channel: "sms" })).toBe("none");
    expect(answer(log, { ...SEND, dataUse: "track_opens" })).toBe("none");
    expect(answer(log, { purpose: "promo", dataUse: "send" })).toBe("none");
  });

  it("CON-2: a wide withdrawal closes narrow grants", () => {
    expect(answer(logOf(grant, { ...withdraw, scope: {} }))).toBe("withdrawn");
    expect(answer(logOf(grant, { ...withdraw, scope: { channel: "email" } }))).toBe("withdrawn");
    expect(answer(logOf(grant, { ...withdraw, scope: { channel: "sms" } }))).toBe("granted");
  });

  it("CON-2: the HCP's narrow grant reopens only what it covers", () => {
    const log = logOf({ ...withdraw, scope: {} }, { ...grant, actor: "hcp" });
    expect(answer(log)).toBe("granted");
    expect(answer(log, { ...SEND, addressHash: B })).toBe("withdrawn");
  });

  it("CON-2: a grant for one product, purpose or company is for nothing else", () => {
    const own = (scope: ConsentScope): Step => ({ ...grant, actor: "hcp", scope: { ...SEND, ...scope } });
    const log = logOf(own({ product: "alpha" }));
    expect(answer(log, { ...SEND, product: "alpha" })).toBe("granted");
    expect(answer(log, { ...SEND, product: "beta" })).toBe("none");
    expect(answer(log)).toBe("none");
    expect(answer(logOf(grant), { ...SEND, purpose: "medical_info" })).toBe("none");
    const entity = logOf(own({ brandEntity: "Acme UK" }));
    expect(answer(entity, { ...SEND, brandEntity: "Acme UK" })).toBe("granted");
    expect(answer(entity, { ...SEND, brandEntity: "Acme DE" })).toBe("none");
  });

  it("CON-2: stopping one product closes that product, stopping without naming one closes all", () => {
    const one = logOf(grant, { ...withdraw, scope: { product: "alpha" } });
    expect(answer(one, { ...SEND, product: "alpha" })).toBe("withdrawn");
    expect(answer(one, { ...SEND, product: "beta" })).toBe("granted");
    expect(answer(one)).toBe("granted");
    const all = logOf({ ...grant, scope: { ...SEND, product: "alpha" } }, withdraw);
    expect(answer(all, { ...SEND, product: "alpha" })).toBe("withdrawn");
    const company = logOf(grant, { ...withdraw, scope: { brandEntity: "Acme UK" } });
    expect(answer(company)).toBe("withdrawn");
    expect(answer(company, { ...SEND, brandEntity: "Acme DE" })).toBe("granted");
  });

  it("INV-5: what a rep recorded while it was stopped stays without effect after the HCP's own ends", () => {
    const short: Step = { ...grant, actor: "hcp", expiresAt: instantText(NOW + DAY / 2) };
    expect(answer(logOf(withdraw, grant, short))).toBe("expired");
    expect(answer(logOf(withdraw, short, grant))).toBe("granted");
  });

  it("domain-rules 2.10: two years are counted from the declaration, also when it was entered later", () => {
    const old: Step = { ...grant, actor: "import", saidAt: instantText(NOW - 729 * DAY) };
    expect(answer(logOf(old), SEND, NOW)).toBe("granted");
    expect(answer(logOf(old), SEND, NOW + 3 * DAY)).toBe("expired");
  });

  it("INV-4: permission to send is not permission to track", () => {
    const uses = ["track_opens", "track_individual", "profile", "share_with_rep"] as const;
    for (const dataUse of uses) expect(answer(logOf(grant), { ...SEND, dataUse })).toBe("none");
  });

  it("a request that nobody answers in 7 days leads nowhere", () => {
    expect(answer(logOf(request), SEND, NOW + 7 * DAY - 1)).toBe("pending_doi");
    expect(answer(logOf(request), SEND, NOW + 7 * DAY)).toBe("none");
  });

  it("a late confirmation is none", () => {
    const late: Step = { ...confirmed(1), at: instantText(NOW + 7 * DAY) };
    expect(answer(logOf(request, late), SEND, NOW + 8 * DAY)).toBe("none");
  });
});

const scope: fc.Arbitrary<ConsentScope> = fc.record(
  {
    channel: fc.constantFrom("email", "sms"),
    addressHash: fc.constantFrom(A, B),
    purpose: fc.constantFrom("promo", "events"),
    dataUse: fc.constantFrom("send", "track_individual"),
    brandEntity: fc.constantFrom("Acme UK", "Acme DE"),
    product: fc.constantFrom("alpha", "beta"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ConsentScope>;
const step: fc.Arbitrary<Step> = fc.record({
  action: fc.constantFrom("grant", "withdraw", "expire", "doi_requested"),
  actor: fc.constantFrom("hcp", "rep", "import", "system"),
  scope,
  expiresAt: fc.constantFrom(instantText(NOW + DAY / 2), instantText(NOW + 700 * DAY)),
});
const otherActor = fc.constantFrom<"rep" | "import" | "system">("rep", "import", "system");
const steps = fc.array(step, { maxLength: 8 });
const query = fc.record(
  {
    channel: fc.constantFrom("email", "sms"),
    addressHash: fc.constantFrom(A, B),
    purpose: fc.constantFrom("promo", "events"),
    dataUse: fc.constantFrom("send", "track_individual"),
    brandEntity: fc.constantFrom("Acme UK", "Acme DE"),
    product: fc.constantFrom("alpha", "beta"),
  },
  { requiredKeys: ["channel", "addressHash", "purpose", "dataUse"] },
) as fc.Arbitrary<ConsentQuery>;

describe("foldConsent, for any log", () => {
  it("INV-5: after a withdrawal nothing that is not the HCP's own act grants again", () => {
    const theirs = fc.tuple(step, otherActor).map(([one, actor]): Step => ({ ...one, actor }));
    const pretended = fc
      .tuple(fc.nat(14), otherActor)
      .map(([answers, actor]): Step => ({ action: "doi_confirmed", actor, answers, scope: {} }));
    const others = fc.array(fc.oneof(theirs, pretended), { maxLength: 6 });
    fc.assert(
      fc.property(steps, others, query, (before, after: Step[], asked) => {
        const log = logOf(...before, { ...withdraw, scope: { channel: asked.channel } }, ...after);
        return answer(log, asked) === "withdrawn";
      }),
    );
  });

  it("a later grant by the HCP for exactly this always wins", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const { channel, addressHash, purpose, dataUse, brandEntity, product } = asked;
        const own: Step = {
          action: "grant",
          actor: "hcp",
          scope: { channel, addressHash, purpose, dataUse, brandEntity, product },
        };
        return answer(logOf(...before, own), asked) === "granted";
      }),
    );
  });

  it("a grant says granted only with an unexpired grant event that covers the query", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const log = logOf(...before);
        const found = foldConsent(log, asked, NOW + DAY);
        if (!found.covered) return true;
        const event = log.find(({ eventId }) => eventId === found.eventId);
        return event?.action === "grant" && covers(event.scope, asked) && Date.parse(found.until) > NOW + DAY;
      }),
    );
  });

  it("time alone only ever takes away", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const log = logOf(...before);
        return answer(log, asked, NOW + DAY) === "granted" || answer(log, asked, NOW + 2 * DAY) !== "granted";
      }),
    );
  });

  it("CON-1: says what an independent telling of the rules says, at any time", () => {
    // half of it about one thing, so that events meet
    const often = step.map((one): Step => ({ ...one, scope: SEND }));
    const short: Step = { ...grant, actor: "hcp", expiresAt: instantText(NOW + DAY / 2) };
    const turns = fc.constantFrom<Step>(withdraw, grant, short, request);
    const any = fc.array(
      fc.oneof(
        { weight: 2, arbitrary: step },
        { weight: 2, arbitrary: often },
        { weight: 2, arbitrary: turns },
        {
          weight: 1,
          arbitrary: fc
            .tuple(fc.integer({ min: 1, max: 8 }), scope)
            .map(([answers, its]): Step => ({ ...confirmed(answers), scope: its })),
        },
      ),
      { maxLength: 9 },
    );
    fc.assert(
      fc.property(
        any,
        fc.oneof(query, fc.constant(SEND)),
        fc.integer({ min: 0, max: 900 }),
        (told, asked, days) => {
          const log = logOf(...told);
          const later = NOW + days * DAY;
          expect(answer(log, asked, later)).toBe(naiveConsent(log, asked, later));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("domain-rules 2.10: nothing stands for more than two years after the last declaration", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const log = logOf(...before.map((one) => ({ ...one, expiresAt: "2099-01-01T00:00:00.000Z" })));
        return answer(log, asked, NOW + 732 * DAY) !== "granted";
      }),
    );
  });

  it("CON-2: another grant never closes anything, and a wider withdrawal never opens anything", () => {
    fc.assert(
      fc.property(steps, step, query, (before, added, asked) => {
        const was = answer(logOf(...before), asked);
        const own: Step = { ...added, action: "grant", expiresAt: instantText(NOW + 700 * DAY) };
        if (was === "granted") expect(answer(logOf(...before, own), asked)).toBe("granted");
        const stop: Step = { ...added, action: "withdraw" };
        if (was !== "granted") expect(answer(logOf(...before, stop), asked)).not.toBe("granted");
      }),
    );
  });

  it("events that do not touch the query change nothing", () => {
    fc.assert(
      fc.property(steps, query, (before, asked) => {
        const touching = before.filter((one) => one.scope === undefined || touches(one.scope, asked));
        return answer(logOf(...before), asked) === answer(logOf(...touching), asked);
      }),
    );
  });
});
