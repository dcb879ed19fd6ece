import * as z from "zod";
import { Country, Language } from "./channel.ts";
import { HcpId, Sha256 } from "./ids.ts";
import { InstantText, TimeZoneId } from "./time.ts";

export const HcpKind = z.enum(["academic", "community", "administrator"]);
export type HcpKind = z.output<typeof HcpKind>;

/** No message leaves to anyone who is not `active` (send gate, step 3). */
export const HcpStatus = z.enum(["active", "inactive", "deceased", "no_contact"]);
export type HcpStatus = z.output<typeof HcpStatus>;

export const FormularyStatus = z.enum([
  "preferred",
  "covered",
  "not-covered",
  "prior-authorization",
  "unknown",
]);

/** Code of a sales territory, e.g. `US-NE-01`. */
export const Territory = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{0,30}$/, "must be a territory code such as US-NE-01");

/** Phone number in E.164: plus sign, country code, at most 15 digits. */
const E164 = z.string().regex(/^\+[1-9]\d{6,14}$/, "must be a number in international form");

/** E-mail address as it is stored: lower case, at most 254 characters. */
export const EmailAddress = z
  .email("is not an e-mail address")
  .max(254, "is longer than 254 characters")
  .toLowerCase();

/** Facts about an HCP that a company's master data brings; an import replaces exactly these. */
export const HcpMasterData = z.object({
  externalId: z.string().min(1).max(64),
  npi: z.string().optional(),
  title: z.string().optional(),
  firstName: z.string().min(1),
  lastName: z.string().min(1),
  specialty: z.string().min(1),
  taxonomyCode: z.string().optional(),
  kind: HcpKind,
  institution: z.string().optional(),
  country: Country,
  region: z.string().optional(),
  city: z.string().optional(),
  timeZone: TimeZoneId,
  language: Language,
  email: EmailAddress.optional(),
  mobile: E164.optional(),
  formularyStatus: FormularyStatus.optional(),
  territory: Territory,
});
export type HcpMasterData = z.output<typeof HcpMasterData>;

/** How a mail addresses somebody: `Dr. Becker`; without a title the whole name. */
export function nameInMails(hcp: Pick<HcpMasterData, "title" | "firstName" | "lastName">): string {
  return `${hcp.title || hcp.firstName} ${hcp.lastName}`;
}

/** A healthcare professional. The keyed hashes of the addresses let consent and suppression know an address. */
export const Hcp = HcpMasterData.extend({
  hcpId: HcpId,
  // judged when it came in: asking Intl again on every read costs a fresh function 9 ms before its first answer
  timeZone: z.string().min(1),
  status: HcpStatus,
  emailHash: Sha256.optional(),
  mobileHash: Sha256.optional(),
  /** When somebody answered that the number is theirs and not this person's (CON-3). */
  mobileDoubtedAt: InstantText.optional(),
  rev: z.int().positive(),
});
export type Hcp = z.output<typeof Hcp>;

/** The keyed hash of the address by which a channel reaches the person; undefined when there is none. */
export function addressHashOf(
  hcp: Pick<Hcp, "emailHash" | "mobileHash">,
  channel: "sms" | "email",
): Sha256 | undefined {
  return channel === "email" ? hcp.emailHash : hcp.mobileHash;
}
