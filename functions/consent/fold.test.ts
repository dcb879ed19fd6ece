import { describe, expect, it } from "vitest";
import type { ConsentScope } from "../../shared/model/consent.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import {
  answer,
  B,
  confirmed,
  grant,
  logOf,
  NOW,
  request,
  SEND,
  type Step,
  withdraw,
} from "./log-of-steps.fixture.ts";

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
