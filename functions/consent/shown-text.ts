import { findConsentText } from "../../shared/model/consent-text.ts";

/** What a person reads under a version; undefined for one that is kept elsewhere, as on pages of their own. */
export function shownText(textVersion: string, company: string): string | undefined {
  return findConsentText(textVersion)?.text.replaceAll("{company}", company);
}
