import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { DeleteObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { DeleteCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { DOMAIN_EVENT_SOURCE } from "../../shared/names.ts";
import { film, sendFilm } from "./film.ts";
import { until } from "./house.ts";
import { leap, openJourney } from "./journey.ts";

const journey = openJourney();
const { house, aws, name, shared } = journey;
const NOW = "2026-11-24T13:00:00.000Z";
const [RECORDS, AUDIT, ENGAGEMENT] = [name("RECORDS_TABLE"), name("AUDIT_TABLE"), name("ENGAGEMENT_TABLE")];
/** What Lambda and its pollers write into a dead-letter queue. */
const Letter = z.object({
  requestContext: z.object({ functionArn: z.string(), condition: z.string() }),
  responsePayload: z.object({ errorMessage: z.string() }).optional(),
});

const Pending = z.object({ invocations: z.number() });

/** Poison that has to be gone when other journeys go on. */
const poison: { table: string; pk: string; sk: string }[] = [];
async function put(table: string, item: { pk: string; sk: string } & Record<string, unknown>): Promise<void> {
  poison.push({ table, pk: item.pk, sk: item.sk });
  await aws.tables.send(new PutCommand({ TableName: table, Item: item }));
}

const id = (prefix: string) => `${prefix}_01ARZ3NDEKTSV4RRFFQ69G5FAV`;
const GARBLED = { state: "garbled", handOff: "garbled" };
const DOMAIN_EVENTS = {
  "consent/on-consent-requested": "consent.confirmation_requested",
  "experiments/on-unit-moved": "message.settled",
  "inbound/on-opt-out-changed": "message.service_text_settled",
  "insights/on-consent-changed": "consent.changed",
  "insights/on-invitation-moved": "message.settled",
  "media/on-original-uploaded": "media.asset_uploaded",
  "media/on-version-withdrawn": "content.version_withdrawn",
  "messaging/on-bulk-moved": "message.bulk_moved",
  "messaging/on-message-queued": "message.queued",
  "messaging/on-service-text-due": "message.service_text_due",
};

/** All poison at once, because each letter takes seconds of retries. */
beforeAll(async () => {
  await leap(journey, NOW);
  await poisonStreams();
  await poisonBus();
  await poisonImport();
  await poisonReport();
  await poisonSchedules();
});

afterAll(async () => {
  for (const { table, pk, sk } of poison)
    await aws.tables.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
  await aws.objects.send(new DeleteObjectCommand(DESTROYED_ROOT));
  await house.setClock(NOW);
});

/** Waits for the letter of a function, takes it from the queue, and tells how it failed. */
async function letterOf(entry: string): Promise<z.infer<typeof Letter>> {
  const QueueUrl = shared.deadLetters[entry];
  if (QueueUrl === undefined) throw new Error(`${entry} has no dead-letter queue`);
  return until(`the dead letter of ${entry}`, async () => {
    const { Messages } = await aws.queues.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }));
    const message = Messages?.[0];
    if (message === undefined) return undefined;
    await aws.queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message.ReceiptHandle }));
    return Letter.parse(JSON.parse(message.Body ?? ""));
  });
}

async function poisonStreams(): Promise<void> {
  await put(AUDIT, { pk: "POISON#1", sk: "000000000001", sequence: "first" });
  await put(RECORDS, { pk: "POISON#1", sk: "X", rev: 1, emits: [{ name: 7 }] });
  await put(RECORDS, { pk: `MSG#${id("msg")}`, sk: "MESSAGE", ...GARBLED });
  const visitId = id("vis");
  await put(ENGAGEMENT, {
    pk: `VISIT#${visitId}`,
    sk: "VISIT",
    visitId,
    hcpId: id("hcp"),
    messageId: id("msg"),
    country: "GB",
    confirmedAt: NOW,
  });
}

async function poisonBus(): Promise<void> {
  const EventBusName = name("DOMAIN_BUS");
  const Detail = JSON.stringify({ rev: "none" });
  const Entries = [...new Set(Object.values(DOMAIN_EVENTS))].map((DetailType) => ({
    ...{ EventBusName, Source: DOMAIN_EVENT_SOURCE, DetailType, Detail },
  }));
  const { FailedEntryCount } = await aws.events.send(new PutEventsCommand({ Entries }));
  expect(FailedEntryCount).toBe(0);
}

async function poisonImport(): Promise<void> {
  await put(RECORDS, { pk: `IMPORT#${id("imp")}`, sk: "IMPORT", ...GARBLED });
  const Key = `imports/${id("imp")}.csv`;
  await aws.objects.send(new PutObjectCommand({ Bucket: name("TRANSFER_BUCKET"), Key, Body: "x" }));
}

/** A mail that is reported under the id of the garbled message. */
async function poisonReport(): Promise<void> {
  const { developer, address, region } = shared;
  const ses = new SESv2Client({ endpoint: address.aws, region, credentials: developer });
  await ses.send(
    new SendEmailCommand({
      FromEmailAddress: name("SENDER_ADDRESS"),
      Destination: { ToAddresses: ["letters@example.com"] },
      ConfigurationSetName: name("SES_CONFIGURATION_SET"),
      EmailTags: [{ Name: "messageId", Value: id("msg") }],
      Content: { Simple: { Subject: { Data: "x" }, Body: { Text: { Data: "x" } } } },
    }),
  );
}

const DESTROYED_ROOT = { Bucket: name("AUDIT_ARCHIVE_BUCKET"), Key: "roots/2099-01-01.json" };

/** What the schedules meet: an asset in conversion, places of a sweep and a mirror that cannot be read, a destroyed root. */
async function poisonSchedules(): Promise<void> {
  const assetId = await sendFilm(house, film("noise"));
  await until("the conversion", async () => {
    const { state } = await house.as("marketer").call("readAsset", { params: { assetId } });
    return state === "transcoding" ? true : undefined;
  });
  const Key = { pk: `ASSET#${assetId}`, sk: "ASSET" };
  poison.push({ table: RECORDS, ...Key });
  await aws.tables.send(
    new UpdateCommand({
      TableName: RECORDS,
      Key,
      UpdateExpression: "SET #state = :garbled",
      ExpressionAttributeNames: { "#state": "state" },
      ExpressionAttributeValues: { ":garbled": "garbled" },
    }),
  );
  await aws.objects.send(new PutObjectCommand({ ...DESTROYED_ROOT, Body: "{" }));
  // a sweep under way would write its place over the poison
  await until("the end of what is under way", async () => {
    const pending = await fetch(`${house.address.app}/_local/pending`);
    return Pending.parse(await pending.json()).invocations === 0 ? true : undefined;
  });
  await put(RECORDS, { pk: "DUE_CURSOR", sk: "REACHED", reached: 7 });
  await put(RECORDS, { pk: "SUPPRESSION_MIRROR", sk: "MIRROR", businessAt: 7 });
  await put(name("INSIGHTS_TABLE"), {
    ...{ pk: "MSG#POISON", sk: "CLICKS", messageId: "POISON", gsi1pk: "CLICKS#1", gsi1sk: NOW },
  });
  await put(RECORDS, {
    ...{ pk: `EXPERIMENT#${id("exp")}`, sk: "EXPERIMENT", state: "garbled" },
    ...{ gsi2pk: "EXPERIMENTS#running", gsi2sk: id("exp") },
  });
  await house.setClock("2026-11-24T14:01:00.000Z");
}

describe("an event that no retry can handle ends as a letter, and holds up nothing", () => {
  it.each([
    ...Object.entries(DOMAIN_EVENTS).map(([entry, event]) => [event, entry]),
    ["an upload of an import that cannot be read", "directory/on-import-uploaded"],
    ["a report of a message that cannot be read", "messaging/on-provider-event"],
    ["the end of a job for an asset that cannot be read", "media/on-job-changed"],
    ["a day's seal after a destroyed one", "audit/every-hour"],
  ])("%s, of %s", async (_, entry = "") => {
    expect((await letterOf(entry)).requestContext.condition).toBe("RetriesExhausted");
  });

  it.each([
    [
      "an asset that cannot be settled",
      "media/every-5-minutes",
      /assets that went silent or leave could not be/,
    ],
    ["a sweep that has lost its place", "messaging/every-minute", /expected string/i],
    ["links of a message that is none", "insights/every-hour", /links of 1 messages could not be counted/],
    ["an experiment that cannot be read", "experiments/every-15-minutes", /discriminator|invalid/i],
    ["a mirror that has lost its place", "inbound/every-15-minutes", /expected string/i],
  ])("%s, of %s", async (_, entry, words) => {
    expect((await letterOf(entry)).responsePayload?.errorMessage).toMatch(words);
  });
});

describe("a stream record that no retry can handle is put aside, and the shard goes on", () => {
  it.each([
    ["records", "runtime/on-records-changed"],
    ["engagement", "insights/on-engagement"],
    ["engagement", "lake/on-engagement"],
    ["audit", "audit/on-link-written"],
  ])("of the %s table, by %s", async (_, entry) => {
    expect((await letterOf(entry)).requestContext.condition).toBe("RetryAttemptsExhausted");
  });
});
