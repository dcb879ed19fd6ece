import type { Country } from "./channel.ts";

/**
 * Whom an HCP of a country can turn to outside these pages. Every value is an example that the deploying company
 * replaces; the authorities are real. Plain data: pages show it, nothing decides by it.
 */
export interface CompanyContacts {
  /** The company's own public site, as one types it. */
  readonly site: string;
  readonly phone: string;
  readonly safety: {
    readonly phone: string;
    readonly email: string;
    readonly authority: { readonly name: string; readonly url: string };
  };
  readonly privacyEmail: string;
}

const contacts = (
  phone: string,
  safetyPhone: string,
  authority: CompanyContacts["safety"]["authority"],
): CompanyContacts => ({
  site: "www.acme.example",
  phone,
  safety: { phone: safetyPhone, email: "drug.safety@acme.example", authority },
  privacyEmail: "privacy@acme.example",
});

/** Contacts by country of practice. Numbers are from ranges that are reserved for fiction. */
export const COMPANY_CONTACTS: Readonly<Record<Country, CompanyContacts>> = {
  US: contacts("+1 202 555 0142", "+1 202 555 0143", {
    name: "FDA MedWatch",
    url: "https://www.fda.gov/medwatch",
  }),
  DE: contacts("+49 30 23125 142", "+49 30 23125 143", {
    name: "BfArM",
    url: "https://nebenwirkungen.bund.de",
  }),
  GB: contacts("+44 20 7946 0142", "+44 20 7946 0143", {
    name: "MHRA Yellow Card",
    url: "https://yellowcard.mhra.gov.uk",
  }),
  FR: contacts("+33 1 99 00 01 42", "+33 1 99 00 01 43", {
    name: "ANSM",
    url: "https://signalement.social-sante.gouv.fr",
  }),
  IE: contacts("+353 20 910 0142", "+353 20 910 0143", {
    name: "HPRA",
    url: "https://www.hpra.ie/report",
  }),
};
