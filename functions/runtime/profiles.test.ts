import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEMO_SIGNERS } from "../../infra/demo-signers.ts";
import { publicKeyText } from "../../infra/profile-signing.ts";
import { Country } from "../../shared/model/channel.ts";
import type { CountryProfile } from "../../shared/model/country-profile.ts";
import { PROFILE_DOCUMENTS, profileOf } from "../../shared/model/country-profiles.ts";
import { PROFILE_SIGNATURES } from "../../shared/model/profile-signatures.ts";
import { PROFILE_ROLES, type ProfileRole, signedText } from "../../shared/model/signed-profile.ts";
import { demoProfiles } from "./profiles.fixture.ts";
import { profilesOf, watched } from "./profiles.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const AT = "2026-11-20T09:00:00.000Z";
const GERMANY = profileOf("DE");

const keys = { regulatory: generateKeyPairSync("ed25519"), privacy: generateKeyPairSync("ed25519") };
const NAMES = { regulatory: "Ada Regulatory", privacy: "Paul Privacy" };
const signers = PROFILE_ROLES.map((role) => ({
  role,
  name: NAMES[role],
  publicKey: publicKeyText(keys[role].privateKey),
}));
function signature(
  document: unknown,
  role: ProfileRole,
  name = NAMES[role],
  key: KeyObject = keys[role].privateKey,
) {
  const text = signedText(document, { role, name, at: AT });
  return { role, name, at: AT, signature: sign(null, Buffer.from(text), key).toString("base64url") };
}
const both = (document: unknown) => PROFILE_ROLES.map((role) => signature(document, role));
/** What a stage that believes two people says about a German document with these signatures. */
function germany(document: unknown, signatures: unknown = both(document), now = NOW, believed = signers) {
  const documents = { ...PROFILE_DOCUMENTS, DE: document };
  const state = profilesOf(documents, { ...PROFILE_SIGNATURES, DE: signatures }, believed)("DE", now);
  return state.inForce ? "on" : state.problem;
}

describe("the profiles that ship", () => {
  it.each(Country.options)("of %s is signed by the demo people, whom the stage dev believes", (country) => {
    expect(demoProfiles(country, NOW)).toMatchObject({ inForce: true, profile: { country } });
  });

  it("are off where nobody is believed", () => {
    const nobody = profilesOf(PROFILE_DOCUMENTS, PROFILE_SIGNATURES, []);
    for (const country of Country.options)
      expect(nobody(country, NOW)).toEqual({
        inForce: false,
        problem: `the profile of ${country} is signed for regulatory by ${DEMO_SIGNERS.regulatory}, whom this stage does not know`,
      });
  });

  it("ask for a confirmation by own act in Germany, once, and for promotional wording in Britain (2.3, 2.4)", () => {
    expect(GERMANY).toMatchObject({
      email: { consent: "opt_in", doubleOptIn: true },
      sms: { doubleOptIn: true },
      confirmation: { expiresDays: 7, reminders: 0 },
    });
    expect(profileOf("GB")).toMatchObject({
      email: { consent: "opt_in_promotional_wording", doubleOptIn: false },
      sms: { enabled: false },
      review: { finalForm: "certified", repFreeText: "picklist_only", maxValidityMonths: 24 },
      gamification: { quiz: "off" },
      retention: { promotionalRecordYears: 6 },
    });
  });

  it("keep texts closed in the US until a carrier ruled, and typed text out of France (2.6, 1.5)", () => {
    expect(profileOf("US").sms).toMatchObject({
      enabled: false,
      consent: "written",
      carrier: { programme: "none" },
      legalHours: { sun: ["08:00", "21:00"] },
      regionHours: { FL: { mon: ["08:00", "20:00"] }, RI: { sat: ["10:00", "17:00"] } },
    });
    expect(profileOf("FR").review).toMatchObject({ repFreeText: "off", video: { scripted: "off" } });
  });

  it("close Sundays and open weekdays from 08:30 to 18:30 everywhere (CON-6)", () => {
    for (const country of Country.options) {
      const { contactHours, adverseEvents, caps } = profileOf(country);
      expect(Object.keys(contactHours)).toEqual(["mon", "tue", "wed", "thu", "fri"]);
      expect(new Set(Object.values(contactHours).flat())).toEqual(new Set(["08:30", "18:30"]));
      expect(adverseEvents.clockHours).toBe(24);
      expect(caps.sms).toEqual([
        { count: 2, days: 7 },
        { count: 4, days: 30 },
      ]);
    }
  });
});

describe("a country", () => {
  it("is on when regulatory and privacy signed exactly its document", () => {
    expect(germany(GERMANY)).toBe("on");
    // the order of keys says nothing
    expect(germany(Object.fromEntries(Object.entries(GERMANY).reverse()), both(GERMANY))).toBe("on");
  });

  it("is off without signatures, and with one only", () => {
    expect(germany(GERMANY, [])).toBe("the profile of DE lacks the signature of regulatory");
    expect(germany(GERMANY, [signature(GERMANY, "regulatory")])).toBe(
      "the profile of DE lacks the signature of privacy",
    );
  });

  it("is off when a signature is forged, of somebody else, or of one person for both", () => {
    const mallory = generateKeyPairSync("ed25519").privateKey;
    const regulatory = signature(GERMANY, "regulatory");
    expect(germany(GERMANY, [regulatory, signature(GERMANY, "privacy", NAMES.privacy, mallory)])).toBe(
      "the profile of DE was changed after privacy signed it, or signed with another key",
    );
    expect(germany(GERMANY, [regulatory, signature(GERMANY, "privacy", "Mallory", mallory)])).toBe(
      "the profile of DE is signed for privacy by Mallory, whom this stage does not know",
    );
    // moved from one role to the other: the meaning is signed too
    expect(germany(GERMANY, [regulatory, { ...regulatory, role: "privacy" }])).not.toBe("on");
    const ada = { name: NAMES.regulatory, publicKey: publicKeyText(keys.regulatory.privateKey) };
    const twice = PROFILE_ROLES.map((role) => signature(GERMANY, role, ada.name, keys.regulatory.privateKey));
    const believed = PROFILE_ROLES.map((role) => ({ role, ...ada }));
    expect(germany(GERMANY, twice, NOW, believed)).toBe("one person signed the profile of DE for both roles");
  });

  it("is off from the day on which its profile is twelve months old", () => {
    expect(germany(GERMANY, both(GERMANY), Date.parse("2027-10-31T23:59:59Z"))).toBe("on");
    expect(germany(GERMANY, both(GERMANY), Date.parse("2027-11-01T00:00:00Z"))).toBe(
      "the profile of DE of 2026-11-01 is older than twelve months",
    );
  });

  it("is off when its document has a key that nobody knows, which is named, signed or not", () => {
    expect(germany({ ...GERMANY, quietHours: "none" })).toBe(
      "the profile of DE is refused: quietHours is not a known key",
    );
    expect(germany({ ...GERMANY, sms: { ...GERMANY.sms, stopwords: "en", x: 1 } })).toBe(
      "the profile of DE is refused: sms.stopwords is not a known key; sms.x is not a known key",
    );
  });

  it("is off when a value is none, and when a year of its life has no holidays", () => {
    expect(germany({ ...GERMANY, gate: { ...GERMANY.gate, reaskDays: 0 } })).toMatch(
      /^the profile of DE is refused: gate.reaskDays /,
    );
    expect(germany({ ...GERMANY, holidays: { "2026": GERMANY.holidays["2026"] } })).toBe(
      "the profile of DE is refused: holidays.2027 must list the public holidays",
    );
  });

  it("is off with another country's document", () => {
    expect(germany(profileOf("FR"))).toBe("the profile of DE says FR");
  });

  it("is off after any single change to what was signed", () => {
    const leaves = pathsOf(GERMANY);
    expect(leaves.length).toBeGreaterThan(60);
    const signed = both(GERMANY);
    fc.assert(
      fc.property(fc.constantFrom(...leaves), (path) => {
        expect(germany(changedAt(GERMANY, path), signed)).not.toBe("on");
      }),
      { numRuns: leaves.length },
    );
  });
});

describe("a country that is off, or will be within thirty days", () => {
  it("is told once, with its end or what is wrong", () => {
    const lines: unknown[] = [];
    const profiles = watched(demoProfiles, { warn: (...line: unknown[]) => void lines.push(line) });
    profiles("DE", Date.parse("2027-10-01T00:00:00Z"));
    expect(lines).toEqual([]);
    profiles("DE", Date.parse("2027-10-03T00:00:00Z"));
    profiles("DE", Date.parse("2027-10-04T00:00:00Z"));
    profiles("FR", Date.parse("2027-11-03T00:00:00Z"));
    expect(lines).toEqual([
      ["country profile needs a signature", { country: "DE", ends: "2027-11-01T00:00:00.000Z" }],
      [
        "country profile needs a signature",
        { country: "FR", problem: "the profile of FR of 2026-11-01 is older than twelve months" },
      ],
    ]);
  });
});

type Path = readonly (string | number)[];

/** Every value of a document, by its path. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, member]) => pathsOf(member, [...path, key]));
}

function changedAt(profile: CountryProfile, path: Path): unknown {
  const copy: unknown = structuredClone(profile);
  let holder = copy as Record<string, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string, unknown>;
  const last = path.at(-1) ?? "";
  const value = holder[last];
  holder[last] = typeof value === "boolean" ? !value : typeof value === "number" ? value + 1 : `${value}x`;
  return copy;
}
