import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createAuthorizer } from "../../iam/authorizer.ts";
import { type ClosableJournal, createJournal } from "../../journal/journal.ts";
import type { TopicPlan } from "../../plan/plan.ts";
import { EMPTY_PLAN } from "../../plan/read-plan.ts";
import { AwsError, type AwsRequest, type Principal } from "../../runtime-ports.ts";
import { type Messaging, openMessaging } from "../messaging/messaging.ts";
import { createTopics } from "../sns/topics.ts";
import { openTwoWay } from "./two-way.ts";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:two-way";
const QUEUE = "arn:aws:sqs:us-east-1:000000000000:texts";
let dir: string;
let journal: ClosableJournal;
let messaging: Messaging;
let server: Server;
let address: string;
let queued: { arn: string; body: string }[];

function topic(service: string, condition: Record<string, Record<string, string>> = {}): TopicPlan {
  const allow = {
    Effect: "Allow",
    Action: "sns:Publish",
    Resource: TOPIC,
    Principal: { Service: service },
    Condition: condition,
  } as const;
  return {
    stack: "s",
    logicalId: "l",
    arn: TOPIC,
    queues: [{ queueArn: QUEUE, raw: false }],
    policy: { Statement: [allow] },
  };
}

async function open(planned: TopicPlan): Promise<void> {
  queued = [];
  journal = createJournal(dir);
  const plan = { ...EMPTY_PLAN, topics: [planned] };
  const authorizer = createAuthorizer(plan);
  const sendToQueue = async (arn: string, body: string, _: unknown, from?: Principal) => {
    expect(from).toMatchObject({ kind: "service", service: "sns.amazonaws.com", sourceArn: TOPIC });
    queued.push({ arn, body });
  };
  const publish = createTopics({ plan, authorizer, sendToQueue });
  messaging = await openMessaging({
    journal,
    emit: async () => undefined,
    incoming: openTwoWay({ plan, authorizer, publish }),
    warn: () => {},
    region: "us-east-1",
    account: "000000000000",
  });
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "inbound-"));
  await open(topic("sms-voice.amazonaws.com", { StringEquals: { "aws:SourceAccount": EMPTY_PLAN.account } }));
  server = createServer((request, response) => void messaging.handle(request, response));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/_local/inbox`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  messaging.close();
  await journal.close();
  await rm(dir, { recursive: true });
});

const call = (operation: string, body: object): AwsRequest => ({
  service: "sms-voice",
  method: "POST",
  url: new URL("http://local/"),
  headers: {},
  operation,
  body: Buffer.from(JSON.stringify(body)),
  principal: { kind: "anonymous" },
});
function smsVoice() {
  const service = messaging.services.find(({ signingName }) => signingName === "sms-voice");
  if (service === undefined) throw new Error("the text service is not hosted");
  return service;
}
const ask = async (operation: string, body: object) =>
  JSON.parse(String((await smsVoice().handle(call(operation, body))).body));
const post = (path: string, body: string, headers: Record<string, string>) =>
  fetch(address + path, { method: "POST", redirect: "manual", headers, body });
const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const published = () => queued.map(({ body }) => JSON.parse(JSON.parse(body).Message));

test("a text that somebody sends is published as two-way SMS is, in SNS's envelope", async () => {
  const text = { from: "+353861230001", text: "STOP", id: "in-1", answers: "out-1" };
  const answer = await post("/texts", JSON.stringify(text), json);
  expect([answer.status, await answer.json()]).toEqual([202, { topics: 1 }]);
  expect(queued[0]?.arn).toBe(QUEUE);
  expect(JSON.parse(queued[0]?.body ?? "")).toMatchObject({ Type: "Notification", TopicArn: TOPIC });
  expect(published()).toEqual([
    {
      originationNumber: "+353861230001",
      destinationNumber: "+12065550100",
      messageKeyword: expect.any(String),
      messageBody: "STOP",
      inboundMessageId: "in-1",
      previousPublishedMessageId: "out-1",
    },
  ]);
});

test("the form below a text answers it from its receiver's number", async () => {
  const { MessageId } = await ask("SendTextMessage", {
    DestinationPhoneNumber: "+353861230002",
    OriginationIdentity: "pool-1",
    MessageBody: "Reply STOP to opt out",
  });
  const page = await (await fetch(`${address}/${MessageId}`)).text();
  expect(page).toContain(`action="/_local/inbox/${MessageId}/reply"`);
  const answer = await post(`/${MessageId}/reply`, "text=Stop+please", form);
  const next = answer.headers.get("location") ?? "";
  expect([answer.status, next]).toEqual([303, "/_local/inbox?to=%2B353861230002&answered=yes"]);
  const list = await (await fetch(new URL(next, address))).text();
  expect(list).toContain("Your text was handed in.");
  // without the note the second time
  expect(list).toContain('href="/_local/inbox?to=%2B353861230002">Refresh');
  expect(published()).toMatchObject([
    { originationNumber: "+353861230002", messageBody: "Stop please", previousPublishedMessageId: MessageId },
  ]);
  const foreign = { ...form, "sec-fetch-site": "cross-site" };
  expect((await post(`/${MessageId}/reply`, "text=STOP", foreign)).status).toBe(403);
  expect((await post("/nothing/reply", "text=STOP", form)).status).toBe(404);
  expect((await post("/texts", '{"from":"1"}', json)).status).toBe(400);
  expect((await post("/texts", "from=1", form)).status).toBe(415);
  expect(queued).toHaveLength(1);
});

test("a topic that does not admit the text service takes nothing", async () => {
  messaging.close();
  await journal.close();
  await open(topic("ses.amazonaws.com"));
  const answer = await post("/texts", JSON.stringify({ from: "+353861230001", text: "STOP" }), json);
  expect(await answer.json()).toEqual({ topics: 0 });
});

test("a number on the opt-out list gets no text until it is taken off, also after a restart", async () => {
  const number = { OptOutListName: "invito-dev", OptedOutNumber: "+353861230003" };
  const send = { DestinationPhoneNumber: "+353861230003", OriginationIdentity: "pool-1", MessageBody: "hi" };
  expect(smsVoice().needs(call("PutOptedOutNumber", number))).toEqual([
    {
      action: "sms-voice:PutOptedOutNumber",
      resource: "arn:aws:sms-voice:us-east-1:000000000000:opt-out-list/invito-dev",
    },
  ]);
  await ask("PutOptedOutNumber", number);
  await ask("PutOptedOutNumber", number);
  messaging.close();
  await journal.close();
  await open(topic("sms-voice.amazonaws.com"));
  const refusal = ask("SendTextMessage", send);
  await expect(refusal).rejects.toMatchObject({
    code: "ConflictException",
    fields: { Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT" },
  });
  const listed = await ask("DescribeOptedOutNumbers", { OptOutListName: "invito-dev", MaxResults: 1 });
  expect(listed).toMatchObject({ OptedOutNumbers: [{ OptedOutNumber: "+353861230003" }] });
  expect(listed.NextToken).toBeUndefined();
  await ask("DeleteOptedOutNumber", number);
  await expect(ask("DeleteOptedOutNumber", number)).rejects.toBeInstanceOf(AwsError);
  expect((await ask("SendTextMessage", send)).MessageId).toBeDefined();
});

test("the list is given page by page", async () => {
  for (const last of [1, 2, 3])
    await ask("PutOptedOutNumber", { OptOutListName: "l", OptedOutNumber: `+35386123000${last}` });
  const first = await ask("DescribeOptedOutNumbers", { OptOutListName: "l", MaxResults: 2 });
  const next = await ask("DescribeOptedOutNumbers", {
    OptOutListName: "l",
    MaxResults: 2,
    NextToken: first.NextToken,
  });
  expect([first.OptedOutNumbers.length, next.OptedOutNumbers.length, next.NextToken]).toEqual([
    2,
    1,
    undefined,
  ]);
});
