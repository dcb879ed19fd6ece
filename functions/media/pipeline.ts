import { MediaConvertClient } from "@aws-sdk/client-mediaconvert";
import { S3Client } from "@aws-sdk/client-s3";
import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openTables } from "../runtime/tables.ts";
import { openTranscoder } from "./media-convert.ts";
import { openMediaFiles } from "./s3-files.ts";

/** What the three entries of the pipeline share, from the environment. Called by entry points only. */
export function pipelineFromEnvironment() {
  const bucket = env(ENV.mediaBucket);
  return {
    tables: openTables(),
    recordsTable: env(ENV.recordsTable),
    auditTable: env(ENV.auditTable),
    files: openMediaFiles(new S3Client({}), bucket),
    transcoder: openTranscoder(new MediaConvertClient({}), bucket),
    bucket,
    transcodeRoleArn: env(ENV.transcodeRoleArn),
    clock: businessClock,
  };
}
