import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { Messaging } from "../../local/services/messaging/messaging.ts";
import type { Channel } from "../../shared/model/channel.ts";
import type { MessageSender, SendOutcome } from "./message-sender.ts";
import { IMPATIENT, messageOf, openProviderApis, type ProviderApis } from "./provider-apis.fixture.ts";
import { memorySender } from "./world.fixture.ts";

let apis: ProviderApis;
beforeAll(async () => {
  apis = await openProviderApis();
});
afterAll(() => apis.close());
beforeEach(() => apis.messaging.faults.reset());

/** What providers do to us, each by the exception or the result that says it. */
const CASES = [
  "accepted",
  "throttled",
  "opted out",
  "blocked country",
  "spend limit",
  "not verified",
  "no such number",
  "accept then reset",
  "timeout",
  "5xx",
  "malformed answer",
] as const;
type Case = (typeof CASES)[number];
type Fault = { readonly code: string; readonly reason?: string; readonly status?: number };

const refused = (permanent: boolean, action?: "withdraw" | "suppress" | "hold_channel") => ({
  kind: "refused",
  permanent,
  ...(action === undefined ? {} : { action }),
});
/** The answer to each case that a provider knows; state and action follow from it (aws-facts 1.2, 1.3). */
const OUTCOMES: Readonly<Record<Case, object>> = {
  accepted: { kind: "accepted" },
  throttled: refused(false),
  "opted out": refused(true, "withdraw"),
  "blocked country": refused(true),
  "spend limit": refused(false, "hold_channel"),
  "not verified": refused(true),
  "no such number": refused(true, "suppress"),
  "accept then reset": { kind: "unknown" },
  timeout: { kind: "unknown" },
  "5xx": { kind: "unknown" },
  "malformed answer": { kind: "unknown" },
};

interface Provider {
  readonly channel: Channel;
  /** @param endpoint where it sends to @default the provider */
  readonly make: (endpoint?: string) => MessageSender;
  /** The cases that this provider tells by a refusal of its own. */
  readonly refusals: Readonly<Partial<Record<Case, Fault>>>;
}
const conflict = (reason: string) => ({ code: "ConflictException", reason });

const PROVIDERS: Readonly<Record<string, Provider>> = {
  "SES v2": {
    channel: "email",
    make: (endpoint) => apis.ses(endpoint),
    refusals: {
      throttled: { code: "TooManyRequestsException", status: 429 },
      "spend limit": { code: "LimitExceededException" },
      "not verified": { code: "MessageRejected" },
      "5xx": { code: "InternalServiceErrorException", status: 500 },
    },
  },
  "End User Messaging v2": {
    channel: "sms",
    make: (endpoint) => apis.endUserMessaging(endpoint),
    refusals: {
      throttled: { code: "ThrottlingException" },
      "opted out": conflict("DESTINATION_PHONE_NUMBER_OPTED_OUT"),
      "blocked country": conflict("DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION"),
      "spend limit": {
        code: "ServiceQuotaExceededException",
        reason: "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
      },
      "not verified": conflict("DESTINATION_PHONE_NUMBER_NOT_VERIFIED"),
      "5xx": { code: "InternalServerException", status: 500 },
    },
  },
  "Pinpoint v1 texts": {
    channel: "sms",
    make: (endpoint) => apis.pinpoint(endpoint),
    refusals: {
      throttled: { code: "THROTTLED" },
      "opted out": { code: "OPT_OUT" },
      "blocked country": { code: "PERMANENT_FAILURE" },
      "spend limit": { code: "ForbiddenException", status: 403 },
      "5xx": { code: "InternalServerErrorException", status: 500 },
    },
  },
  "Pinpoint v1 e-mail": {
    channel: "email",
    make: (endpoint) => apis.pinpoint(endpoint),
    refusals: {
      throttled: { code: "TooManyRequestsException", status: 429 },
      "blocked country": { code: "PERMANENT_FAILURE" },
      "spend limit": { code: "ForbiddenException", status: 403 },
      "5xx": { code: "InternalServerErrorException", status: 503 },
    },
  },
};

function arrange({ faults }: Messaging, wanted: Case, refusal: Fault | undefined): void {
  if (refusal !== undefined) faults.refuse(1, refusal.code, refusal);
  else if (wanted === "accept then reset") faults.acceptThenReset(1);
  else if (wanted === "malformed answer") faults.garble(1);
  else if (wanted === "timeout") faults.delay(2 * IMPATIENT);
}

const BY_SOCKET: readonly Case[] = ["accepted", "accept then reset", "timeout", "malformed answer"];

describe.each(Object.entries(PROVIDERS))("%s", (_name, { channel, make, refusals }) => {
  const cases = CASES.filter((one) => BY_SOCKET.includes(one) || refusals[one] !== undefined);
  it.each(cases)("%s: says what is known after exactly one request", async (wanted) => {
    const message = messageOf(channel);
    arrange(apis.messaging, wanted, refusals[wanted]);
    expect(await make().send(message)).toMatchObject(OUTCOMES[wanted]);
    expect(apis.messaging.faults.requests("messageId", message.messageId)).toBe(1);
    // the request that we gave up goes on at the provider, which is why its outcome is unknown
    await vi.waitFor(() => expect(apis.busy()).toBe(0), { timeout: 10_000 });
    if (wanted === "timeout") expect(apis.arrived(message)).toBeDefined();
  });

  it("has the message in the inbox exactly where the answer does not rule it out", async () => {
    for (const wanted of cases.filter((one) => one !== "timeout")) {
      apis.messaging.faults.reset();
      const message = messageOf(channel);
      arrange(apis.messaging, wanted, refusals[wanted]);
      const { kind } = await make().send(message);
      const possible = kind === "accepted" || (kind === "unknown" && wanted !== "5xx");
      expect(apis.arrived(message) !== undefined, wanted).toBe(possible);
    }
  });

  it("refuses what never left", async () => {
    const outcome = await make("http://127.0.0.1:9").send(messageOf(channel));
    expect(outcome).toEqual({ kind: "refused", code: "ECONNREFUSED", permanent: false });
  });
});

describe("a memory sender", () => {
  it.each(CASES)("%s: gives the answer that a provider would, after one request", async (wanted) => {
    const { sender, sent } = memorySender((message) => {
      const made = OUTCOMES[wanted] as SendOutcome;
      return made.kind === "accepted" ? { kind: "accepted", providerMessageId: message.messageId } : made;
    });
    expect(await sender.send(messageOf("sms"))).toMatchObject(OUTCOMES[wanted]);
    expect(sent).toHaveLength(1);
  });
});
