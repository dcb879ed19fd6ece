import type { RowProblem } from "../../shared/contracts/directory/imports.ts";
import { Channel } from "../../shared/model/channel.ts";
import type { Instant } from "../../shared/model/time.ts";
import { importedConsentParts } from "../consent/conditions.ts";
import { backOff, transact } from "../runtime/transaction.ts";
import { findByExternalId, type ImportPersonDeps, type RowOrigin } from "./import-person.ts";

/** Columns that a file may have besides the people: a consent for a channel with its evidence (CON-4). */
const FIELDS = ["consent_day", "consent_text", "consent_reference"] as const;
export const CONSENT_COLUMNS = Channel.options.flatMap((channel) =>
  FIELDS.map((field) => `${channel}_${field}` as const),
);
export type ConsentColumn = (typeof CONSENT_COLUMNS)[number];

/** The consent columns of a row, as far as the file has them; values exactly as in the file. */
export type ConsentCells = Readonly<Partial<Record<ConsentColumn, string>>>;

const ATTEMPTS = 10;
const COLUMN = {
  day: "consent_day",
  textVersion: "consent_text",
  reference: "consent_reference",
  channel: "consent_day",
} as const;

/**
 * Brings in the consents that a row claims for somebody who is in. What lacks its evidence lands as none: the reasons
 * are for the report. A second run of a row finds its events and adds none.
 * @throws Error when rivals kept winning; the run is then repeated
 */
export async function importConsents(
  deps: ImportPersonDeps & { readonly recordsTable: string; readonly company: string },
  externalId: string,
  cells: ConsentCells,
  origin: RowOrigin,
  now: Instant,
): Promise<{ readonly recorded: number; readonly problems: readonly RowProblem[] }> {
  const problems: RowProblem[] = [];
  let recorded = 0;
  for (const channel of Channel.options) {
    const cell = (field: (typeof FIELDS)[number]) => cells[`${channel}_${field}`] ?? "";
    // a row that says nothing about a channel claims nothing
    if (FIELDS.every((field) => cell(field).trim() === "")) continue;
    const [day, textVersion, reference] = FIELDS.map(cell);
    const claimed = { channel, day: day ?? "", textVersion: textVersion ?? "", reference: reference ?? "" };
    const problem = await importOne(deps, externalId, claimed, origin, now);
    if (problem === undefined) recorded += 1;
    else problems.push({ column: `${channel}_${COLUMN[problem.field]}`, reason: problem.reason });
  }
  return { recorded, problems };
}

async function importOne(
  deps: ImportPersonDeps & { readonly recordsTable: string; readonly company: string },
  externalId: string,
  claimed: Parameters<typeof importedConsentParts>[2],
  origin: RowOrigin,
  now: Instant,
) {
  const by = { type: "user", id: origin.requestedBy, role: "admin" } as const;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const hcp = await findByExternalId(deps, externalId);
    if (hcp === undefined) throw new Error(`the person of row ${origin.row} is not in`);
    const decided = await importedConsentParts(deps, hcp, claimed, by, now);
    if (decided.kind === "none") return decided;
    if (decided.kind === "known") return undefined;
    if ((await transact(deps.tables, decided.parts)).kind === "committed") return undefined;
    await backOff(attempt);
  }
  throw new Error(`a consent in row ${origin.row} of ${origin.importId} met a rival ${ATTEMPTS} times`);
}
