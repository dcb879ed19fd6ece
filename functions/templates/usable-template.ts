import type { Channel } from "../../shared/model/channel.ts";
import type { ShownState } from "../../shared/model/content.ts";
import type { TemplateIn, TemplateVersion } from "../../shared/model/template.ts";
import type { Instant } from "../../shared/model/time.ts";

/** To whom a template is to speak, and when. `country` is the HCP's country of practice (MLR-9). */
export interface TemplateUse {
  readonly country: string;
  readonly language: string;
  readonly channel: Channel;
  readonly now: Instant;
}

export type TemplateUsability =
  | { readonly usable: true; readonly version: TemplateIn<"approved"> }
  | { readonly usable: false; readonly reason: string };

/**
 * Decides whether a message may leave with a template's words (INV-2, MLR-6, MLR-9). Default deny: country, language and
 * channel must each have been approved. Expiry is judged at `now`, so that nothing can be late.
 */
export function usableTemplate(version: TemplateVersion, use: TemplateUse): TemplateUsability {
  if (version.state === "withdrawn") return no("withdrawn");
  if (version.state === "superseded") return no("replaced by a newer version");
  if (version.state !== "approved") return no("not approved");
  if (Date.parse(version.expiresAt) <= use.now) return no("expired");
  if (!has(version.countries, use.country)) return no("not approved for this country");
  if (has(version.supersededIn, use.country)) return no("replaced by a newer version");
  if (version.language !== use.language) return no("not approved in this language");
  if (version.channel !== use.channel) return no("not approved for this channel");
  return { usable: true, version };
}

/** The state a person is told at this instant: an approved template past its end is expired. */
export function shownTemplateState(version: TemplateVersion, now: Instant): ShownState {
  return version.state === "approved" && Date.parse(version.expiresAt) <= now ? "expired" : version.state;
}

function no(reason: string): TemplateUsability {
  return { usable: false, reason };
}

function has(values: readonly string[], value: string): boolean {
  return values.includes(value);
}
