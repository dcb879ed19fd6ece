import { resolve } from "node:path";

/** Where the grants and resources are noted that the journeys use. */
export const USAGE_FILE = resolve(import.meta.dirname, "../../coverage/journeys/usage.jsonl");
