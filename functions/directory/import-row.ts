import type { RowProblem } from "../../shared/contracts/directory/imports.ts";
import { Country, Language } from "../../shared/model/channel.ts";
import { EmailAddress, FormularyStatus, HcpKind, HcpMasterData, Territory } from "../../shared/model/hcp.ts";
import { isTimeZone } from "../../shared/model/time.ts";
import { textFault } from "../../shared/model/visible-text.ts";
import type { ImportColumn } from "./import-columns.ts";
import { mobileNumber } from "./mobile-number.ts";
import { isNpi } from "./npi.ts";

/** One row of a file, by column; values exactly as in the file. */
export type ImportRow = Readonly<Record<ImportColumn, string>>;

/** Problems are in the order of the file's columns; `externalId` is there when it can be told. */
export type RowDecision =
  | { readonly kind: "kept"; readonly person: HcpMasterData }
  | {
      readonly kind: "refused";
      readonly externalId: string | undefined;
      readonly problems: readonly [RowProblem, ...RowProblem[]];
    };

/** What spreadsheets would run as a formula, also in its full-width forms. */
const FORMULA = /^[\s]*[=+\-@\t\r＝＋－＠]/u;

/** Web and mail addresses: a name that a mail program turns into a link would be a link in our invitation. */
const ADDRESS = /:\/\/|\bwww\.|@\S+\.\w|[\p{L}\d]\.(?:com|net|org|info|biz|io|co|ru|xyz|top|link|click)\b/iu;

/**
 * Decides whether a row describes an HCP. Reasons are in a person's words and never repeat the value: they end in
 * reports that travel by mail.
 * @param earlierIds external ids of the rows before; the first of several stays
 */
export function decideRow(row: ImportRow, earlierIds: ReadonlySet<string>): RowDecision {
  const problems: RowProblem[] = [];
  const refuse = (column: ImportColumn, reason: string): undefined => {
    problems.push({ column, reason });
    return undefined;
  };
  /** A text that people will see: safe to open in a spreadsheet, of bearable length. */
  const text = (column: ImportColumn, name: string, most = 120): string | undefined => {
    const value = row[column];
    if (value.trim() === "") return undefined;
    if (FORMULA.test(value))
      return refuse(column, `${name} starts with a sign that a spreadsheet runs as a formula.`);
    const fault = textFault(value, "one");
    if (fault !== undefined) return refuse(column, `${name} ${fault}.`);
    if (ADDRESS.test(value)) return refuse(column, `${name} looks like a web or mail address.`);
    if (value.length > most) return refuse(column, `${name} is longer than ${most} characters.`);
    return value.trim().normalize("NFC");
  };
  const required = (column: ImportColumn, name: string): string | undefined =>
    row[column].trim() === "" ? refuse(column, `${name} is missing.`) : text(column, name);
  /** A value that a pattern or a list decides; an empty one is no value. */
  const checked = <T>(
    column: ImportColumn,
    read: (value: string) => T | undefined,
    reason: string,
  ): T | undefined => {
    const value = row[column].trim();
    return value === "" ? undefined : (read(value) ?? refuse(column, reason));
  };
  const demanded = <T>(
    column: ImportColumn,
    name: string,
    read: (value: string) => T | undefined,
    reason: string,
  ) => (row[column].trim() === "" ? refuse(column, `${name} is missing.`) : checked(column, read, reason));

  const externalId = demanded(
    "external_id",
    "The external id",
    readExternalId,
    "The external id may have letters, digits and . _ : / - only, at most 64 of them.",
  );
  if (externalId !== undefined && earlierIds.has(externalId))
    refuse("external_id", "An earlier row of this file has the same external id.");
  const npi = checked(
    "npi",
    (value) => (isNpi(value) ? value : undefined),
    "The NPI is not valid: ten digits beginning with 1 or 2, and the last one does not check.",
  );
  const title = text("title", "The title", 40);
  const firstName = required("first_name", "The first name");
  const lastName = required("last_name", "The last name");
  const specialty = required("specialty", "The specialty");
  const taxonomyCode = checked(
    "taxonomy_code",
    (value) => (/^[0-9A-Z]{10}$/.test(value) ? value : undefined),
    "The taxonomy code must have ten digits and capital letters.",
  );
  const kind = demanded(
    "kind",
    "The kind",
    (value) => HcpKind.safeParse(value).data,
    "The kind must be academic, community or administrator.",
  );
  const institution = text("institution", "The institution");
  const country = demanded(
    "country",
    "The country of practice",
    (value) => Country.safeParse(value).data,
    `The country of practice must be one of ${Country.options.join(", ")}.`,
  );
  // the hours of a state are found by its code (domain-rules 2.3)
  const region =
    country === "US"
      ? checked(
          "region",
          (value) => (/^[A-Za-z]{2}$/.test(value) ? value.toUpperCase() : undefined),
          "The region of a US practice must be the code of a state, such as TX.",
        )
      : text("region", "The region");
  const city = text("city", "The city");
  const timeZone = demanded(
    "time_zone",
    "The time zone",
    // a zone without a place, such as EST, keeps its offset in summer (domain-rules 5.2)
    (value) => (isTimeZone(value) && /^(?!Etc\/).+\//i.test(value) ? value : undefined),
    "The time zone is unknown: use an IANA name such as Europe/Berlin.",
  );
  const language = demanded(
    "language",
    "The language",
    (value) => Language.safeParse(value).data,
    "The language must have a region, such as en-GB.",
  );
  const email = checked(
    "email",
    (value) => EmailAddress.safeParse(value).data,
    "The e-mail address is malformed.",
  );
  const mobile =
    country === undefined
      ? undefined
      : checked(
          "mobile",
          (value) => mobileNumber(value, country),
          "The mobile number is impossible for the country of practice.",
        );
  const formularyStatus = checked(
    "formulary_status",
    (value) => FormularyStatus.safeParse(value).data,
    `The formulary status must be one of ${FormularyStatus.options.join(", ")}.`,
  );
  const territory = demanded(
    "territory",
    "The territory",
    (value) => Territory.safeParse(value).data,
    "The territory must be a code such as US-NE-01.",
  );

  const [first, ...rest] = problems;
  if (first !== undefined) return { kind: "refused", externalId, problems: [first, ...rest] };
  const mandatory = {
    externalId,
    firstName,
    lastName,
    specialty,
    kind,
    country,
    timeZone,
    language,
    territory,
  };
  const optional = { npi, title, taxonomyCode, institution, region, city, email, mobile, formularyStatus };
  return { kind: "kept", person: HcpMasterData.parse({ ...mandatory, ...optional }) };
}

function readExternalId(value: string): string | undefined {
  return /^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$/.test(value) ? value : undefined;
}
