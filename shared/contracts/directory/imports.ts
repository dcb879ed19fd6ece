import * as z from "zod";
import { lineText } from "../../model/free-text.ts";
import { ImportId } from "../../model/ids.ts";
import { InstantText } from "../../model/time.ts";
import { apiGroup } from "../endpoint.ts";
import { UploadTicket } from "../media/uploads.ts";

/** Largest file an import takes, bytes, and the most rows below its header. */
export const MAX_IMPORT_BYTES = 20 * 1024 * 1024;
export const MAX_IMPORT_ROWS = 10_000;

/** One reason why a row was refused, in a person's words and never with the value itself. */
export const RowProblem = z.object({ column: z.string(), reason: z.string() });
export type RowProblem = z.output<typeof RowProblem>;

/** A refused row: the first problem on top, all of them below. `row` is the line of the file, the header being 1. */
export const RefusedRow = RowProblem.extend({
  row: z.int().positive(),
  externalId: z.string().optional(),
  problems: z.array(RowProblem).min(1),
  /** The person came in; only the consent that the row claims did not, for want of evidence (CON-4). */
  kept: z.literal(true).optional(),
});
export type RefusedRow = z.output<typeof RefusedRow>;

export const ImportState = z.enum(["awaiting_upload", "uploaded", "running", "done", "failed"]);
export type ImportState = z.output<typeof ImportState>;

/** How many rows were read so far, and what became of them: `kept` = people who are in now, `updated` of them known before. */
export const ImportCounts = z.object({
  rows: z.int().nonnegative(),
  kept: z.int().nonnegative(),
  updated: z.int().nonnegative(),
  refused: z.int().nonnegative(),
  /** Consents that came in with their evidence, and rows that claimed one without it. */
  consents: z.int().nonnegative().default(0),
  withoutEvidence: z.int().nonnegative().default(0),
});
export type ImportCounts = z.output<typeof ImportCounts>;

/** An import in the list of all. */
export const ImportSummary = z.object({
  importId: ImportId,
  state: ImportState,
  fileName: z.string().optional(),
  /** Why nothing, or no more, came in, and what to do; only in state `failed`. */
  failure: z.string().optional(),
  /** Rows in the file, known from `running` on. */
  total: z.int().nonnegative().optional(),
  counts: ImportCounts,
  requestedAt: InstantText,
  finishedAt: InstantText.optional(),
});
/** The same with the rows that it refused. */
export const ImportView = ImportSummary.extend({
  refused: z.array(RefusedRow),
  /** Gives the next refused rows. */
  cursor: z.string().optional(),
});

/** The endpoint that hands out upload tickets; apart, because signing needs the S3 client's code. */
export const directoryUploads = apiGroup({
  entry: "directory/uploads",
  site: "app",
  endpoints: {
    startImport: {
      kind: "json",
      method: "POST",
      path: "/api/imports",
      who: ["admin"],
      summary: "Start an import of HCPs and get a form for S3 to upload the CSV file with",
      body: z.object({
        /** For people who look for it later; the file itself decides what it is. */
        fileName: lineText(1, 255).optional(),
      }),
      status: 201,
      returns: z.object({ importId: ImportId, upload: UploadTicket }),
    },
  },
});
