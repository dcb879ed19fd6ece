import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { outcomeOfFailure, outcomeOfResult } from "./send-failure.ts";

function failure(name: string, httpStatusCode: number | undefined, more: object = {}): Error {
  const metadata = httpStatusCode === undefined ? {} : { httpStatusCode };
  return Object.assign(new Error("no"), { name, $metadata: metadata, ...more });
}

describe("a failed call", () => {
  it.each([
    ["TooManyRequestsException", undefined, false, undefined],
    ["ThrottlingException", undefined, false, undefined],
    ["LimitExceededException", undefined, false, "hold_channel"],
    ["SendingPausedException", undefined, false, "hold_channel"],
    ["AccountSuspendedException", undefined, false, "hold_channel"],
    ["MailFromDomainNotVerifiedException", undefined, false, "hold_channel"],
    ["NotFoundException", undefined, false, "hold_channel"],
    ["AccessDeniedException", undefined, false, "hold_channel"],
    ["AccessDeniedException", "ACCOUNT_DISABLED", false, "hold_channel"],
    ["AccessDeniedException", "INSUFFICIENT_ACCOUNT_REPUTATION", false, "hold_channel"],
    ["ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT", false, "hold_channel"],
    ["ServiceQuotaExceededException", "MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA", false, "hold_channel"],
    ["ConflictException", "NO_ORIGINATION_IDENTITIES_FOUND", false, "hold_channel"],
    ["ConflictException", "RESOURCE_NOT_ACTIVE", false, "hold_channel"],
    ["ConflictException", "MESSAGE_TYPE_MISMATCH", false, "hold_channel"],
    ["ConflictException", "DESTINATION_PHONE_NUMBER_OPTED_OUT", true, "withdraw"],
    ["ConflictException", "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION", true, undefined],
    ["ConflictException", "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE", true, undefined],
    ["ConflictException", "DESTINATION_PHONE_NUMBER_NOT_VERIFIED", true, undefined],
    ["ValidationException", "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY", true, undefined],
    ["ValidationException", "COUNTRY_NOT_ENABLED", true, undefined],
    ["ValidationException", "DESTINATION_COUNTRY_BLOCKED", true, undefined],
    ["ValidationException", "PRICE_OVER_THRESHOLD", true, undefined],
    ["ValidationException", "MAXIMUM_SIZE_EXCEEDED", true, undefined],
    ["ValidationException", "MEDIA_TYPE_NOT_SUPPORTED", true, undefined],
    ["MessageRejected", undefined, true, undefined],
    ["BadRequestException", undefined, true, undefined],
    ["SomethingNewException", undefined, false, undefined],
  ] as const)("%s %s is a refusal, permanent: %s, then %s", (name, Reason, permanent, action) => {
    const outcome = outcomeOfFailure(failure(name, 400, Reason === undefined ? {} : { Reason }));
    expect(outcome).toEqual({
      kind: "refused",
      code: Reason ?? name,
      permanent,
      ...(action === undefined ? {} : { action }),
    });
  });

  it("that complains of the number says that nobody is there (2.9)", () => {
    const error = failure("ValidationException", 400, {
      Reason: "FIELD_VALIDATION_FAILED",
      Fields: [{ Name: "DestinationPhoneNumber", Message: "not valid" }],
    });
    expect(outcomeOfFailure(error)).toMatchObject({ permanent: true, action: "suppress" });
  });

  it("is unknown unless the provider said no or nothing left, whatever it is called", () => {
    const names = fc.oneof(
      fc.string(),
      fc.constantFrom("toString", "__proto__", "TimeoutError", "MessageRejected"),
    );
    fc.assert(
      fc.property(names, fc.option(fc.integer({ min: 100, max: 599 })), (name, status) => {
        const outcome = outcomeOfFailure(failure(name, status ?? undefined));
        const saidNo = status !== null && status >= 400 && status < 500 && status !== 408;
        const neverLeft = status === null && name === "CredentialsProviderError";
        expect(outcome.kind).toBe(saidNo || neverLeft ? "refused" : "unknown");
        if (outcome.kind === "refused") expect(typeof outcome.permanent).toBe("boolean");
      }),
    );
    for (const thrown of [undefined, null, "reset", 500])
      expect(outcomeOfFailure(thrown)).toMatchObject({ kind: "unknown" });
  });
});

describe("Pinpoint's answer about one address", () => {
  it.each([
    ["THROTTLED", { kind: "refused", permanent: false }],
    ["OPT_OUT", { kind: "refused", permanent: true, action: "withdraw" }],
    ["PERMANENT_FAILURE", { kind: "refused", permanent: true }],
    ["TEMPORARY_FAILURE", { kind: "unknown" }],
    ["UNKNOWN_FAILURE", { kind: "unknown" }],
    ["TIMEOUT", { kind: "unknown" }],
    ["DUPLICATE", { kind: "unknown" }],
  ] as const)("%s is read", (DeliveryStatus, outcome) => {
    expect(outcomeOfResult({ DeliveryStatus })).toMatchObject(outcome);
  });

  it("condemns no address: a blocked country is called a permanent failure, too (2.9)", () => {
    expect(outcomeOfResult({ DeliveryStatus: "PERMANENT_FAILURE" })).not.toHaveProperty("action");
  });

  it("is unknown when it is missing or lacks an id", () => {
    expect(outcomeOfResult(undefined)).toMatchObject({ kind: "unknown" });
    expect(outcomeOfResult({ DeliveryStatus: "SUCCESSFUL" })).toMatchObject({ kind: "unknown" });
  });
});
