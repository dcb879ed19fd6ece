import * as z from "zod";
import { Country, Language } from "./channel.ts";
import { ContactHours } from "./contact-hours.ts";
import { PublicHolidays } from "./public-holidays.ts";

/**
 * How consent to a channel has to be given (domain-rules 2.3): `written` = signed and specific to texts (US, TCPA);
 * `opt_in_promotional_wording` = the text must say "promotional" (UK); `opt_in` = prior opt-in.
 */
const ConsentMode = z.enum(["opt_in", "opt_in_promotional_wording", "written"]);

/** At most `count` messages in any `days` × 24 hours (FRQ-2: rolling, never calendar weeks). */
const Limit = z.strictObject({ count: z.int().positive(), days: z.int().positive() });
export type ContactLimit = z.output<typeof Limit>;

/** FRQ-5: after so many messages in a row without a visit the channel rests for so many × 24 hours. */
const Rest = z.strictObject({ messages: z.int().positive(), days: z.int().positive() });

/** Contact caps of domain-rules 5.1. A tenant may lower them; raising needs compliance. */
export const ContactCaps = z.strictObject({
  sms: z.array(Limit),
  email: z.array(Limit),
  all: z.array(Limit),
  sameChannelGapHours: z.int().nonnegative(),
  anyChannelGapHours: z.int().nonnegative(),
  /** A message has to bring at least one version that the HCP was not sent in this many days. */
  sameVersionDays: z.int().nonnegative(),
  /** The same for a piece in any version: it makes the same claims. */
  sameClaimsDays: z.int().nonnegative(),
  /** What brought no visit may be said on the second channel, once, after so many business days. */
  secondChannelBusinessDays: z.int().positive(),
  /** Rests of a channel that brings no visits, the shortest row first. */
  rests: z.array(Rest),
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
 * What carriers have to say before texts of a drug maker may leave (2.6): the channel opens when the programme is
 * active and their written ruling on the exact sample messages is on file.
 */
const Carrier = z.strictObject({
  programme: z.enum(["none", "registered", "active"]),
  ruling: z.strictObject({ reference: z.string().min(1), date: z.iso.date() }).optional(),
});

const Hours = z.int().positive();
const Years = z.int().positive();

/**
 * What a country of practice demands (domain-rules Appendix B). Unknown keys are refused. Every value is a default
 * that the deploying company's counsel confirms, and whose confirmation is the signature of regulatory and privacy.
 */
export const CountryProfile = z
  .strictObject({
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
      /** Absent where no carrier has to be asked. */
      carrier: Carrier.optional(),
      /** Stricter hours of a region of practice (state code), instead of `legalHours`. */
      regionHours: z.record(z.string(), ContactHours).optional(),
      /** Languages in which leaving is understood and answered (2.7), the country's own first. */
      stopWords: z.array(z.enum(["en", "es", "fr", "de", "it"])).min(1),
      /** Carriers here take texts with a picture (MMS), and the picture of an approved piece may be in one. @default no */
      pictures: z.boolean().optional(),
    }),
    email: z.strictObject({
      ...ChannelRules,
      /** The pixel is built into a mail only with the consent `track_opens` (CON-8). */
      pixel: z.enum(["off", "off_unless_track_opens"]),
    }),
    /** Confirmation of a request (2.4): days until it lapses, and how often it may be asked for again. */
    confirmation: z.strictObject({ expiresDays: z.int().positive(), reminders: z.int().min(0).max(1) }),
    /** Consent lapses after so many months without any act of the HCP (2.10). */
    consentMonths: z.int().positive(),
    /** Platform default (CON-6) on the practice's wall clock, inside whatever the law allows. */
    contactHours: ContactHours,
    /** National holidays: closed all day on the practice's calendar (CON-6). */
    holidays: PublicHolidays,
    gate: z.strictObject({
      level: z.enum(["L1", "L2", "L3"]),
      textId: z.string(),
      reaskDays: z.int().positive(),
    }),
    caps: ContactCaps,
    /** Review of what is shown here (MLR-6, 1.5, 1.6, 1.7). */
    review: z.strictObject({
      defaultValidityMonths: z.int().positive(),
      maxValidityMonths: z.int().positive().max(24),
      /** The final form is certified (GB) or authorised by the agency before use (FR). */
      finalForm: z.enum(["approved", "certified", "authorised"]),
      blackTriangle: z.boolean(),
      /** What a rep may type or pick (MLR-12). */
      repFreeText: z.enum(["off", "picklist_only", "text"]),
      /** Control of personal videos by class (1.7). */
      video: z.strictObject({
        greeting: z.enum(["off", "sample", "review"]),
        scripted: z.enum(["off", "review"]),
      }),
    }),
    /** Learning elements (7.6). Points, prizes and rankings have no key: INV-12 allows them nowhere. */
    gamification: z.strictObject({
      quiz: z.enum(["off", "self_check", "on"]),
      ownProgress: z.boolean(),
      anonymousComparison: z.boolean(),
    }),
    /** How long is kept (Appendix D). */
    retention: z.strictObject({
      promotionalRecordYears: Years,
      consentEvidenceYears: Years,
      sendYears: Years,
      inboundTextMonths: z.int().positive(),
      engagementMonths: z.int().positive(),
    }),
    /** Adverse events (PV-1): hours on the wall clock from awareness to transmission. */
    adverseEvents: z.strictObject({ clockHours: Hours }),
    /** Medical information (MI-8): acknowledged automatically, answered within hours of the calendar. */
    medicalInformation: z.strictObject({
      acknowledgeMinutes: z.int().positive(),
      answerHours: Hours,
      calendar: z.enum(["business_days", "every_day"]),
    }),
  })
  .superRefine(({ version, holidays }, context) => {
    // a profile lives into the year after its own, and a year that nobody looked up is closed
    const year = Number(version.slice(0, 4));
    for (const needed of [year, year + 1].map(String)) {
      if (holidays[needed] === undefined)
        context.addIssue({
          code: "custom",
          path: ["holidays", needed],
          message: "must list the public holidays",
        });
    }
  });
export type CountryProfile = z.output<typeof CountryProfile>;

/** The end of a profile's life: twelve months after its date, UTC (Appendix B). */
export function profileEndsAt({ version }: Pick<CountryProfile, "version">): number {
  const [year = 0, month = 1, day = 1] = version.split("-").map(Number);
  return Date.UTC(year + 1, month - 1, day);
}
