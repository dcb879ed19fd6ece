import type { InvokeResult } from "../runtime-ports.ts";

/** Lambda's limits of payloads, in bytes. */
export const maxSyncRequestBytes = 6 * 1024 * 1024;
export const maxAsyncRequestBytes = 1024 * 1024;
const maxResponseBytes = 6 * 1024 * 1024 + 100;

/** An error as Lambda's Node runtime reports it. */
export interface RuntimeError {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

export function runtimeError({ errorType, errorMessage, trace }: RuntimeError): InvokeResult {
  return { ok: false, errorType, errorMessage, ...(trace === undefined ? {} : { trace }) };
}

/** A handler's return value, JSON as it left the worker. */
export function parsePayload(payload: string): InvokeResult {
  const bytes = Buffer.byteLength(payload);
  if (bytes > maxResponseBytes) {
    return runtimeError({
      errorType: "Function.ResponseSizeTooLarge",
      errorMessage: `Response payload size exceeded maximum allowed payload size (${maxResponseBytes} bytes).`,
    });
  }
  return { ok: true, payload: JSON.parse(payload) };
}

export function timedOut(requestId: string, seconds: number, at: Date): InvokeResult {
  return runtimeError({
    errorType: "Sandbox.Timedout",
    errorMessage: `${at.toISOString()} ${requestId} Task timed out after ${seconds.toFixed(2)} seconds`,
  });
}

/** A process that ended in the middle of an invocation; `cause` is its exit status or `signal: …`. */
export function exited(requestId: string, cause: number | string): InvokeResult {
  const reason =
    cause === 0
      ? "Runtime exited without providing a reason"
      : `Runtime exited with error: ${typeof cause === "number" ? `exit status ${cause}` : cause}`;
  return runtimeError({
    errorType: "Runtime.ExitError",
    errorMessage: `RequestId: ${requestId} Error: ${reason}`,
  });
}

/** An invocation that never reached the handler. */
export function notReached(errorType: string, errorMessage: string): InvokeResult {
  return { ok: false, errorType, errorMessage, reached: false };
}
