import { viewingApi } from "../../shared/contracts/media/viewing.ts";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { denials, serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openMediaSigner } from "../runtime/signed-media.ts";
import { openTables } from "../runtime/tables.ts";
import { makeViewing } from "./viewing.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);
const viewing = makeViewing({
  tables,
  auditTable,
  recordsTable: env(ENV.recordsTable),
  signer: openMediaSigner(openSecrets()),
  realNow: Date.now,
});

export const handler = serve(viewingApi, viewing, {
  clock: businessClock,
  log: openLog("media-viewing"),
  originSecret: env(ENV.originSecret),
  onDenied: denials(tables, auditTable),
});
