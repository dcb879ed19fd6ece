import { Logger } from "@aws-lambda-powertools/logger";

export type { Logger };

/**
 * The structured logger of a function. Log ids, codes and counts only: never an address, a number, a token, free
 * text or a whole event (domain-rules 0.2).
 */
export function openLog(serviceName: string): Logger {
  return new Logger({ serviceName, logLevel: "INFO" });
}
