import { describe, expect, it } from "vitest";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { ConsentHead } from "../consent/facts.ts";
import { linkOpens, visitGoesOn } from "./entitlement.ts";
import type { Link } from "./store.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const hcp = (changes: object = {}) =>
  ({ status: "active", emailHash: "e", mobileHash: "m", ...changes }) as unknown as Hcp;
const link = (changes: object = {}) =>
  ({ channel: "email", linkEndsAt: NOW / 1000 + 1, ...changes }) as unknown as Link;

/** Consent that stands so for each channel. */
function consent(
  states: Readonly<Record<"email" | "sms", "covered" | "none" | "withdrawn" | "expired">>,
): ConsentHead {
  const covers = ({ channel }: { channel: "email" | "sms" }) =>
    states[channel] === "covered" ? { covered: true } : { covered: false, reason: states[channel] };
  return { rev: 1, events: [], covers } as unknown as ConsentHead;
}

describe("a link (domain-rules 3.2)", () => {
  it.each([
    ["opens while permission stands", {}, {}, "covered", true],
    ["opens after permission ran out", {}, {}, "expired", true],
    ["is closed once the HCP stopped its channel", {}, {}, "withdrawn", false],
    ["is closed at its end", { linkEndsAt: NOW / 1000 }, {}, "covered", false],
    ["is closed for a contact who is not active", {}, { status: "no_contact" }, "covered", false],
  ] as const)("%s", (_, changedLink, changedHcp, email, opens) => {
    expect(linkOpens(link(changedLink), hcp(changedHcp), consent({ email, sms: "none" }), NOW)).toBe(opens);
  });

  it("of one channel is not closed by a stop of the other", () => {
    expect(linkOpens(link(), hcp(), consent({ email: "covered", sms: "withdrawn" }), NOW)).toBe(true);
  });
});

describe("a visit that had begun", () => {
  it.each([
    ["goes on while a channel is open", "covered", "withdrawn", true],
    ["goes on when nothing was ever stopped", "expired", "none", true],
    ["ends with the stop of the last open channel", "withdrawn", "none", false],
  ] as const)("%s", (_, email, sms, goesOn) => {
    expect(visitGoesOn(hcp(), consent({ email, sms }), NOW)).toBe(goesOn);
  });

  it("ends when the contact is no longer active", () => {
    expect(visitGoesOn(hcp({ status: "deceased" }), consent({ email: "covered", sms: "none" }), NOW)).toBe(
      false,
    );
  });
});
