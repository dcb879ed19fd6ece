import { appendFileSync } from "node:fs";
import type { UsageRecorder } from "../runtime-ports.ts";

/** Which functions, permissions, routes, mappings and rules of the template were really used. */
export interface ResourceUsage extends UsageRecorder {
  /** `kind logicalId`, sorted. */
  used(): string[];
}

/** Notes each resource once; with a file, also there as one JSON line each, so that many runs can be merged. */
export function createResourceUsage(file?: string): ResourceUsage {
  const seen = new Set<string>();
  return {
    record(kind, logicalId) {
      const entry = `${kind} ${logicalId}`;
      if (seen.has(entry)) return;
      seen.add(entry);
      if (file !== undefined) appendFileSync(file, `${JSON.stringify({ kind, logicalId })}\n`);
    },
    used: () => [...seen].sort(),
  };
}
