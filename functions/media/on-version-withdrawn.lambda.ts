import { S3Client } from "@aws-sdk/client-s3";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openTables } from "../runtime/tables.ts";
import { openMediaFiles } from "./s3-files.ts";
import { makeVersionWithdrawn } from "./version-withdrawn.ts";

/** content.version_withdrawn and media.asset_withdrawn on the domain bus. */
export const handler = makeVersionWithdrawn({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  auditTable: env(ENV.auditTable),
  files: openMediaFiles(new S3Client({}), env(ENV.mediaBucket)),
  clock: businessClock,
});
