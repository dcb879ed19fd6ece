import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gsm7Septets, smsSize, toGsm7 } from "../../shared/model/gsm7.ts";
import { invitationWords, printableName } from "./invitation-words.ts";
import { smsProblems, smsText } from "./sms-text.ts";

const LINK = "https://hcp.acme.example/s/7mQ2xKc9TfR4bW8nYh3LpA";

describe("the text of an invitation (INV-8)", () => {
  it("says who, that something was shared, the link and how to stop", () => {
    expect(smsText(invitationWords("en-IE"), "Acme", "Ana Ruiz", LINK)).toBe(
      `Acme: Ana Ruiz has shared information with you: ${LINK} Reply STOP to opt out`,
    );
  });

  it("is one GSM-7 part in every language, for any name of a rep, with the link whole", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("en-IE", "de-DE", "fr-FR", "es-US"),
        fc.string({ unit: "grapheme" }),
        (language, name) => {
          const text = smsText(invitationWords(language), "Acme Therapeutics", name, LINK);
          expect(smsProblems(text, [])).toEqual([]);
          expect(text).toContain(` ${LINK} `);
        },
      ),
    );
  });

  it("leaves out an account name, and a name that would break the part", () => {
    const words = invitationWords("en-IE");
    expect(smsText(words, "Acme", "ana.ruiz@acme.example", LINK)).toContain("Acme: your contact has");
    const long = `Ana ${"Maria ".repeat(9)}Ruiz`.slice(0, 60).trim();
    expect(smsText(words, "Acme Therapeutics", long, LINK)).toContain("Therapeutics: your contact has");
  });

  it("is refused when it names a product or leaves GSM-7", () => {
    expect(smsProblems("News about CardioLex", ["Cardiolex"])).toHaveLength(1);
    expect(smsProblems("a – b", [])).toHaveLength(1);
    expect(smsProblems("x".repeat(161), [])).toHaveLength(1);
  });

  it("counts extended characters twice and folds other letters", () => {
    expect(gsm7Septets("a€")).toBe(3);
    expect(gsm7Septets("–")).toBeUndefined();
    expect(toGsm7("Dvořák Müller Łukasz")).toBe("Dvorak Müller Lukasz");
  });

  it("is measured in parts: 160 and 153 of GSM-7, 70 and 67 outside", () => {
    expect(smsSize("x".repeat(160))).toEqual({ septets: 160, segments: 1 });
    expect(smsSize("x".repeat(161))).toEqual({ septets: 161, segments: 2 });
    expect(smsSize("ř".repeat(70))).toEqual({ segments: 1 });
    expect(smsSize("ř".repeat(71))).toEqual({ segments: 2 });
  });

  it("takes only what looks like a person's name for one", () => {
    expect(printableName("Ana Ruiz")).toBe("Ana Ruiz");
    expect(printableName("u-12345678")).toBeUndefined();
    expect(printableName("anaruiz")).toBeUndefined();
  });
});
