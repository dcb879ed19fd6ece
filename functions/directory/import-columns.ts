import { CONSENT_COLUMNS, type ConsentColumn } from "./import-consents.ts";

/** The columns of an import file; all have to be in its header, in any order. Others are ignored. */
export const IMPORT_COLUMNS = [
  "external_id",
  "npi",
  "title",
  "first_name",
  "last_name",
  "specialty",
  "taxonomy_code",
  "kind",
  "institution",
  "country",
  "region",
  "city",
  "time_zone",
  "language",
  "email",
  "mobile",
  "formulary_status",
  "territory",
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Where each column stands in a row, and how many fields a row has. */
export interface Header {
  readonly positions: Readonly<Record<ImportColumn, number>>;
  /** Where a file has them: consents with their evidence. */
  readonly consents: Readonly<Partial<Record<ConsentColumn, number>>>;
  readonly width: number;
}

export type HeaderDecision =
  | { readonly kind: "header"; readonly header: Header }
  | { readonly kind: "refused"; readonly reason: string };

/** Decides whether a file's first row is a header we can read; the reason names what is missing. */
export function decideHeader(fields: readonly string[]): HeaderDecision {
  const names = fields.map((field) => field.trim().toLowerCase());
  const only = names.length === 1 ? (names[0] ?? "") : "";
  const separator = only.includes(";") ? "semicolons" : only.includes("\t") ? "tabs" : undefined;
  if (separator !== undefined) {
    return {
      kind: "refused",
      reason: `This file uses ${separator} between its columns. Save it as CSV with commas (in Excel: Save as, CSV UTF-8, with English number settings) and upload it again.`,
    };
  }
  const missing = IMPORT_COLUMNS.filter((column) => !names.includes(column));
  if (missing.length === IMPORT_COLUMNS.length) {
    return {
      kind: "refused",
      reason: `The first line is not a header. It must name these columns: ${IMPORT_COLUMNS.join(", ")}.`,
    };
  }
  if (missing.length > 0)
    return {
      kind: "refused",
      reason: `The header lacks ${missing.join(", ")}. Add what is missing and upload the file again.`,
    };
  const twice = [...IMPORT_COLUMNS, ...CONSENT_COLUMNS].filter(
    (column) => names.indexOf(column) !== names.lastIndexOf(column),
  );
  if (twice.length > 0)
    return {
      kind: "refused",
      reason: `The header names ${twice.join(", ")} twice. Keep one of each and upload the file again.`,
    };
  const given = CONSENT_COLUMNS.filter((column) => names.includes(column));
  const consents = Object.fromEntries(given.map((column) => [column, names.indexOf(column)]));
  const positions = Object.fromEntries(IMPORT_COLUMNS.map((column) => [column, names.indexOf(column)]));
  return {
    kind: "header",
    header: { positions: positions as Record<ImportColumn, number>, consents, width: names.length },
  };
}
