import * as z from "zod";
import { ContactPreference } from "./contact-hours.ts";
import { VersionId } from "./ids.ts";

/** Languages that pages and messages speak. */
export const SpokenLanguage = z.enum(["en", "de", "fr"]);
export type SpokenLanguage = z.output<typeof SpokenLanguage>;

/** How often somebody wants to be written to, over all channels, reps and brands; within the country's caps (5.1). */
export const Frequency = z.enum(["as_it_comes", "weekly", "monthly"]);
export type Frequency = z.output<typeof Frequency>;

/**
 * What happens with somebody's viewing of a piece: `shown` to the rep; `hidden` from the rep; from now on only in `total`,
 * without the person; `deleted` as far as it is counted by now.
 */
export const ViewingWish = z.enum(["shown", "hidden", "total", "deleted"]);
export type ViewingWish = z.output<typeof ViewingWish>;

/**
 * What one press on the preference centre changes (domain-rules 2.11). A field that is left out stays as it is; null is
 * back to the usual. It says when, how often and in which language, never whether: that is what permissions are for.
 */
export const PreferenceChange = z.strictObject({
  hours: ContactPreference.nullable().optional(),
  language: SpokenLanguage.nullable().optional(),
  frequency: Frequency.optional(),
  /** Without `versionId` it is about every piece, also those that are yet to come. */
  viewing: z.strictObject({ versionId: VersionId.optional(), to: ViewingWish }).optional(),
});
export type PreferenceChange = z.output<typeof PreferenceChange>;
