import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openHotLog } from "../runtime/hot-log.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { makeBeacons } from "./beacons.ts";

const secrets = openSecrets();

export const handler = makeBeacons({
  tables: openTables(),
  engagementTable: env(ENV.engagementTable),
  sessionKey: () => secrets(env(ENV.sessionKeySecret)),
  originSecret: env(ENV.originSecret),
  clock: businessClock,
  log: openHotLog("engagement-beacons"),
});
