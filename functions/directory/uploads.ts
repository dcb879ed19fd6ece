import type { directoryUploads } from "../../shared/contracts/directory/imports.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import type { UploadTicket } from "../../shared/contracts/media/uploads.ts";
import { ImportId } from "../../shared/model/ids.ts";
import { instantText } from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import type { HandlersOf } from "../runtime/http.ts";
import { newId } from "../runtime/ids.ts";
import { transactFresh } from "../runtime/transaction.ts";
import { type ImportRecord, importParts } from "./import-store.ts";
import type { RecordsTable } from "./territory-store.ts";

/** Signs a form by which one CSV file of bearable size can be posted to the place of this import. */
export type SignUpload = (importId: ImportId) => Promise<UploadTicket>;

export type DirectoryUploadsDeps = RecordsTable & { readonly auditTable: string; readonly sign: SignUpload };

/** Handlers that start an import. Nothing happens to anybody's data before the file has arrived. */
export function makeDirectoryUploads(deps: DirectoryUploadsDeps): HandlersOf<typeof directoryUploads> {
  return {
    startImport: async ({ body, caller, context: { now } }) => {
      const importId = ImportId.parse(newId("imp", now));
      const upload = await deps.sign(importId);
      const record: ImportRecord = {
        importId,
        rev: 1,
        state: "awaiting_upload",
        ...(body.fileName === undefined ? {} : { fileName: body.fileName }),
        counts: { rows: 0, kept: 0, updated: 0, refused: 0, consents: 0, withoutEvidence: 0 },
        line: 0,
        requestedBy: caller.userId,
        requestedAt: instantText(now),
      };
      const fact = {
        actor: { type: "user", id: caller.userId, role: "admin" },
        action: "directory.import.request",
        object: { type: "Import", id: importId },
      } as const;
      const outcome = await transactFresh(deps.tables, async () => [
        ...importParts(deps.recordsTable, record),
        await auditPart(deps.tables, deps.auditTable, fact, now),
      ]);
      if (outcome.kind === "committed") return { importId, upload };
      throw new AppError("unavailable", "The import did not start. Try again.");
    },
  };
}
