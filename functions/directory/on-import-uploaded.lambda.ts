import type { EventBridgeEvent } from "aws-lambda";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openLog } from "../runtime/log.ts";
import { openObjects } from "../runtime/objects.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { makeImportJob } from "./import-job.ts";
import { openFromBucket, uploadOf } from "./uploaded-file.ts";

const secrets = openSecrets();
const job = makeImportJob({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  auditTable: env(ENV.auditTable),
  company: env(ENV.companyName),
  pepper: () => secrets(env(ENV.addressPepperSecret)),
  open: openFromBucket(openObjects(), env(ENV.transferBucket)),
  clock: businessClock,
  log: openLog("directory-import"),
});

/** S3 "Object Created" under imports/ → the import of that file. */
export const handler = async (event: EventBridgeEvent<string, unknown>): Promise<void> => {
  const upload = uploadOf(event);
  if (upload !== undefined) await job(upload);
};
