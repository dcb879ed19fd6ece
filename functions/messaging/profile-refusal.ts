import type { Channel } from "../../shared/model/channel.ts";
import { type CountryProfile, profileEndsAt } from "../../shared/model/country-profile.ts";
import type { Instant } from "../../shared/model/time.ts";

/** What step 1 of the send gate looks at (Appendix A). */
export interface ProfileFacts {
  readonly channel: Channel;
  /** undefined when the country of practice has no profile in force. */
  readonly profile: CountryProfile | undefined;
  /** Why there is none: unsigned, forged, outdated or refused. */
  readonly profileProblem?: string | undefined;
  /** Whether this deployment has a provider for the channel. */
  readonly providerReady: boolean;
}

/**
 * Pure: why nothing may leave into a country or by a channel, with the remedy; undefined when it may. The profile has to
 * be signed and younger than twelve months; texts need the carrier's programme and its written ruling (2.6).
 */
export function profileRefusal(facts: ProfileFacts, now: Instant): string | undefined {
  const { profile, channel, profileProblem } = facts;
  if (profile === undefined || now >= profileEndsAt(profile)) {
    const why =
      profileProblem ?? `the profile of ${profile?.country ?? "this country"} is older than twelve months`;
    return `This country is switched off: ${why}. Ask compliance to have its profile signed.`;
  }
  const { country } = profile;
  if (channel === "sms") {
    const { carrier } = profile.sms;
    if (carrier !== undefined && (carrier.programme !== "active" || carrier.ruling === undefined))
      return `Texts are not open in ${country} before the carrier's programme is active and its written ruling is on file. Choose e-mail.`;
  }
  if (!profile[channel].enabled || !facts.providerReady)
    return channel === "sms"
      ? `Texts are not open in ${country}. Choose e-mail.`
      : `E-mail is not open in ${country}. Choose texts.`;
  return undefined;
}
