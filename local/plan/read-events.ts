import * as z from "zod";
import type { BusPlan, PolicyDocument, QueuePlan, RulePlan } from "./plan.ts";
import { attribute, cfnNumber, defined, keyArn, planned, policyDocument, read } from "./values.ts";
import type { Resource, World } from "./world.ts";

/** AWS's defaults, in seconds. */
const VISIBILITY = 30;
const RETENTION = 4 * 24 * 60 * 60;
const TARGET_RETRIES = 185;
const TARGET_MAX_AGE = 24 * 60 * 60;

const queueSchema = z.object({
  VisibilityTimeout: cfnNumber.default(VISIBILITY),
  MessageRetentionPeriod: cfnNumber.default(RETENTION),
  DelaySeconds: cfnNumber.default(0),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: cfnNumber }).optional(),
  KmsMasterKeyId: z.string().optional(),
});
const queuePolicySchema = z.object({ Queues: z.array(z.string()), PolicyDocument: policyDocument });

/** Queues with the statements that AWS::SQS::QueuePolicy resources give them. */
export function readQueues(world: World): QueuePlan[] {
  const policies = world.ofType("AWS::SQS::QueuePolicy").map((resource) => read(resource, queuePolicySchema));
  return world.ofType("AWS::SQS::Queue").map((resource) => {
    const given = read(resource, queueSchema);
    const url = resource.identity().ref;
    const statements = policies
      .filter(({ Queues }) => Queues.includes(url))
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const policy: PolicyDocument | undefined =
      statements.length > 0 ? { Version: "2012-10-17", Statement: statements } : undefined;
    return {
      ...planned(resource),
      name: attribute(resource, "QueueName"),
      url,
      arn: attribute(resource, "Arn"),
      visibilitySeconds: given.VisibilityTimeout,
      retentionSeconds: given.MessageRetentionPeriod,
      delaySeconds: given.DelaySeconds,
      ...defined({
        redrive: given.RedrivePolicy && {
          deadLetterArn: given.RedrivePolicy.deadLetterTargetArn,
          maxReceiveCount: given.RedrivePolicy.maxReceiveCount,
        },
        policy,
        keyArn: keyArn(given.KmsMasterKeyId, resource),
      }),
    };
  });
}

export function readBus(resource: Resource): BusPlan {
  return { ...planned(resource), name: resource.identity().ref, arn: attribute(resource, "Arn") };
}

const ruleSchema = z.object({
  EventBusName: z.string().default("default"),
  EventPattern: z.record(z.string(), z.unknown()).optional(),
  ScheduleExpression: z.string().optional(),
  State: z.string().default("ENABLED"),
  Targets: z
    .array(
      z.object({
        Id: z.string(),
        Arn: z.string(),
        Input: z.string().optional(),
        InputPath: z.string().optional(),
        DeadLetterConfig: z.object({ Arn: z.string().optional() }).default({}),
        RetryPolicy: z
          .object({
            MaximumRetryAttempts: cfnNumber.default(TARGET_RETRIES),
            MaximumEventAgeInSeconds: cfnNumber.default(TARGET_MAX_AGE),
          })
          .default({ MaximumRetryAttempts: TARGET_RETRIES, MaximumEventAgeInSeconds: TARGET_MAX_AGE }),
        RoleArn: z.string().optional(),
      }),
    )
    .default([]),
});

export function readRule(resource: Resource): RulePlan {
  const given = read(resource, ruleSchema);
  const ref = resource.identity().ref;
  return {
    ...planned(resource),
    name: ref.slice(ref.indexOf("|") + 1),
    arn: attribute(resource, "Arn"),
    bus: given.EventBusName.slice(given.EventBusName.lastIndexOf("/") + 1),
    enabled: given.State !== "DISABLED",
    targets: given.Targets.map((target) => ({
      id: target.Id,
      arn: target.Arn,
      maxRetries: target.RetryPolicy.MaximumRetryAttempts,
      maxAgeSeconds: target.RetryPolicy.MaximumEventAgeInSeconds,
      ...defined({
        input: target.Input,
        inputPath: target.InputPath,
        deadLetterArn: target.DeadLetterConfig.Arn,
        roleArn: target.RoleArn,
      }),
    })),
    ...defined({ pattern: given.EventPattern, schedule: given.ScheduleExpression }),
  };
}
