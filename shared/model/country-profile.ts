import * as z from "zod";
import { Country, Language } from "./channel.ts";
import { ContactHours } from "./contact-hours.ts";

/**
 * How consent to a channel has to be given (domain-rules 2.3): `written` = signed and specific to texts (US, TCPA);
 * `opt_in_promotional_wording` = the text must say "promotional" (UK); `opt_in` = prior opt-in.
 */
const ConsentMode = z.enum(["opt_in", "opt_in_promotional_wording", "written"]);

/** At most `count` messages in any `days` × 24 hours (FRQ-2: rolling, never calendar weeks). */
const Limit = z.strictObject({ count: z.int().positive(), days: z.int().positive() });

/** Contact caps of domain-rules 5.1. A tenant may lower them; raising needs compliance. */
export const ContactCaps = z.strictObject({
  sms: z.array(Limit),
  email: z.array(Limit),
  all: z.array(Limit),
  sameChannelGapHours: z.int().nonnegative(),
  anyChannelGapHours: z.int().nonnegative(),
  /** A message has to bring at least one version that the HCP was not sent in this many days. */
  sameVersionDays: z.int().nonnegative(),
});
export type ContactCaps = z.output<typeof ContactCaps>;

const ChannelRules = {
  enabled: z.boolean(),
  consent: ConsentMode,
  doubleOptIn: z.boolean(),
  /** Legal hours on the recipient's wall clock; absent where the law names none. */
  legalHours: ContactHours.optional(),
};

/**
 * What a country of practice demands (domain-rules Appendix B). Unknown keys are refused. Every value is a default
 * that the deploying company's counsel confirms.
 */
export const CountryProfile = z.strictObject({
  country: Country,
  /** Date of the profile; one older than twelve months switches the country off. */
  version: z.iso.date(),
  languages: z.array(Language).min(1),
  /** Where the company can be written to from this country; stands at the foot of every mail (2.8). */
  postalAddress: z.string().min(1),
  /** The company's own pages in this country: the prescribing information of everything that is promoted here (LINT-4). */
  publicPages: z.strictObject({ prescribing: z.url() }),
  sms: z.strictObject({
    ...ChannelRules,
    /** Stricter hours of a region of practice (state code), instead of `legalHours`. */
    regionHours: z.record(z.string(), ContactHours).optional(),
  }),
  email: z.strictObject(ChannelRules),
  /** Platform default (CON-6) on the practice's wall clock, inside whatever the law allows. */
  contactHours: ContactHours,
  /** National holidays, `yyyy-mm-dd`: closed all day on the practice's calendar (CON-6). */
  holidays: z.array(z.iso.date()),
  gate: z.strictObject({
    level: z.enum(["L1", "L2", "L3"]),
    textId: z.string(),
    reaskDays: z.int().positive(),
  }),
  caps: ContactCaps,
});
export type CountryProfile = z.output<typeof CountryProfile>;
