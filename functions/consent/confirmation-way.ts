import type { Channel, Country } from "../../shared/model/channel.ts";
import type { DataUse } from "../../shared/model/consent.ts";
import { profileOf } from "../../shared/model/country-profiles.ts";

/**
 * The way by which somebody has to confirm what a rep recorded; undefined where the proof is enough. An address is
 * confirmed by its own channel only: a mail proves nothing about a phone (domain-rules 2.3). E-mail always is; texts are
 * where the country's profile asks for double opt-in.
 */
export function confirmationWay(
  country: Country,
  { channel, dataUse }: { readonly channel?: Channel | undefined; readonly dataUse: DataUse },
): Channel | undefined {
  if (channel === undefined || (channel === "sms" && dataUse !== "send")) return undefined;
  return channel === "email" || profileOf(country).sms.doubleOptIn ? channel : undefined;
}
