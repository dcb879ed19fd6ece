import { PutObjectCommand } from "@aws-sdk/client-s3";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openObjects } from "../runtime/objects.ts";
import { openSecrets } from "../runtime/secrets.ts";
import { openTables } from "../runtime/tables.ts";
import { makeLakeWriter } from "./on-engagement.ts";

const objects = openObjects();
const secrets = openSecrets();
const bucket = env(ENV.lakeBucket);

export const handler = makeLakeWriter({
  tables: openTables(),
  recordsTable: env(ENV.recordsTable),
  put: async (key, body) => {
    await objects.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
  },
  pseudonymKey: () => secrets(env(ENV.pseudonymKeySecret)),
  clock: businessClock,
});
