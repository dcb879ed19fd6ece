import type { SendOutcome } from "./message-sender.ts";

type Refusal = Omit<Extract<SendOutcome, { kind: "refused" }>, "kind" | "code">;

/** Errors that happen before a single byte of the request has left. */
const NEVER_LEFT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CredentialsProviderError"]);

/** It may pass in a minute. */
const BUSY: Refusal = { permanent: false };
/** This message will not pass; others may. */
const NO: Refusal = { permanent: true };
/** No message will pass until a person or a month has changed something: messages wait and the queue spends no tries. */
const CLOSED: Refusal = { permanent: false, action: "hold_channel" };
/** The person opted out at the carrier: a withdrawal like any other (aws-facts 1.2, CON-13). */
const OPTED_OUT: Refusal = { permanent: true, action: "withdraw" };
/** Nobody can be reached there (domain-rules 2.9). */
const DEAD: Refusal = { permanent: true, action: "suppress" };

/**
 * What the providers' refusals mean, by the reason that End User Messaging gives, else by the exception's name. What is
 * not listed is asked again later: the channel's own limits end that (seven days, Appendix A).
 */
const REFUSALS: Readonly<Record<string, Refusal>> = {
  // End User Messaging: reasons
  DESTINATION_PHONE_NUMBER_OPTED_OUT: OPTED_OUT,
  DESTINATION_PHONE_NUMBER_NOT_VERIFIED: NO,
  DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: NO,
  DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: NO,
  DESTINATION_COUNTRY_BLOCKED: NO,
  COUNTRY_NOT_ENABLED: NO,
  INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: NO,
  PRICE_OVER_THRESHOLD: NO,
  MAXIMUM_SIZE_EXCEEDED: NO,
  MEDIA_TYPE_NOT_SUPPORTED: NO,
  RESOURCE_NOT_ACCESSIBLE: NO,
  NO_ORIGINATION_IDENTITIES_FOUND: CLOSED,
  RESOURCE_NOT_ACTIVE: CLOSED,
  MESSAGE_TYPE_MISMATCH: CLOSED,
  NUMBER_CAPABILITIES_MISMATCH: CLOSED,
  CHANNEL_NOT_ENABLED: CLOSED,
  ACCOUNT_DISABLED: CLOSED,
  INSUFFICIENT_ACCOUNT_REPUTATION: CLOSED,
  // all providers: exceptions. A spent limit is a ServiceQuotaExceededException, whichever it is
  ThrottlingException: BUSY,
  TooManyRequestsException: BUSY,
  ServiceQuotaExceededException: CLOSED,
  LimitExceededException: CLOSED,
  SendingPausedException: CLOSED,
  AccountSuspendedException: CLOSED,
  MailFromDomainNotVerifiedException: CLOSED,
  AccessDeniedException: CLOSED,
  ForbiddenException: CLOSED,
  NotFoundException: CLOSED,
  ResourceNotFoundException: CLOSED,
  BadRequestException: NO,
  ConflictException: NO,
  MessageRejected: NO,
  PayloadTooLargeException: NO,
  ValidationException: NO,
};

function known(code: string): Refusal | undefined {
  return Object.hasOwn(REFUSALS, code) ? REFUSALS[code] : undefined;
}

/**
 * Pure: reads a failed call. A 4xx answer, or a request that never left, is a definite refusal. A timeout, a reset, a
 * 5xx, an answer that cannot be read or anything not understood is unknown: the provider may have taken the message.
 */
export function outcomeOfFailure(error: unknown): SendOutcome {
  if (!(error instanceof Error)) return { kind: "unknown", cause: "not_an_error" };
  const details = error as {
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly code?: unknown;
    readonly Reason?: unknown;
    readonly Fields?: readonly { readonly Name?: string }[];
  };
  const code = typeof details.code === "string" ? details.code : error.name;
  const status = details.$metadata?.httpStatusCode;
  if (status !== undefined && status >= 400 && status < 500 && status !== 408) {
    const reason = typeof details.Reason === "string" ? details.Reason : error.name;
    if (details.Fields?.some(({ Name }) => Name === "DestinationPhoneNumber") === true)
      return { kind: "refused", code: reason, ...DEAD };
    return { kind: "refused", code: reason, ...(known(reason) ?? known(error.name) ?? BUSY) };
  }
  if (status === undefined && NEVER_LEFT.has(code)) return { kind: "refused", code, ...BUSY };
  return { kind: "unknown", cause: code };
}

/**
 * Pure: what Pinpoint says about one address: only an answer that says "not sent" is a refusal. A permanent failure is
 * said of a dead number, a blocked country and a bad mailbox alike, so that it ends this message and condemns no
 * address (2.9): a carrier's report says which number is dead.
 */
export function outcomeOfResult(
  result:
    | { readonly DeliveryStatus?: string | undefined; readonly MessageId?: string | undefined }
    | undefined,
): SendOutcome {
  switch (result?.DeliveryStatus) {
    case "SUCCESSFUL":
      return result.MessageId === undefined
        ? { kind: "unknown", cause: "no_message_id" }
        : { kind: "accepted", providerMessageId: result.MessageId };
    case "THROTTLED":
      return { kind: "refused", code: "THROTTLED", ...BUSY };
    case "OPT_OUT":
      return { kind: "refused", code: "OPT_OUT", ...OPTED_OUT };
    case "PERMANENT_FAILURE":
      return { kind: "refused", code: "PERMANENT_FAILURE", ...NO };
    default:
      // a temporary failure or a timeout may still arrive
      return { kind: "unknown", cause: result?.DeliveryStatus ?? "no_result" };
  }
}
