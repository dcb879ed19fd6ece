import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  PinpointSMSVoiceV2Client,
  SendMediaMessageCommand,
  SendTextMessageCommand,
  type SendTextMessageCommandInput,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import documented from "../../../test/events/messaging/text-delivery.json" with { type: "json" };
import { type ClosableJournal, createJournal } from "../../journal/journal.ts";
import { AwsError, type AwsRequest, type BusEvent, ConnectionReset } from "../../runtime-ports.ts";
import type { DeliveryReport } from "../messaging/delivery-reports.ts";
import { type Messaging, openMessaging } from "../messaging/messaging.ts";

let dir: string;
let journal: ClosableJournal;
let messaging: Messaging;
let server: Server;
let client: PinpointSMSVoiceV2Client;
let events: BusEvent[];
let told: DeliveryReport[];
let needed: readonly string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "sms-voice-"));
  journal = createJournal(dir);
  [events, told, needed] = [[], [], []];
  messaging = await openMessaging({
    journal,
    emit: async (event) => void events.push(event),
    tell: async (report) => void told.push(report),
    warn: () => {},
    region: "eu-west-1",
    account: "123456789012",
    eventDelayMs: 5,
  });
  const service = messaging.services.find(({ signingName }) => signingName === "sms-voice");
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call: AwsRequest = {
      service: "sms-voice",
      method: "POST",
      url: new URL("http://local/"),
      headers: request.headers,
      operation: String(request.headers["x-amz-target"]).split(".")[1] ?? "",
      body: Buffer.concat(chunks),
      principal: { kind: "anonymous" },
    };
    try {
      needed = service?.needs(call).map(({ action, resource }) => `${action} ${resource}`) ?? [];
      const answer = await service?.handle(call);
      response.writeHead(answer?.status ?? 500, answer?.headers).end(answer?.body);
    } catch (error) {
      if (error instanceof ConnectionReset) return void response.destroy();
      const known = error instanceof AwsError ? error : new AwsError(500, "InternalServerException", "");
      response.writeHead(known.status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify({ __type: known.code, message: known.message, ...known.fields }));
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  client = new PinpointSMSVoiceV2Client({
    region: "eu-west-1",
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
    maxAttempts: 1,
  });
});
afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  messaging.close();
  await journal.close();
  await rm(dir, { recursive: true });
});

const text = (changes: Partial<SendTextMessageCommandInput> = {}) =>
  client.send(
    new SendTextMessageCommand({
      DestinationPhoneNumber: "+353861234567",
      OriginationIdentity: "pool-0123456789abcdef",
      MessageBody: "Acme: see https://hcp.example/s/t",
      MessageType: "PROMOTIONAL",
      ConfigurationSetName: "texts",
      Context: { messageId: "msg_1" },
      ...changes,
    }),
  );

test("a text is in the inbox, and its delivery is told to the bus and to the set's destinations", async () => {
  const { MessageId } = await text();
  expect(messaging.inbox.list()).toMatchObject([
    {
      id: MessageId,
      channel: "sms",
      to: ["+353861234567"],
      links: ["https://hcp.example/s/t"],
      tags: { messageId: "msg_1" },
    },
  ]);
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(events).toMatchObject([
    {
      source: "aws.sms-voice",
      "detail-type": "Text Message Delivery Status Updated",
      detail: { eventType: "TEXT_DELIVERED", messageId: MessageId, context: { messageId: "msg_1" } },
    },
  ]);
  expect(told[0]?.configurationSet).toBe("texts");
});

test("the event has the fields of the documented one, but for the receiver's number", async () => {
  await text();
  await vi.waitFor(() => expect(events).toHaveLength(1));
  const { destinationPhoneNumber: _, ...shown } = documented;
  expect(Object.keys(events[0]?.detail ?? {}).sort()).toEqual(Object.keys(shown).sort());
});

test("a text with a picture needs the right to read it and is reported as media", async () => {
  await client.send(
    new SendMediaMessageCommand({
      DestinationPhoneNumber: "+12025550123",
      OriginationIdentity: "pool-1",
      MessageBody: "hi",
      MediaUrls: ["s3://media/previews/p.gif"],
    }),
  );
  expect(needed).toEqual([
    "sms-voice:SendMediaMessage arn:aws:sms-voice:eu-west-1:123456789012:pool/pool-1",
    "s3:GetObject arn:aws:s3:::media/previews/p.gif",
  ]);
  expect(messaging.inbox.list()).toMatchObject([{ media: "s3://media/previews/p.gif", text: "hi" }]);
  await vi.waitFor(() => expect(events).toHaveLength(1));
  expect(events[0]?.detail).toMatchObject({ eventType: "MEDIA_DELIVERED", totalMessageParts: 1 });
});

test.each([
  ["+353861230404", "TEXT_INVALID"],
  ["+353861230403", "TEXT_CARRIER_BLOCKED"],
  ["+353861230408", "TEXT_UNREACHABLE"],
  ["+353861230410", "TEXT_BLOCKED"],
])("a text to %s ends as %s", async (DestinationPhoneNumber, eventType) => {
  await text({ DestinationPhoneNumber });
  await vi.waitFor(() => expect(events).toMatchObject([{ detail: { eventType } }]));
});

test("the price grows with the parts of the text", async () => {
  await text({ MessageBody: "é".repeat(161) });
  await text({ MessageBody: "ş".repeat(71) });
  await vi.waitFor(() => expect(events).toHaveLength(2));
  for (const { detail } of events)
    expect(detail).toMatchObject({ totalMessageParts: 2, totalMessagePrice: 0.0129, totalCarrierFee: 0.006 });
});

test.each([
  ["no number", { DestinationPhoneNumber: "0861" }],
  ["an empty body", { MessageBody: "  " }],
  ["six pairs of context", { Context: Object.fromEntries([..."abcdef"].map((name) => [name, "1"])) }],
  ["a price that is none", { MaxPrice: "cheap" }],
])("%s is a ValidationException and sends nothing", async (_name, changes) => {
  await expect(text(changes)).rejects.toMatchObject({ name: "ValidationException" });
  expect(messaging.inbox.list()).toEqual([]);
});

test("a dry run is answered and sends nothing", async () => {
  expect((await text({ DryRun: true })).MessageId).toBeDefined();
  expect(messaging.inbox.list()).toEqual([]);
});

test("a refusal carries its reason, a lost answer none", async () => {
  messaging.faults.refuse(1, "ConflictException", { reason: "RESOURCE_NOT_ACTIVE" });
  await expect(text()).rejects.toMatchObject({ name: "ConflictException", Reason: "RESOURCE_NOT_ACTIVE" });
  expect(messaging.inbox.list()).toEqual([]);
  messaging.faults.acceptThenReset(1);
  await expect(text()).rejects.toThrow();
  expect(messaging.inbox.list()).toHaveLength(1);
});
