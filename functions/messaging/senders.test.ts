import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PinpointClient } from "@aws-sdk/client-pinpoint";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createGateway, type Gateway } from "../../local/gateway/gateway.ts";
import { type ClosableJournal, createJournal } from "../../local/journal/journal.ts";
import type { AwsService } from "../../local/runtime-ports.ts";
import { type Messaging, openMessaging } from "../../local/services/messaging/messaging.ts";
import type { Channel } from "../../shared/model/channel.ts";
import { MessageId } from "../../shared/model/ids.ts";
import { newId } from "../runtime/ids.ts";
import { makeEndUserMessagingSender } from "./end-user-messaging-sender.ts";
import type { MessageSender, OutgoingMessage, SendOutcome } from "./message-sender.ts";
import { makePinpointSender } from "./pinpoint-sender.ts";
import { SENDER_CLIENT } from "./sender-client.ts";
import { makeSesSender } from "./ses-sender.ts";
import { memorySender } from "./world.fixture.ts";

let dir: string;
let journal: ClosableJournal;
let gateway: Gateway;
let messaging: Messaging;
let endpoint: string;

/** Requests that a provider is still busy with, also those whose sender has given them up. */
let busy = 0;
const counted = (service: AwsService): AwsService => ({
  ...service,
  async handle(request) {
    busy += 1;
    return service.handle(request).finally(() => {
      busy -= 1;
    });
  },
});

/** The providers' APIs as the local runtime serves them, on a real socket. */
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "senders-"));
  journal = createJournal(dir);
  const emit = async () => undefined;
  const place = { region: "us-east-1", account: "000000000000" };
  messaging = await openMessaging({ journal, emit, warn: () => {}, ...place });
  gateway = createGateway({
    services: messaging.services.map(counted),
    s3: async () => undefined,
    bucketNames: [],
    authorizer: { check: () => undefined },
    credentials: { find: () => undefined },
  });
  endpoint = (await gateway.listen(0)).url;
});
afterAll(async () => {
  messaging.close();
  await gateway.close();
  await journal.close();
  rmSync(dir, { recursive: true });
});
beforeEach(() => messaging.faults.reset());

const IMPATIENT = 300;
function client() {
  return {
    ...SENDER_CLIENT,
    requestHandler: { ...SENDER_CLIENT.requestHandler, requestTimeout: IMPATIENT },
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
}

const from = "invito@acme.example";
const ses = () => makeSesSender({ ses: new SESv2Client(client()), from, configurationSet: "mails" });
const pinpoint = () =>
  makePinpointSender({
    pinpoint: new PinpointClient(client()),
    applicationId: "app",
    from,
    smsOrigination: "+35361",
  });
const endUserMessaging = () =>
  makeEndUserMessagingSender({
    sms: new PinpointSMSVoiceV2Client(client()),
    origination: "pool-1",
    configurationSet: "texts",
    maxPrice: "0.20",
  });

function messageOf(channel: Channel): OutgoingMessage {
  const messageId = MessageId.parse(newId("msg", Date.now()));
  const common = { messageId, attempt: 1, text: "Acme: https://hcp.acme.example/s/abc" };
  return channel === "sms"
    ? { ...common, channel, to: "+353861234567" }
    : {
        ...common,
        channel,
        to: "niamh.brennan@example.com",
        fromName: "Zoë Ruiz, Acme",
        subject: "Zoë has shared a video with you",
        html: "<p>Zoë</p>",
        unsubscribeUrl: "https://hcp.acme.example/u/abc",
      };
}

const arrived = ({ messageId }: OutgoingMessage) =>
  messaging.inbox.list().find(({ tags }) => tags.messageId === messageId);

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
  readonly make: () => MessageSender;
  /** The cases that this provider tells by a refusal of its own. */
  readonly refusals: Readonly<Partial<Record<Case, Fault>>>;
}
const conflict = (reason: string) => ({ code: "ConflictException", reason });

const PROVIDERS: Readonly<Record<string, Provider>> = {
  "SES v2": {
    channel: "email",
    make: ses,
    refusals: {
      throttled: { code: "TooManyRequestsException", status: 429 },
      "spend limit": { code: "LimitExceededException" },
      "not verified": { code: "MessageRejected" },
      "5xx": { code: "InternalServiceErrorException", status: 500 },
    },
  },
  "End User Messaging v2": {
    channel: "sms",
    make: endUserMessaging,
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
    make: pinpoint,
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
    make: pinpoint,
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
    arrange(messaging, wanted, refusals[wanted]);
    expect(await make().send(message)).toMatchObject(OUTCOMES[wanted]);
    expect(messaging.faults.requests("messageId", message.messageId)).toBe(1);
    // the request that we gave up goes on at the provider, which is why its outcome is unknown
    await vi.waitFor(() => expect(busy).toBe(0), { timeout: 10_000 });
    if (wanted === "timeout") expect(arrived(message)).toBeDefined();
  });

  it("has the message in the inbox exactly where the answer does not rule it out", async () => {
    for (const wanted of cases.filter((one) => one !== "timeout")) {
      messaging.faults.reset();
      const message = messageOf(channel);
      arrange(messaging, wanted, refusals[wanted]);
      const { kind } = await make().send(message);
      const possible = kind === "accepted" || (kind === "unknown" && wanted !== "5xx");
      expect(arrived(message) !== undefined, wanted).toBe(possible);
    }
  });

  it("refuses what never left", async () => {
    const before = endpoint;
    endpoint = "http://127.0.0.1:9";
    const outcome = await make().send(messageOf(channel));
    endpoint = before;
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

describe("what leaves", () => {
  it("is a mail with both parts, one-click unsubscribe and its tags, by SES", async () => {
    const message = messageOf("email");
    await ses().send(message);
    const mail = arrived(message);
    expect(mail).toMatchObject({
      from: "Zoë Ruiz, Acme <invito@acme.example>",
      to: ["niamh.brennan@example.com"],
      subject: "Zoë has shared a video with you",
      html: "<p>Zoë</p>",
      text: "Acme: https://hcp.acme.example/s/abc",
      configurationSet: "mails",
      tags: { messageId: message.messageId, attempt: "1" },
      headers: {
        "list-unsubscribe": "<https://hcp.acme.example/u/abc>",
        "list-unsubscribe-post": "List-Unsubscribe=One-Click",
      },
    });
    expect(mail?.raw).toBeDefined();
  });

  it("is the same mail by Pinpoint", async () => {
    const message = messageOf("email");
    await pinpoint().send(message);
    expect(arrived(message)).toMatchObject({
      subject: "Zoë has shared a video with you",
      headers: { "list-unsubscribe-post": "List-Unsubscribe=One-Click" },
    });
  });

  it("is a text from the pool, with its picture where it has one", async () => {
    const message = messageOf("sms");
    await endUserMessaging().send({ ...message, pictureUrl: "s3://media/previews/p.gif" } as OutgoingMessage);
    expect(arrived(message)).toMatchObject({
      from: "pool-1",
      media: "s3://media/previews/p.gif",
      text: "Acme: https://hcp.acme.example/s/abc",
      tags: { messageId: message.messageId, attempt: "1" },
    });
  });

  it("is nothing on a channel that the provider does not have", async () => {
    for (const [sender, channel] of [
      [ses(), "sms"],
      [endUserMessaging(), "email"],
    ] as const)
      expect(await sender.send(messageOf(channel))).toMatchObject({ kind: "refused", permanent: true });
  });
});
