import type {
  Audience,
  ContentChannel,
  ContentVersion,
  ShownState,
  VersionIn,
} from "../../shared/model/content.ts";
import type { Instant } from "../../shared/model/time.ts";

/** Whom a version is to be shown to, where and when. `country` is the HCP's country of practice (MLR-9). */
export interface Use {
  readonly country: string;
  readonly language: string;
  readonly channel: ContentChannel;
  readonly audience: Audience;
  readonly now: Instant;
}

export type UnusableReason =
  | "not approved"
  | "superseded by a newer version"
  | "withdrawn"
  | "expired"
  | "not approved for this country"
  | "not approved in this language"
  | "not approved for this channel"
  | "not approved for this audience";

export type Usability =
  | { readonly usable: true; readonly version: VersionIn<"approved"> }
  | { readonly usable: false; readonly reason: UnusableReason };

/**
 * Decides whether a version may be shown (INV-2, MLR-6, MLR-9). Default deny: country, language, channel and audience
 * must each have been approved in so many words. Expiry is judged at `now`, so that nothing can be late.
 */
export function usable(version: ContentVersion, use: Use): Usability {
  if (version.state === "withdrawn") return no("withdrawn");
  if (version.state === "superseded") return no("superseded by a newer version");
  if (version.state !== "approved") return no("not approved");
  if (Date.parse(version.expiresAt) <= use.now) return no("expired");
  if (!has(version.countries, use.country)) return no("not approved for this country");
  if (has(version.supersededIn, use.country)) return no("superseded by a newer version");
  if (version.language !== use.language) return no("not approved in this language");
  if (!has(version.channels, use.channel)) return no("not approved for this channel");
  if (version.audience !== use.audience) return no("not approved for this audience");
  return { usable: true, version };
}

/** The state a person is told at this instant: approved content past its end is expired. */
export function shownState(version: ContentVersion, now: Instant): ShownState {
  return version.state === "approved" && Date.parse(version.expiresAt) <= now ? "expired" : version.state;
}

/** The code to print with a version in a country (MLR-10); undefined where it was never approved. */
export function materialCodeOf(version: ContentVersion, country: string): string | undefined {
  if (version.state === "draft" || version.state === "in_review") return undefined;
  return version.materialCodes.find((code) => code.country === country)?.code;
}

function no(reason: UnusableReason): Usability {
  return { usable: false, reason };
}

function has(values: readonly string[], value: string): boolean {
  return values.includes(value);
}
