import { getCountryCallingCode, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Country } from "../../shared/model/channel.ts";

/** Digits of a mobile number after the country code, by country of practice. */
const MOBILE_DIGITS: Readonly<Record<Country, readonly number[]>> = {
  US: [10],
  DE: [10, 11],
  GB: [10],
  FR: [9],
  IE: [9],
};

/**
 * A mobile number in E.164, or undefined when no mobile number of that country can look so. Judged by country code
 * and possible length, not by assignment, since ranges reserved for fiction are assigned to nobody.
 */
export function mobileNumber(text: string, country: Country): string | undefined {
  const number = parsePhoneNumberFromString(text, country);
  if (number === undefined || !number.isPossible() || number.ext !== undefined) return undefined;
  if (number.countryCallingCode !== getCountryCallingCode(country)) return undefined;
  return MOBILE_DIGITS[country].includes(number.nationalNumber.length) ? number.number : undefined;
}
