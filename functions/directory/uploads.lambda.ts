import { directoryUploads } from "../../shared/contracts/directory/imports.ts";
import { ENV } from "../../shared/names.ts";
import { recordDenial } from "../runtime/audit.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { postSignerFromEnvironment } from "../runtime/presigned-post.ts";
import { openTables } from "../runtime/tables.ts";
import { importFormSigner } from "./upload-form.ts";
import { makeDirectoryUploads } from "./uploads.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);
const sign = importFormSigner(postSignerFromEnvironment, env(ENV.transferBucket));

/** Upload tickets of imports. */
export const handler = serve(
  directoryUploads,
  makeDirectoryUploads({ tables, auditTable, recordsTable: env(ENV.recordsTable), sign }),
  {
    clock: businessClock,
    log: openLog("directory-uploads"),
    originSecret: env(ENV.originSecret),
    onDenied: ({ userId }, action, objectId, now) =>
      recordDenial(
        tables,
        auditTable,
        { actor: { type: "user", id: userId }, action, objectId, reason: "role" },
        now,
      ),
  },
);
