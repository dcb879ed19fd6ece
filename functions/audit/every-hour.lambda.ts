import { ENV } from "../../shared/names.ts";
import { businessClock } from "../runtime/clock.ts";
import { env } from "../runtime/env.ts";
import { openObjects } from "../runtime/objects.ts";
import { makeSealDays } from "./archive.ts";

/** Seals the days that are over. */
export const handler = makeSealDays({
  objects: openObjects(),
  bucket: env(ENV.auditArchiveBucket),
  clock: businessClock,
});
