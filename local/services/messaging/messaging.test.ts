import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PinpointClient, SendMessagesCommand } from "@aws-sdk/client-pinpoint";
import {
  DeleteSuppressedDestinationCommand,
  GetAccountCommand,
  GetSuppressedDestinationCommand,
  ListSuppressedDestinationsCommand,
  PutSuppressedDestinationCommand,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type ClosableJournal, createJournal } from "../../journal/journal.ts";
import {
  AwsError,
  type AwsRequest,
  type AwsService,
  type BusEvent,
  ConnectionReset,
} from "../../runtime-ports.ts";
import { addressOf, linksIn } from "./inbox.ts";
import { type Messaging, openMessaging } from "./messaging.ts";

const place = { region: "eu-west-1", account: "123456789012" };
const credentials = { accessKeyId: "a", secretAccessKey: "b" };
let dir: string;
let journal: ClosableJournal;
let messaging: Messaging;
let events: BusEvent[];
let server: Server;
let endpoint: string;
let ses: SESv2Client;
let pinpoint: PinpointClient;

async function open(eventDelayMs = 5): Promise<void> {
  journal = createJournal(dir);
  messaging = await openMessaging({
    journal,
    emit: async (event) => void events.push(event),
    warn: () => {},
    ...place,
    eventDelayMs,
  });
}

/** The gateway's part: finds the service, and destroys the socket when the answer is lost. */
async function listen(): Promise<void> {
  server = createServer(async (request, response) => {
    if (await messaging.handle(request, response)) return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const url = new URL(request.url ?? "/", "http://local");
    const name = url.pathname.startsWith("/v1/apps/") ? "mobiletargeting" : "ses";
    try {
      const service = serviceNamed(name);
      const call = awsRequest(name, request.method ?? "GET", url.href, Buffer.concat(chunks));
      service.needs(call);
      const answer = await service.handle(call);
      response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      if (error instanceof ConnectionReset) return void response.destroy();
      const known = error instanceof AwsError ? error : new AwsError(500, "InternalFailure", String(error));
      response
        .writeHead(known.status, { "x-amzn-errortype": known.code })
        .end(JSON.stringify({ message: known.message }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function serviceNamed(name: string): AwsService {
  const found = messaging.services.find(({ signingName }) => signingName === name);
  if (!found) throw new Error(name);
  return found;
}
function awsRequest(service: string, method: string, url: string, body: Buffer | string): AwsRequest {
  return {
    service,
    method,
    url: new URL(url, "http://local"),
    headers: {},
    body: Buffer.from(body),
    principal: { kind: "anonymous" },
  };
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "messaging-"));
  events = [];
  await open();
  await listen();
  const options = { region: place.region, endpoint, credentials, maxAttempts: 1 };
  ses = new SESv2Client(options);
  pinpoint = new PinpointClient(options);
});
afterEach(async () => {
  ses.destroy();
  pinpoint.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  messaging.close();
  await journal.close();
  await rm(dir, { recursive: true });
});

const mail = (to: string, changes: Partial<SendEmailCommandInput> = {}): SendEmailCommandInput => ({
  FromEmailAddress: "Brand <clips@mail.example.com>",
  Destination: { ToAddresses: [to] },
  ConfigurationSetName: "invitations",
  EmailTags: [{ Name: "message", Value: "m1" }],
  Content: {
    Simple: {
      Subject: { Data: "A short clip" },
      Body: {
        Html: { Data: '<a href="https://hcp.example.com/s/t?a=1&amp;b=2">Watch</a>' },
        Text: { Data: "Watch: https://hcp.example.com/s/t." },
      },
      Headers: [{ Name: "List-Unsubscribe", Value: "<https://hcp.example.com/u/t>" }],
    },
  },
  ...changes,
});
const inboxJson = async (query = "") => (await fetch(`${endpoint}/_local/inbox.json${query}`)).json();
const types = () => events.map((event) => event["detail-type"]);

test("a simple e-mail is in the inbox with its parts, headers, links and tags", async () => {
  const { MessageId } = await ses.send(new SendEmailCommand(mail("a@b.example")));
  expect(await inboxJson()).toEqual([
    expect.objectContaining({
      id: MessageId,
      channel: "email",
      to: ["a@b.example"],
      from: "Brand <clips@mail.example.com>",
      subject: "A short clip",
      tags: { message: "m1" },
      links: ["https://hcp.example.com/s/t?a=1&b=2", "https://hcp.example.com/s/t"],
      headers: expect.objectContaining({ "list-unsubscribe": "<https://hcp.example.com/u/t>" }),
    }),
  ]);
});

test("a raw e-mail is kept verbatim and read", async () => {
  const raw = Buffer.from(
    "From: a@mail.example.com\r\nTo: X <x@b.example>, y@b.example\r\nSubject: =?utf-8?Q?Gr=C3=BC=C3=9Fe?=\r\nX-Entity: 1\r\n\r\nhello",
  );
  await ses.send(new SendEmailCommand({ Content: { Raw: { Data: raw } } }));
  const [message] = await inboxJson();
  expect(message).toMatchObject({ subject: "Grüße", text: "hello", to: ["X <x@b.example>", "y@b.example"] });
  expect(message.headers["x-entity"]).toBe("1");
  expect(Buffer.from(message.raw, "base64").equals(raw)).toBe(true);
});

test.each([
  ["a@b.example", ["Email Sent", "Email Delivered"]],
  ["bounce@b.example", ["Email Sent", "Email Bounced"]],
  ["bounce+1@simulator.amazonses.com", ["Email Sent", "Email Bounced"]],
  ["complaint@b.example", ["Email Sent", "Email Delivered", "Email Complaint Received"]],
  ["suppressed@b.example", ["Email Sent", "Email Bounced"]],
])("an e-mail to %s ends in %j", async (to, wanted) => {
  await ses.send(new SendEmailCommand(mail(to)));
  await vi.waitFor(() => expect(types()).toEqual(wanted));
  const detail = events.at(-1)?.detail as { mail: { tags: Record<string, string[]> } };
  expect(events.at(-1)?.source).toBe("aws.ses");
  expect(detail.mail.tags["ses:configuration-set"]).toEqual(["invitations"]);
  expect(detail.mail.tags.message).toEqual(["m1"]);
});

test("bounces are permanent and name the address", async () => {
  await ses.send(new SendEmailCommand(mail("bounce@b.example")));
  await vi.waitFor(() => expect(events.length).toBe(2));
  expect(events[1]?.detail).toMatchObject({
    eventType: "Bounce",
    bounce: {
      bounceType: "Permanent",
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress: "bounce@b.example" }],
    },
  });
});

test("without a configuration set there are no events", async () => {
  await ses.send(new SendEmailCommand(mail("a@b.example", { ConfigurationSetName: undefined })));
  await ses.send(new SendEmailCommand(mail("a@b.example")));
  await vi.waitFor(() => expect(events.length).toBe(2));
});

test("what was accepted is in the inbox after a crash, and its events follow", async () => {
  messaging.close();
  await journal.close();
  await open(60_000);
  await ses.send(new SendEmailCommand(mail("a@b.example")));
  messaging.close();
  await journal.close();
  await open(5);
  expect(await inboxJson()).toHaveLength(1);
  await vi.waitFor(() => expect(types()).toEqual(["Email Sent", "Email Delivered"]));
});

test("an address on the suppression list bounces until it is taken off", async () => {
  await ses.send(new PutSuppressedDestinationCommand({ EmailAddress: "Gone@b.example", Reason: "BOUNCE" }));
  const { SuppressedDestination } = await ses.send(
    new GetSuppressedDestinationCommand({ EmailAddress: "gone@b.example" }),
  );
  expect([SuppressedDestination?.Reason, SuppressedDestination?.LastUpdateTime instanceof Date]).toEqual([
    "BOUNCE",
    true,
  ]);
  expect(
    (await ses.send(new ListSuppressedDestinationsCommand({ Reasons: ["BOUNCE"] })))
      .SuppressedDestinationSummaries,
  ).toHaveLength(1);
  await ses.send(new SendEmailCommand(mail("gone@b.example")));
  await vi.waitFor(() =>
    expect(events.at(-1)?.detail).toMatchObject({ bounce: { bounceSubType: "OnAccountSuppressionList" } }),
  );
  await ses.send(new DeleteSuppressedDestinationCommand({ EmailAddress: "gone@b.example" }));
  await expect(
    ses.send(new GetSuppressedDestinationCommand({ EmailAddress: "gone@b.example" })),
  ).rejects.toMatchObject({ name: "NotFoundException" });
});

test.each([
  ["no destination", mail("a@b.example", { Destination: {} })],
  [
    "51 recipients",
    mail("a@b.example", {
      Destination: { ToAddresses: Array.from({ length: 51 }, (_, n) => `a${n}@b.example`) },
    }),
  ],
  ["a tag with a slash", mail("a@b.example", { EmailTags: [{ Name: "a/b", Value: "1" }] })],
  ["an address without a domain", mail("nobody")],
])("%s is a BadRequestException and sends nothing", async (_name, input) => {
  await expect(ses.send(new SendEmailCommand(input))).rejects.toMatchObject({ name: "BadRequestException" });
  expect(await inboxJson()).toEqual([]);
});

test("the account can send; other operations are named as unknown", async () => {
  expect((await ses.send(new GetAccountCommand({}))).SendingEnabled).toBe(true);
  const other = await fetch(`${endpoint}/v2/email/contact-lists`);
  expect([other.status, other.headers.get("x-amzn-errortype")]).toEqual([404, "UnknownOperationException"]);
});

test("sending needs the identity and the configuration set, raw content the raw action", () => {
  const needs = (content: unknown, from: string) =>
    serviceNamed("ses").needs(
      awsRequest(
        "ses",
        "POST",
        "/v2/email/outbound-emails",
        JSON.stringify({
          FromEmailAddress: from,
          Destination: { ToAddresses: ["a@b.example"] },
          ConfigurationSetName: "cs",
          Content: content,
        }),
      ),
    );
  const simple = needs(
    { Simple: { Subject: { Data: "s" }, Body: { Text: { Data: "t" } } } },
    "X <x@mail.example.com>",
  );
  expect(simple.map(({ action, resource }) => [action, resource])).toEqual([
    ["ses:SendEmail", "arn:aws:ses:eu-west-1:123456789012:identity/mail.example.com"],
    ["ses:SendEmail", "arn:aws:ses:eu-west-1:123456789012:configuration-set/cs"],
  ]);
  expect(simple[0]?.context).toEqual({
    "ses:FromAddress": "x@mail.example.com",
    "ses:Recipients": ["a@b.example"],
  });
  expect(
    needs({ Raw: { Data: Buffer.from("Subject: s\r\n\r\nt").toString("base64") } }, "x@y.example")[0]?.action,
  ).toBe("ses:SendRawEmail");
});

const text = (to: string, Body = "Clip: https://h.example/s/t") =>
  pinpoint.send(
    new SendMessagesCommand({
      ApplicationId: "app1",
      MessageRequest: {
        Addresses: { [to]: { ChannelType: "SMS" } },
        Context: { message: "m2" },
        MessageConfiguration: {
          SMSMessage: { Body, MessageType: "PROMOTIONAL", OriginationNumber: "+353800000000" },
        },
      },
    }),
  );

test("Pinpoint texts land in the inbox and answer per address", async () => {
  const { MessageResponse } = await text("+353861234567");
  const result = MessageResponse?.Result?.["+353861234567"];
  expect(result).toMatchObject({ DeliveryStatus: "SUCCESSFUL", StatusCode: 200 });
  expect(await inboxJson("?to=%2B353861234567")).toEqual([
    expect.objectContaining({
      id: result?.MessageId,
      channel: "sms",
      from: "+353800000000",
      links: ["https://h.example/s/t"],
      tags: { message: "m2" },
    }),
  ]);
  const bad = await text("12");
  expect(bad.MessageResponse?.Result?.["12"]).toMatchObject({
    DeliveryStatus: "PERMANENT_FAILURE",
    StatusCode: 400,
  });
});

test("a text's delivery is reported on the bus with the context of its request", async () => {
  const { MessageResponse } = await text("+353861234567");
  const id = MessageResponse?.Result?.["+353861234567"]?.MessageId;
  await vi.waitFor(() => expect(events).toHaveLength(1));
  expect(events[0]).toMatchObject({
    source: "aws.sms-voice",
    "detail-type": "Text Message Delivery Status Updated",
    detail: { eventType: "TEXT_DELIVERED", isFinal: true, messageId: id, context: { message: "m2" } },
  });
  expect(JSON.stringify(events[0])).not.toContain("353861234567");
});

test("Pinpoint e-mails land in the inbox", async () => {
  const { MessageResponse } = await pinpoint.send(
    new SendMessagesCommand({
      ApplicationId: "app1",
      MessageRequest: {
        Addresses: { "a@b.example": { ChannelType: "EMAIL" } },
        MessageConfiguration: {
          EmailMessage: {
            FromAddress: "x@y.example",
            SimpleEmail: { Subject: { Data: "Hi" }, HtmlPart: { Data: "<p>1</p>" } },
          },
        },
      },
    }),
  );
  expect(MessageResponse?.Result?.["a@b.example"]?.DeliveryStatus).toBe("SUCCESSFUL");
  expect((await inboxJson())[0]).toMatchObject({ channel: "email", subject: "Hi", html: "<p>1</p>" });
});

test("acceptThenReset stores the message and loses the answer, once", async () => {
  messaging.faults.acceptThenReset(1);
  await expect(ses.send(new SendEmailCommand(mail("a@b.example")))).rejects.toThrow();
  expect(await inboxJson()).toHaveLength(1);
  await ses.send(new SendEmailCommand(mail("a@b.example")));
  expect(messaging.faults.requests("message", "m1")).toBe(2);
});

test("refuse names its exception and stores nothing; delay holds an answer back", async () => {
  messaging.faults.refuse(1, "TooManyRequestsException", { status: 429 });
  await expect(ses.send(new SendEmailCommand(mail("a@b.example")))).rejects.toMatchObject({
    name: "TooManyRequestsException",
  });
  expect(await inboxJson()).toEqual([]);
  messaging.faults.delay(80);
  const started = performance.now();
  await text("+353861234567");
  expect(performance.now() - started).toBeGreaterThan(75);
});

test("the inbox finds a person by a part of the address", async () => {
  await ses.send(new SendEmailCommand(mail("One <one@b.example>")));
  await ses.send(new SendEmailCommand(mail("two@b.example")));
  const found = await (await fetch(`${endpoint}/_local/inbox?to=ONE@b`)).text();
  expect(found).toContain("one@b.example");
  expect(found).not.toContain("two@b.example");
});

test("the JSON inbox filters by recipient and instant, newest first", async () => {
  await ses.send(new SendEmailCommand(mail("One <one@b.example>")));
  await ses.send(new SendEmailCommand(mail("two@b.example")));
  const all = await inboxJson();
  expect(all.map(({ to }: { to: string[] }) => to[0])).toEqual(["two@b.example", "One <one@b.example>"]);
  expect(await inboxJson("?to=ONE@b.example")).toHaveLength(1);
  expect(await inboxJson(`?since=${encodeURIComponent(all[0].at)}`)).toEqual([]);
  expect((await fetch(`${endpoint}/_local/inbox.json?since=yesterday`)).status).toBe(400);
});

test("the page shows messages without letting their content run", async () => {
  await ses.send(
    new SendEmailCommand(
      mail("a@b.example", {
        Content: {
          Simple: {
            Subject: { Data: "<script>1</script>" },
            Body: { Html: { Data: '<p title="x">hi</p><script>2</script>' } },
          },
        },
      }),
    ),
  );
  const list = await (await fetch(`${endpoint}/_local/inbox`)).text();
  expect(list).toContain("&lt;script&gt;1&lt;/script&gt;");
  const [{ id }] = await inboxJson();
  const response = await fetch(`${endpoint}/_local/inbox/${id}`);
  const page = await response.text();
  expect(page).not.toMatch(/<script/i);
  const address = /<iframe[^>]* src="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&");
  const frame = await fetch(`${endpoint}${address}`);
  expect(await frame.text()).toContain('<p title="x">hi</p>');
  expect(frame.headers.get("content-security-policy")).toMatch(/^sandbox allow-popups .*default-src 'none'/);
  expect(page).toMatch(/sandbox="allow-popups allow-popups-to-escape-sandbox"/);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  const none = await fetch(`${endpoint}/_local/inbox/none`);
  expect([none.status, await none.text()]).toEqual([404, expect.stringContaining("no such message")]);
});

test("a mail is shown in the colours, at the width and with the pictures that were chosen", async () => {
  const html = "<html><head></head><style>@media (prefers-color-scheme:dark){p{color:red}}</style><p>hi</p>";
  const content = { Simple: { Subject: { Data: "S" }, Body: { Html: { Data: html } } } };
  await ses.send(new SendEmailCommand(mail("a@b.example", { Content: content })));
  const [{ id }] = await inboxJson();
  const query = "part=html&width=320&scheme=dark&images=off";
  const page = await (await fetch(`${endpoint}/_local/inbox/${id}?${query}`)).text();
  expect(page).toContain('width="320" style="color-scheme:dark"');
  const dark = await fetch(`${endpoint}/_local/inbox/${id}/html?${query}`);
  expect(await dark.text()).toContain("@media (min-width:0){p{color:red}}");
  expect(dark.headers.get("content-security-policy")).toContain("img-src 'none'");
  const light = await fetch(`${endpoint}/_local/inbox/${id}/html?scheme=nonsense`);
  expect(await light.text()).toContain("@media (max-width:0){p{color:red}}");
});

test.each([
  ["Name <A@B.example>", "a@b.example"],
  ['"Lee, Ann" <ann@b.example>', "ann@b.example"],
  ["plain@b.example", "plain@b.example"],
])("the address of %s is %s", (mailbox, address) => {
  expect(addressOf(mailbox)).toBe(address);
});

test("links are found once, without the sentence's punctuation", () => {
  expect(
    linksIn(
      "See https://a.example/x, or (https://a.example/y).",
      '<a href="https://a.example/x">x</a><a href="mailto:a@b">m</a>',
    ),
  ).toEqual(["https://a.example/x", "https://a.example/y"]);
});
