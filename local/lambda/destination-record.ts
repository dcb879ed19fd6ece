import type { InvokeResult } from "../runtime-ports.ts";

type FailureCondition = "RetriesExhausted" | "EventAgeExceeded";

export interface FailedInvocation {
  readonly requestId: string;
  readonly functionArn: string;
  readonly condition: FailureCondition;
  readonly attempts: number;
  readonly event: unknown;
  readonly result: Extract<InvokeResult, { ok: false }>;
  readonly at: Date;
}

/** What Lambda sends to the on-failure destination of an asynchronous invocation. */
export function destinationRecord(failed: FailedInvocation): object {
  return {
    version: "1.0",
    timestamp: failed.at.toISOString(),
    requestContext: {
      requestId: failed.requestId,
      functionArn: `${failed.functionArn}:$LATEST`,
      condition: failed.condition,
      approximateInvokeCount: failed.attempts,
    },
    requestPayload: failed.event,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: errorPayload(failed.result),
  };
}

/** The payload of a function error, as Invoke answers it and destinations carry it. */
export function errorPayload(result: Extract<InvokeResult, { ok: false }>): object {
  const { errorType, errorMessage, trace } = result;
  return { errorType, errorMessage, ...(trace === undefined ? {} : { trace }) };
}

/** The attributes Lambda adds to an event that goes to a function's dead-letter queue as it is. */
export function deadLetterAttributes(failed: FailedInvocation): Readonly<Record<string, string>> {
  return {
    RequestID: failed.requestId,
    ErrorCode: "200",
    // An attribute value may not be empty; Lambda keeps the first kilobyte.
    ErrorMessage: failed.result.errorMessage.slice(0, 1024) || "Unhandled",
  };
}
