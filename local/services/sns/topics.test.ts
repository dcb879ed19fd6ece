import { expect, test } from "vitest";
import { createAuthorizer } from "../../iam/authorizer.ts";
import type { ReportTopicPlan, TopicPlan } from "../../plan/plan.ts";
import { EMPTY_PLAN } from "../../plan/read-plan.ts";
import { reportTopics } from "../messaging/report-topics.ts";
import { createTopics } from "./topics.ts";

const TOPIC = "arn:aws:sns:us-east-1:000000000000:reports";
const QUEUE = "arn:aws:sqs:us-east-1:000000000000:reports";
const SET = "arn:aws:ses:us-east-1:000000000000:configuration-set/mails";
const planned = { stack: "s", logicalId: "l" };

function topicOf(sourceArn: string, raw = true): TopicPlan {
  return {
    ...planned,
    arn: TOPIC,
    queues: [{ queueArn: QUEUE, raw }],
    policy: {
      Statement: [
        {
          Effect: "Allow",
          Action: "sns:Publish",
          Resource: TOPIC,
          Principal: { Service: "ses.amazonaws.com" },
          Condition: { ArnEquals: { "aws:SourceArn": sourceArn } },
        },
      ],
    },
  };
}
const destination: ReportTopicPlan = {
  ...planned,
  configurationSet: "mails",
  sourceArn: SET,
  topicArn: TOPIC,
  eventTypes: ["BOUNCE", "DELIVERY_DELAY"],
};

function house(topic: TopicPlan) {
  const queued: { arn: string; body: string }[] = [];
  const plan = { ...EMPTY_PLAN, topics: [topic] };
  const publish = createTopics({
    plan,
    authorizer: createAuthorizer(plan),
    sendToQueue: async (arn, body) => void queued.push({ arn, body }),
  });
  const tell = reportTopics([destination], publish);
  const report = (eventType: string, configurationSet = "mails") =>
    tell({ source: "aws.ses", detailType: "x", detail: { eventType }, configurationSet });
  return { queued, report };
}

test("a service publishes what its configuration set asks for to the queues of the topic, raw", async () => {
  const { queued, report } = house(topicOf(SET));
  await report("Bounce");
  await report("DeliveryDelay");
  await report("Send");
  await report("Bounce", "others");
  expect(queued.map(({ body }) => JSON.parse(body))).toEqual([
    { eventType: "Bounce" },
    { eventType: "DeliveryDelay" },
  ]);
  expect(queued[0]?.arn).toBe(QUEUE);
});

test("a subscription that is not raw gets the message in SNS's envelope", async () => {
  const { queued, report } = house(topicOf(SET, false));
  await report("Bounce");
  expect(JSON.parse(queued[0]?.body ?? "")).toMatchObject({
    Type: "Notification",
    TopicArn: TOPIC,
    Message: '{"eventType":"Bounce"}',
  });
});

test("a topic whose policy admits another configuration set takes nothing", async () => {
  const { queued, report } = house(topicOf(`${SET}-2`));
  await expect(report("Bounce")).rejects.toMatchObject({ code: "AccessDenied" });
  expect(queued).toEqual([]);
});
