import { AppError } from "../../shared/contracts/errors.ts";
import type { Country } from "../../shared/model/channel.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { Profiles } from "../runtime/profiles.ts";
import type { Validity } from "./expiry.ts";

/**
 * How long something may be used that is shown in these countries: the strictest of their profiles.
 * @throws AppError not_allowed when one of them is off: nobody says what its review demands
 */
export function validityIn(countries: readonly Country[], profiles: Profiles, now: Instant): Validity {
  const reviews = countries.map((country) => {
    const state = profiles(country, now);
    if (!state.inForce)
      throw new AppError(
        "not_allowed",
        `${country} is switched off: ${state.problem}. Ask compliance to have its profile signed.`,
        { field: "countries" },
      );
    return state.profile.review;
  });
  return {
    defaultMonths: Math.min(...reviews.map((review) => review.defaultValidityMonths)),
    longestMonths: Math.min(...reviews.map((review) => review.maxValidityMonths)),
  };
}
