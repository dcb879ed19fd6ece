import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { Country } from "./channel.ts";
import { CONSENT_TEXTS, findConsentText, isActive, textLanguage, wordingProblems } from "./consent-text.ts";
import { profileOf } from "./country-profiles.ts";

const NOON = Date.parse("2026-11-23T12:00:00Z");

describe("consent texts (CON-5)", () => {
  it.each(CONSENT_TEXTS.map((text) => [text.textVersion, text] as const))(
    "%s is sealed and sound",
    (_, text) => {
      expect(createHash("sha256").update(text.text).digest("hex")).toBe(text.sha256);
      expect(wordingProblems(text)).toEqual([]);
      expect(text.text.replaceAll("{company}", "")).not.toMatch(/[{}]/);
    },
  );

  it("say beside the words how often at most we write, within what the country allows (2.6)", () => {
    const promises = /at most|höchstens|au plus/i;
    for (const { text, atMost, channel = "email", countries, textVersion } of CONSENT_TEXTS) {
      expect([textVersion, atMost !== undefined]).toEqual([textVersion, promises.test(text)]);
      if (atMost === undefined) continue;
      for (const country of countries) expect(profileOf(country).caps[channel]).toContainEqual(atMost);
    }
  });

  it("have a version each", () => {
    const versions = CONSENT_TEXTS.map(({ textVersion }) => textVersion);
    expect(new Set(versions).size).toBe(versions.length);
  });

  it("ask in every country, in its language, for each use once in person", () => {
    const spoken = { US: "en", DE: "de", GB: "en", FR: "fr", IE: "en" } as const;
    for (const country of Country.options) {
      const asks = CONSENT_TEXTS.filter(
        (text) =>
          text.textVersion.startsWith("in-person.") &&
          text.language === spoken[country] &&
          isActive(text, country, NOON),
      ).map(({ purpose, channel, dataUse }) => `${purpose} ${channel ?? "-"} ${dataUse}`);
      expect([country, new Set(asks).size, asks.length]).toEqual([country, 9, 9]);
    }
  });

  it("are active from their day, until they are retired, in their countries", () => {
    const text = {
      ...CONSENT_TEXTS[0],
      countries: ["GB"],
      activeFrom: "2026-11-23",
      retiredFrom: "2026-11-25",
    };
    const active = (country: "GB" | "IE", day: string) =>
      isActive(text as (typeof CONSENT_TEXTS)[number], country, Date.parse(`${day}T12:00:00Z`));
    expect(["22", "23", "24", "25"].map((day) => active("GB", `2026-11-${day}`))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(active("IE", "2026-11-23")).toBe(false);
    expect(findConsentText("promo.email.en.0")).toBeUndefined();
  });

  it("domain-rules 2.3: a permission for updates is not a permission for promotion", () => {
    const promo = findConsentText("in-person.email.en.1");
    if (promo === undefined) throw new Error("the text is there");
    const soft = "I agree that {company} sends me updates by e-mail.";
    expect(wordingProblems({ ...promo, text: soft })).toEqual(["It does not say that it is promotional."]);
    expect(wordingProblems({ ...promo, channel: "sms", text: promo.text })).toHaveLength(1);
  });

  it("fall back to English", () => {
    expect(["de-DE", "fr-FR", "en-GB", "it-IT"].map(textLanguage)).toEqual(["de", "fr", "en", "en"]);
  });
});
