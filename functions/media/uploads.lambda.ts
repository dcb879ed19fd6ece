import { uploadsApi } from "../../shared/contracts/media/uploads.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { postSignerFromEnvironment, presignedPost } from "../runtime/presigned-post.ts";
import { openTables } from "../runtime/tables.ts";
import { openPartStore } from "./part-store.ts";
import { makeUploads } from "./uploads.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);
const bucket = env(ENV.mediaBucket);
const uploads = makeUploads({
  tables,
  auditTable,
  recordsTable: env(ENV.recordsTable),
  bucket,
  parts: openPartStore(bucket, postSignerFromEnvironment),
  signForm: (rules) => presignedPost(postSignerFromEnvironment(), rules, Date.now()),
});

export const handler = serve(uploadsApi, uploads, {
  clock: businessClock,
  log: openLog("media-uploads"),
  originSecret: env(ENV.originSecret),
  onDenied: denials(tables, auditTable),
});
