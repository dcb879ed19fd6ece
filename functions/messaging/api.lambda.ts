import { messagingApi } from "../../shared/contracts/messaging.ts";
import { ENV } from "../../shared/names.ts";
import { recordDenial } from "../runtime/audit.ts";
import { businessClock } from "../runtime/clock.ts";
import { env, optionalEnv } from "../runtime/env.ts";
import { serve } from "../runtime/http.ts";
import { openLog } from "../runtime/log.ts";
import { openProfiles } from "../runtime/profiles.ts";
import { openTables } from "../runtime/tables.ts";
import { makeCompose } from "./compose.ts";
import { makeDryRun } from "./dry-run.ts";
import { makeFollow } from "./follow.ts";
import { makeOpenMailPreview } from "./mail-preview.ts";
import { makeOwnMessages } from "./own-messages.ts";
import { makePreview } from "./preview.ts";
import { readinessOf, textSettings } from "./text-settings.ts";

const tables = openTables();
const auditTable = env(ENV.auditTable);
const deps = {
  tables,
  auditTable,
  recordsTable: env(ENV.recordsTable),
  peopleTable: env(ENV.peopleTable),
  insightsTable: env(ENV.insightsTable),
  hcpOrigin: env(ENV.hcpOrigin),
  company: env(ENV.companyName),
  profiles: openProfiles(env(ENV.profileSigners)),
  providers: readinessOf(textSettings(optionalEnv)),
};

/** Composing, following and cancelling messages, and asking the gate. */
export const handler = serve(
  messagingApi,
  {
    composeMessage: makeCompose(deps),
    dryRun: makeDryRun(deps),
    previewInvitation: makePreview(deps),
    openMailPreview: makeOpenMailPreview(deps),
    listOwnMessages: makeOwnMessages(deps),
    ...makeFollow(deps),
  },
  {
    clock: businessClock,
    log: openLog("messaging"),
    originSecret: env(ENV.originSecret),
    onDenied: (caller, action, path, now) =>
      recordDenial(
        tables,
        auditTable,
        { actor: { type: "user", id: caller.userId }, action, objectId: path, reason: "role" },
        now,
      ),
  },
);
