import { describe, expect, it } from "vitest";
import type { Signature } from "../../shared/model/signature.ts";
import { instantText } from "../../shared/model/time.ts";
import { rulesFor } from "./brought-grant.ts";
import { asksFor, type BroughtGrant, evidenceProblem } from "./check-evidence.ts";

const NOW = Date.parse("2026-11-23T10:00:00Z");
const BRITON = { country: "GB", language: "en-GB" } as const;
const SEND = { channel: "email", purpose: "promo", dataUse: "send" } as const;
const grant: BroughtGrant = {
  scope: SEND,
  textVersion: "in-person.email.en.1",
  method: "paper",
  reference: "F-7",
};
const problem = (change: Partial<BroughtGrant>, hcp: Parameters<typeof rulesFor>[0] = BRITON) => {
  const brought = { ...grant, ...change };
  return evidenceProblem(brought, rulesFor(hcp, brought.scope.channel, "Acme"), NOW)?.kind;
};
const drawn = (...points: [number, number, number][]): Signature => ({
  kind: "drawn",
  width: 400,
  height: 150,
  strokes: [points],
});
const NAME = drawn([10, 80, 0], [90, 40, 60], [160, 100, 130], [240, 60, 200]);

describe("evidenceProblem (CON-4)", () => {
  it.each<[string, Partial<BroughtGrant>, string | undefined]>([
    ["a paper form with its number", {}, undefined],
    ["a paper form without one", { reference: " - " }, "reference_missing"],
    ["a version that nobody approved", { textVersion: "consent.gb.1" }, "text_unknown"],
    ["a text of another country", { textVersion: "in-person.email.de.1" }, "text_not_active"],
    ["a text about something else", { textVersion: "in-person.sms.en.1" }, "text_of_another_use"],
    ["a text of another purpose", { textVersion: "in-person.events.en.1" }, "text_of_another_use"],
    ["a signature that is drawn", { method: "e_sign_on_device", signature: NAME }, undefined],
    ["a signature that is missing", { method: "e_sign_on_device" }, "signature_missing"],
    ["a dot", { method: "e_sign_on_device", signature: drawn([10, 10, 0], [12, 10, 9]) }, "signature_empty"],
    [
      "a typed name",
      { method: "e_sign_on_device", signature: { kind: "typed", name: "Aoife Byrne" } },
      undefined,
    ],
    [
      "one typed word",
      { method: "e_sign_on_device", signature: { kind: "typed", name: "Byrne" } },
      "signature_empty",
    ],
    ["an act that only the HCP can do", { method: "web_form" }, "method"],
    ["a click that somebody else reports", { method: "one_click" }, "method"],
    ["spoken words, and where", { method: "phone", reference: "ward 3, nurse Lee" }, undefined],
    ["spoken words without a place", { method: "phone", reference: "" }, "reference_missing"],
    ["other words on the device", { textSha256: "0".repeat(64) }, "other_words_shown"],
    ["a date in the future", { saidAt: instantText(NOW + 1) }, "said_in_the_future"],
    ["a form of two years ago", { saidAt: "2024-11-23T10:00:00.000Z" }, "too_old"],
    ["a form of almost two years ago", { saidAt: "2024-11-23T10:00:01.000Z" }, undefined],
  ])("%s", (_name, change, expected) => {
    expect(problem(change)).toBe(expected);
  });

  it("wants the language of the person, and English where the country has no texts in it", () => {
    const german = { country: "DE", language: "de-DE" } as const;
    expect(problem({}, german)).toBe("text_of_another_language");
    expect(problem({ textVersion: "in-person.email.de.1" }, german)).toBeUndefined();
    expect(problem({}, { country: "DE", language: "it-IT" })).toBeUndefined();
    expect(problem({}, { country: "GB", language: "fr-FR" })).toBeUndefined();
  });

  it("domain-rules 2.3: texts in the United States need a hand under them", () => {
    const american = { country: "US", language: "en-US" } as const;
    const texts = { scope: { ...SEND, channel: "sms" }, textVersion: "in-person.sms.en-us.1" } as const;
    const spoken = { ...texts, method: "phone", reference: "ward 3" } as const;
    expect(problem(spoken, american)).toBe("not_written");
    expect(problem(texts, american)).toBeUndefined();
    expect(problem({ method: "phone", reference: "ward 3" }, american)).toBeUndefined();
  });
});

describe("asksFor", () => {
  it("asks in the person's language, or in English", () => {
    const of = (country: "DE" | "GB", language: string) =>
      new Set(asksFor(country, language, NOW).map((text) => text.language));
    expect([...of("DE", "de-DE")]).toEqual(["de"]);
    expect([...of("DE", "it-IT")]).toEqual(["en"]);
    expect([...of("GB", "de-DE")]).toEqual(["en"]);
  });
});
