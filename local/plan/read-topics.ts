import * as z from "zod";
import type { PolicyDocument, ReportTopicPlan, TopicPlan } from "./plan.ts";
import { cfnBoolean, defined, planned, policyDocument, read } from "./values.ts";
import type { World } from "./world.ts";

const policySchema = z.object({ Topics: z.array(z.string()), PolicyDocument: policyDocument });
const subscriptionSchema = z.object({
  TopicArn: z.string(),
  Protocol: z.string(),
  Endpoint: z.string().optional(),
  RawMessageDelivery: cfnBoolean.default(false),
});
const mailDestinationSchema = z.object({
  ConfigurationSetName: z.string(),
  EventDestination: z.object({
    Enabled: cfnBoolean.default(true),
    MatchingEventTypes: z.array(z.string()),
    SnsDestination: z.object({ TopicARN: z.string() }).optional(),
  }),
});
const textSetSchema = z.object({
  EventDestinations: z
    .array(
      z.object({
        Enabled: cfnBoolean.default(true),
        MatchingEventTypes: z.array(z.string()),
        SnsDestination: z.object({ TopicArn: z.string() }).optional(),
      }),
    )
    .default([]),
});

/** Topics with their policies and the queues that subscribe to them; people's addresses get nothing locally. */
export function readTopics(world: World): TopicPlan[] {
  const policies = world.ofType("AWS::SNS::TopicPolicy").map((resource) => read(resource, policySchema));
  const subscriptions = world
    .ofType("AWS::SNS::Subscription")
    .map((resource) => read(resource, subscriptionSchema));
  return world.ofType("AWS::SNS::Topic").map((resource) => {
    const arn = resource.identity().ref;
    const statements = policies
      .filter(({ Topics }) => Topics.includes(arn))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const policy: PolicyDocument | undefined =
      statements.length > 0 ? { Version: "2012-10-17", Statement: statements } : undefined;
    return {
      ...planned(resource),
      arn,
      queues: subscriptions.flatMap(({ TopicArn, Protocol, Endpoint, RawMessageDelivery }) =>
        TopicArn === arn && Protocol === "sqs" && Endpoint !== undefined
          ? [{ queueArn: Endpoint, raw: RawMessageDelivery }]
          : [],
      ),
      ...defined({ policy }),
    };
  });
}

/** Which topics the mail and text services tell what became of messages, by the configuration set of the message. */
export function readReportTopics(world: World): ReportTopicPlan[] {
  const { region, account } = world.resources[0] ?? { region: "", account: "" };
  const mail = world.ofType("AWS::SES::ConfigurationSetEventDestination").flatMap((resource) => {
    const { ConfigurationSetName, EventDestination } = read(resource, mailDestinationSchema);
    const { Enabled, MatchingEventTypes, SnsDestination } = EventDestination;
    if (!Enabled || SnsDestination === undefined) return [];
    return [
      {
        ...planned(resource),
        configurationSet: ConfigurationSetName,
        sourceArn: `arn:aws:ses:${region}:${account}:configuration-set/${ConfigurationSetName}`,
        topicArn: SnsDestination.TopicARN,
        eventTypes: MatchingEventTypes,
      },
    ];
  });
  const texts = world.ofType("AWS::SMSVOICE::ConfigurationSet").flatMap((resource) =>
    read(resource, textSetSchema).EventDestinations.flatMap((destination) => {
      const { Enabled, MatchingEventTypes, SnsDestination } = destination;
      if (!Enabled || SnsDestination === undefined) return [];
      const name = resource.identity().ref;
      return [
        {
          ...planned(resource),
          configurationSet: name,
          sourceArn: `arn:aws:sms-voice:${region}:${account}:configuration-set/${name}`,
          topicArn: SnsDestination.TopicArn,
          eventTypes: MatchingEventTypes,
        },
      ];
    }),
  );
  return [...mail, ...texts];
}
