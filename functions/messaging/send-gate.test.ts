import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hoursOn } from "../../shared/model/contact-hours.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { MessageId } from "../../shared/model/ids.ts";
import { DENIAL_CODES } from "../../shared/model/send-verdict.ts";
import { DAY, HOUR } from "../../shared/model/time.ts";
import { isOpen } from "./contact-window.ts";
import { goodFacts, VERSION, WEDNESDAY } from "./send-facts.fixture.ts";
import { messageWindows, type SendFacts, sendGate } from "./send-gate.ts";

const MESSAGE = MessageId.parse("msg_01JD0000000000000000000001");
const touch = (ago: number, channel: "sms" | "email" = "email") => ({
  messageId: MESSAGE,
  channel,
  at: WEDNESDAY - ago,
  versionIds: [],
  contentIds: [],
});

/** One flaw per step of Appendix A, in its order. */
const FLAWS: readonly (readonly [code: string, flaw: Partial<SendFacts>])[] = [
  ["PROFILE_OFF", { profile: undefined }],
  ["NOT_ALIGNED", { senderTerritories: ["IE-02"] }],
  ["HCP_INELIGIBLE", { hcp: { status: "no_contact", territory: "IE-01", timeZone: "Europe/Dublin" } }],
  ["SUPPRESSED", { address: { kind: "known", suppressed: true, zones: [] } }],
  ["NO_CONSENT", { consent: { granted: false, words: "withdrawn" } }],
  ["CONTENT_NOT_USABLE", { content: [{ versionId: VERSION, problem: "withdrawn" }] }],
  ["ASSEMBLY_INVALID", { assemblyProblems: ["empty"] }],
  ["FREE_TEXT", { freeText: "refused" }],
  ["FREQ_CAP", { touches: [touch(HOUR)] }],
];

const codeOf = (facts: SendFacts, now = WEDNESDAY) => {
  const verdict = sendGate(facts, now);
  return verdict.verdict === "ALLOW" ? "ALLOW" : verdict.reason.code;
};

describe("the send gate (INV-1)", () => {
  it("allows a message against which nothing stands", () => {
    expect(sendGate(goodFacts(), WEDNESDAY)).toEqual({ verdict: "ALLOW", tracking: "aggregate" });
  });

  it("ties the link to its person only where they agreed to be counted (step 12, INV-4)", () => {
    expect(sendGate(goodFacts({ visits: { kind: "known" } }), WEDNESDAY)).toMatchObject({
      tracking: "individual",
    });
    expect(sendGate(goodFacts({ visits: { kind: "unknown" } }), WEDNESDAY)).toMatchObject({
      tracking: "aggregate",
    });
  });

  it.each(FLAWS)("denies with %s", (code, flaw) => {
    const verdict = sendGate(goodFacts(flaw), WEDNESDAY);
    expect(verdict).toMatchObject({ verdict: "DENY", reason: { code } });
  });

  it("denies where a channel is closed, has no provider, or the profile is older than a year", () => {
    expect(codeOf(goodFacts({ channel: "sms", profile: profileOf("US") }))).toBe("PROFILE_OFF");
    expect(codeOf(goodFacts({ providerReady: false }))).toBe("PROFILE_OFF");
    expect(codeOf(goodFacts(), Date.parse("2027-11-17T10:00:00Z"))).toBe("PROFILE_OFF");
  });

  it("names what is wrong with the country's profile, and who can change it (step 1)", () => {
    const profileProblem = "the profile of IE lacks the signature of privacy";
    expect(sendGate(goodFacts({ profile: undefined, profileProblem }), WEDNESDAY)).toEqual({
      verdict: "DENY",
      reason: {
        code: "PROFILE_OFF",
        words: `This country is switched off: ${profileProblem}. Ask compliance to have its profile signed.`,
      },
    });
  });

  it("opens texts in the US only with an active programme and the carrier's written ruling (2.6)", () => {
    const us = profileOf("US");
    const newYork = { status: "active", territory: "IE-01", timeZone: "America/New_York" } as const;
    const asked = (carrier: NonNullable<typeof us.sms.carrier>) =>
      codeOf(
        goodFacts({
          channel: "sms",
          hcp: newYork,
          profile: { ...us, sms: { ...us.sms, enabled: true, carrier } },
        }),
        WEDNESDAY + 5 * HOUR,
      );
    const ruling = { reference: "TCR-77", date: "2026-10-01" };
    expect(asked({ programme: "registered", ruling })).toBe("PROFILE_OFF");
    expect(asked({ programme: "active" })).toBe("PROFILE_OFF");
    expect(asked({ programme: "active", ruling })).toBe("ALLOW");
  });

  it("waits for the days and hours that the contact set (step 10, 2.11)", () => {
    const preference = { hours: hoursOn(["sat"], "10:00", "12:00") };
    expect(sendGate(goodFacts({ preference }), WEDNESDAY)).toMatchObject({
      verdict: "DELAY",
      until: "2026-11-21T10:00:00.000Z",
    });
  });

  it("denies without an address", () => {
    expect(codeOf(goodFacts({ address: { kind: "missing" } }))).toBe("SUPPRESSED");
  });

  it("delays outside the contact hours and says until when", () => {
    const evening = Date.parse("2026-11-18T19:00:00Z");
    expect(sendGate(goodFacts(), evening)).toMatchObject({
      verdict: "DELAY",
      until: "2026-11-19T08:30:00.000Z",
      reason: { code: "QUIET_HOURS", earliestAt: "2026-11-19T08:30:00.000Z" },
    });
  });

  it("waits for the end of a channel that is held for everybody, inside the hours, also with what the HCP asked for", () => {
    const until = (at: string) => ({
      hold: {
        channel: "email" as const,
        code: "SendingPausedException",
        since: "2026-11-18T09:55:00.000Z",
        until: at,
      },
    });
    const hour = until("2026-11-18T11:00:00.000Z");
    const held = { verdict: "DELAY", until: "2026-11-18T11:00:00.000Z", reason: { code: "CHANNEL_HELD" } };
    expect(sendGate(goodFacts(hour), WEDNESDAY)).toMatchObject(held);
    expect(sendGate(goodFacts({ ...hour, requestedByHcp: true }), WEDNESDAY)).toMatchObject(held);
    expect(codeOf(goodFacts(hour), WEDNESDAY + HOUR)).toBe("ALLOW");
    expect(sendGate(goodFacts(until("2026-11-18T19:00:00.000Z")), WEDNESDAY)).toMatchObject({
      until: "2026-11-19T08:30:00.000Z",
      reason: { code: "CHANNEL_HELD" },
    });
    // whoever withdrew does not wait
    expect(codeOf(goodFacts({ ...hour, consent: { granted: false, words: "withdrawn" } }))).toBe(
      "NO_CONSENT",
    );
  });

  it("holds typed text that a reviewer has to see", () => {
    expect(sendGate(goodFacts({ freeText: "hold" }), WEDNESDAY)).toMatchObject({
      verdict: "HOLD",
      queue: "free_text",
    });
  });

  it("denies with CASE_HOLD last", () => {
    expect(codeOf(goodFacts({ caseOpen: true }))).toBe("CASE_HOLD");
    expect(codeOf(goodFacts({ caseOpen: true }), Date.parse("2026-11-18T19:00:00Z"))).toBe("QUIET_HOURS");
  });

  it("names the earliest time with FREQ_CAP (FRQ-3)", () => {
    expect(sendGate(goodFacts({ touches: [touch(HOUR)] }), WEDNESDAY)).toMatchObject({
      reason: { code: "FREQ_CAP", earliestAt: new Date(WEDNESDAY - HOUR + 3 * DAY).toISOString() },
    });
  });

  it("names the first flaw in the order of Appendix A, whatever else is wrong", () => {
    fc.assert(
      fc.property(fc.subarray([...FLAWS.keys()], { minLength: 1 }), fc.boolean(), (indexes, atNight) => {
        const flaws = indexes.map((index) => FLAWS[index]).filter((flaw) => flaw !== undefined);
        const facts = goodFacts(Object.assign({}, ...flaws.map(([, flaw]) => flaw)));
        const now = atNight ? WEDNESDAY + 12 * HOUR : WEDNESDAY;
        const order = flaws.map(([code]) => (DENIAL_CODES as readonly string[]).indexOf(code));
        expect(codeOf(facts, now)).toBe(DENIAL_CODES[Math.min(...order)]);
      }),
    );
  });

  const anyFacts = fc
    .record({
      flaws: fc.subarray([...FLAWS.keys()], { maxLength: 2 }),
      channel: fc.constantFrom("sms" as const, "email" as const),
      country: fc.constantFrom("US" as const, "DE" as const, "GB" as const, "FR" as const, "IE" as const),
      timeZone: fc.constantFrom("Europe/Dublin", "America/New_York", "America/Los_Angeles", "Europe/Berlin"),
      ages: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 6 }),
    })
    .map(({ flaws, channel, country, timeZone, ages }) =>
      goodFacts({
        channel,
        profile: profileOf(country),
        hcp: { status: "active", territory: "IE-01", timeZone },
        touches: ages.map((days) => touch(days * DAY, channel)),
        ...Object.assign({}, ...flaws.map((index) => FLAWS[index]?.[1])),
      }),
    );
  const anyInstant = fc.integer({ min: -30 * 24, max: 90 * 24 }).map((hours) => WEDNESDAY + hours * HOUR);

  it("never turns a refusal into an allowance because of a withdrawal, a suppression or one more touch", () => {
    const worse: readonly ((facts: SendFacts) => SendFacts)[] = [
      (facts) => ({ ...facts, consent: { granted: false, words: "withdrawn" } }),
      (facts) => ({ ...facts, address: { kind: "known", suppressed: true, zones: [] } }),
      (facts) => ({ ...facts, touches: [...facts.touches, touch(DAY, facts.channel)] }),
      (facts) => ({ ...facts, caseOpen: true }),
    ];
    fc.assert(
      fc.property(anyFacts, anyInstant, fc.constantFrom(...worse), (facts, now, worsen) => {
        if (sendGate(facts, now).verdict !== "ALLOW") {
          expect(sendGate(worsen(facts), now).verdict).not.toBe("ALLOW");
        }
      }),
    );
  });

  it("delays only to an instant inside every window, and not backwards", () => {
    fc.assert(
      fc.property(anyFacts, anyInstant, (facts, now) => {
        const verdict = sendGate(facts, now);
        if (verdict.verdict !== "DELAY" || facts.profile === undefined) return;
        const until = Date.parse(verdict.until);
        expect(until).toBeGreaterThan(now);
        expect(isOpen(messageWindows(facts, facts.profile), until)).toBe(true);
        // with the same facts the message leaves then
        expect(sendGate({ ...facts, touches: [] }, until).verdict).toBe("ALLOW");
      }),
    );
  });

  it("is open for FREQ_CAP's earliest time as far as caps go", () => {
    fc.assert(
      fc.property(anyFacts, anyInstant, (facts, now) => {
        const verdict = sendGate(facts, now);
        if (verdict.verdict !== "DENY" || verdict.reason.code !== "FREQ_CAP") return;
        const earliest = Date.parse(verdict.reason.earliestAt ?? "");
        expect(earliest).toBeGreaterThan(now);
        expect(codeOf(facts, earliest)).not.toBe("FREQ_CAP");
        expect(codeOf(facts, earliest - 1)).toBe("FREQ_CAP");
      }),
    );
  });
});

describe("what the HCP asked for themself", () => {
  it("is a pause: the message waits for its end, inside the hours", () => {
    const pausedUntil = WEDNESDAY + 30 * DAY;
    const verdict = sendGate(goodFacts({ pausedUntil }), WEDNESDAY);
    expect(verdict).toMatchObject({ verdict: "DELAY", reason: { code: "QUIET_HOURS" } });
    expect(Date.parse(verdict.verdict === "DELAY" ? verdict.until : "")).toBeGreaterThanOrEqual(pausedUntil);
    expect(codeOf(goodFacts({ pausedUntil: WEDNESDAY - 1 }))).toBe("ALLOW");
  });

  it("is a new link: neither caps nor hours nor a pause hold it", () => {
    const night = WEDNESDAY + 14 * HOUR;
    const facts = goodFacts({
      touches: [touch(HOUR)],
      pausedUntil: WEDNESDAY + 30 * DAY,
      requestedByHcp: true,
    });
    expect(codeOf({ ...facts, requestedByHcp: false }, night)).not.toBe("ALLOW");
    expect(codeOf(facts, night)).toBe("ALLOW");
  });

  it.each(FLAWS.filter(([code]) => code !== "FREQ_CAP"))("is nothing that opens %s", (code, flaw) => {
    expect(codeOf(goodFacts({ ...flaw, requestedByHcp: true }))).toBe(code);
  });

  it("is not sent while medical or safety holds the contact", () => {
    expect(codeOf(goodFacts({ requestedByHcp: true, caseOpen: true }))).toBe("CASE_HOLD");
  });
});
