import * as z from "zod";

/** How a message reaches an HCP. */
export const Channel = z.enum(["sms", "email"]);
export type Channel = z.output<typeof Channel>;

/** Countries that ship with a profile; an HCP's country of practice decides what applies (MLR-9). */
export const Country = z.enum(["US", "DE", "GB", "FR", "IE"]);
export type Country = z.output<typeof Country>;

/** BCP 47 language tag with region, e.g. `en-IE`. */
export const Language = z
  .string()
  .regex(/^[a-z]{2}-[A-Z]{2}$/, "must be a language with region such as en-IE");
