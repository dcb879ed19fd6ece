import type { SendOutcome } from "./message-sender.ts";

/** Errors that happen before a single byte of the request has left. */
const NEVER_LEFT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CredentialsProviderError"]);

/** Client errors that will not change by trying later. All other 4xx are about quota, throttling or our own set-up. */
const PERMANENT = new Set([
  "BadRequestException",
  "MailFromDomainNotVerifiedException",
  "MessageRejected",
  "NotFoundException",
  "ValidationException",
]);

/**
 * Pure: reads a failed call. A 4xx answer, or a request that never left, is a definite refusal. A timeout, a reset, a
 * 5xx or anything not understood is unknown: the provider may have taken the message.
 */
export function outcomeOfFailure(error: unknown): SendOutcome {
  if (!(error instanceof Error)) return { kind: "unknown", cause: "not_an_error" };
  const details = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly code?: unknown;
  };
  const code = typeof details.code === "string" ? details.code : error.name;
  const status = details.$metadata?.httpStatusCode;
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    return { kind: "refused", code: error.name, permanent: PERMANENT.has(error.name) };
  }
  if (status === undefined && NEVER_LEFT.has(code)) return { kind: "refused", code, permanent: false };
  return { kind: "unknown", cause: code };
}
