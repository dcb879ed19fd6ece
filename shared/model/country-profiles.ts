import type { Country } from "./channel.ts";
import { hoursOn, WEEKDAYS } from "./contact-hours.ts";
import { type ContactCaps, CountryProfile } from "./country-profile.ts";
import { PUBLIC_HOLIDAYS } from "./public-holidays.ts";

const WORKDAYS = ["mon", "tue", "wed", "thu", "fri"] as const;

/** CON-6: weekdays 08:30 to 18:30 on the practice's clock. */
const CONTACT_HOURS = hoursOn(WORKDAYS, "08:30", "18:30");

/** Defaults of domain-rules 5.1. */
const CAPS: ContactCaps = {
  sms: [
    { count: 2, days: 7 },
    { count: 4, days: 30 },
  ],
  email: [
    { count: 1, days: 3 },
    { count: 5, days: 30 },
  ],
  all: [{ count: 8, days: 30 }],
  sameChannelGapHours: 72,
  anyChannelGapHours: 24,
  sameVersionDays: 90,
};

const COMMON = {
  version: "2026-11-01",
  postalAddress: "Acme Therapeutics, 1 Harbour Square, Dublin 1, Ireland",
  contactHours: CONTACT_HOURS,
  caps: CAPS,
};

/** Where the company's public pages for a country lie. */
function publicPages(country: Country) {
  return { prescribing: `https://www.acme.example/${country.toLowerCase()}/prescribing-information` };
}

/** Hours of the states that are stricter than federal law (domain-rules 2.3, to be confirmed by counsel). */
const US_STATE_HOURS = {
  CT: hoursOn(WEEKDAYS, "09:00", "20:00"),
  ...Object.fromEntries(
    ["FL", "MD", "MS", "NJ", "OK"].map((state) => [state, hoursOn(WEEKDAYS, "08:00", "20:00")]),
  ),
  RI: { ...hoursOn(WORKDAYS, "09:00", "18:00"), ...hoursOn(["sat", "sun"], "10:00", "17:00") },
  TX: { ...hoursOn([...WORKDAYS, "sat"], "09:00", "21:00"), ...hoursOn(["sun"], "12:00", "21:00") },
};

/** The profiles that ship. Each is parsed once, so that a wrong edit fails at start and not at a send. */
const PROFILES: Readonly<Record<Country, CountryProfile>> = {
  US: CountryProfile.parse({
    ...COMMON,
    country: "US",
    publicPages: publicPages("US"),
    languages: ["en-US", "es-US"],
    // closed until a carrier's written ruling on the sample messages is on file (2.6)
    sms: {
      enabled: false,
      consent: "written",
      doubleOptIn: false,
      legalHours: hoursOn(WEEKDAYS, "08:00", "21:00"),
      regionHours: US_STATE_HOURS,
    },
    email: { enabled: true, consent: "opt_in", doubleOptIn: false },
    holidays: PUBLIC_HOLIDAYS.US,
    gate: { level: "L1", textId: "gate.us.1", reaskDays: 90 },
  }),
  DE: CountryProfile.parse({
    ...COMMON,
    country: "DE",
    publicPages: publicPages("DE"),
    languages: ["de-DE"],
    sms: { enabled: true, consent: "opt_in", doubleOptIn: true },
    email: { enabled: true, consent: "opt_in", doubleOptIn: true },
    holidays: PUBLIC_HOLIDAYS.DE,
    gate: { level: "L1", textId: "gate.de.1", reaskDays: 90 },
  }),
  GB: CountryProfile.parse({
    ...COMMON,
    country: "GB",
    publicPages: publicPages("GB"),
    languages: ["en-GB"],
    sms: {
      enabled: false,
      consent: "opt_in_promotional_wording",
      doubleOptIn: false,
      legalHours: hoursOn(WORKDAYS, "08:00", "21:00"),
    },
    email: { enabled: true, consent: "opt_in_promotional_wording", doubleOptIn: false },
    holidays: PUBLIC_HOLIDAYS.GB,
    gate: { level: "L1", textId: "gate.gb.1", reaskDays: 90 },
  }),
  FR: CountryProfile.parse({
    ...COMMON,
    country: "FR",
    publicPages: publicPages("FR"),
    languages: ["fr-FR"],
    sms: { enabled: true, consent: "opt_in", doubleOptIn: false },
    email: { enabled: true, consent: "opt_in", doubleOptIn: true },
    holidays: PUBLIC_HOLIDAYS.FR,
    gate: { level: "L1", textId: "gate.fr.1", reaskDays: 90 },
  }),
  IE: CountryProfile.parse({
    ...COMMON,
    country: "IE",
    publicPages: publicPages("IE"),
    languages: ["en-IE"],
    sms: { enabled: true, consent: "opt_in", doubleOptIn: false },
    email: { enabled: true, consent: "opt_in", doubleOptIn: true },
    holidays: PUBLIC_HOLIDAYS.IE,
    gate: { level: "L1", textId: "gate.ie.1", reaskDays: 90 },
  }),
};

/** The profile of a country of practice. */
export function profileOf(country: Country): CountryProfile {
  return PROFILES[country];
}
