import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Country } from "../../shared/model/channel.ts";
import { smsSize } from "../../shared/model/gsm7.ts";
import { ServiceTextKind } from "../../shared/model/service-text.ts";
import { serviceText } from "./service-words.ts";

const US = {
  company: "Acme HCP Connect",
  country: "US",
  language: "en-US",
  hcpOrigin: "https://hcp.acme.example",
  perMonth: 4,
} as const;

describe("the texts of domain-rules 2.7", () => {
  it("say in the US who writes, how often, what it costs, and how to get help and stop (2.6)", () => {
    expect(serviceText("doi_request", US).text).toBe(
      "Acme HCP Connect: reply YES to get texts from your rep, up to 4/mo. Msg&data rates may apply. Reply HELP for help, STOP to cancel.",
    );
    expect(serviceText("doi_confirmed", US).text).toBe(
      "Acme HCP Connect: you agreed to recurring texts from your rep, up to 4/mo. Msg&data rates may apply. Reply HELP for help, STOP to cancel.",
    );
    expect(serviceText("started", US).text).toBe(
      "Acme HCP Connect: you are opted back in, up to 4/mo. Msg&data rates may apply. Reply HELP for help, STOP to cancel.",
    );
  });

  it("confirm a STOP without advertising, and name a way to ask (64.1200(a)(12))", () => {
    expect(serviceText("stopped", US).text).toBe(
      "Acme HCP Connect: you are opted out and will get no more texts from us. Your e-mail choices are unchanged. Help: +1 202 555 0142",
    );
  });

  it("speak the person's language, and of prices only where carriers ask for it", () => {
    const german = serviceText("help", { ...US, country: "DE", language: "de-DE" });
    expect(german.text).toMatch(/^Acme HCP Connect: SMS von Ihrem Kontakt, bis zu 4\/Monat\. Hilfe: \+49/);
    expect(german.textVersion).toBe("text.help.DE.de.1");
    expect(serviceText("stopped", { ...US, language: "es-US" }).text).toContain("no recibira m");
    expect(serviceText("help", { ...US, language: "it-IT" }).text).toContain("texts from your rep");
  });

  it("are one part of GSM-7 in every language and country, also for a long name and address (INV-8)", () => {
    const company = fc.stringMatching(/^[A-Z][A-Za-z éü&-]{0,27}[a-z]$/);
    const origin = fc.stringMatching(/^https:\/\/[a-z0-9.-]{6,26}$/);
    const language = fc.constantFrom("en-IE", "de-DE", "fr-FR", "es-US", "pl-PL");
    const kinds = fc.constantFrom(...ServiceTextKind.options);
    fc.assert(
      fc.property(
        kinds,
        fc.constantFrom(...Country.options),
        language,
        company,
        origin,
        (kind, country, ...rest) => {
          const [lang, name, hcpOrigin] = rest;
          const { text } = serviceText(kind, {
            company: name,
            country,
            language: lang,
            hcpOrigin,
            perMonth: 4,
          });
          expect([text, smsSize(text)]).toEqual([text, { septets: expect.any(Number), segments: 1 }]);
          expect(text.startsWith(`${name.normalize("NFC")}: `)).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
