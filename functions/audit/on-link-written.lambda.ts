import { ENV } from "../../shared/names.ts";
import { env } from "../runtime/env.ts";
import { openObjects } from "../runtime/objects.ts";
import { makeArchive } from "./archive.ts";

/** Audit table's stream → object-locked archive. */
export const handler = makeArchive({ objects: openObjects(), bucket: env(ENV.auditArchiveBucket) });
