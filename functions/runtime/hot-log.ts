import type { Logger } from "./log.ts";

/** What a hot function may say: that something failed, with ids and codes (domain-rules 0.2). */
export type HotLog = Pick<Logger, "error">;

/**
 * Lines of the form that Powertools' logger writes, without the logger: its 23 kB are a fifth of the beacon's start
 * above an empty function. A test compares the lines.
 */
export function openHotLog(service: string): HotLog {
  return {
    error(message, ...extra) {
      const fields = Object.assign({}, ...extra) as Record<string, unknown>;
      const line = { level: "ERROR", message, timestamp: new Date().toISOString(), service, ...fields };
      // past console, which Lambda's JSON log format would wrap into a line of its own
      process.stderr.write(
        `${JSON.stringify(line, (_key, value) => (value instanceof Error ? formOf(value) : value))}\n`,
      );
    },
  };
}

function formOf({ name, message, stack, cause }: Error): object {
  return { name, message, stack, ...(cause === undefined ? {} : { cause }) };
}
