import * as z from "zod";
import type { BucketDeploymentPlan, BucketPlan, KeyPlan, SecretPlan, TablePlan } from "./plan.ts";
import {
  attribute,
  cfnBoolean,
  cfnNumber,
  defined,
  keyArn,
  planned,
  policyDocument,
  read,
  textList,
} from "./values.ts";
import type { Resource, World } from "./world.ts";

const sse = z.object({ KMSMasterKeyId: z.string().optional(), SSEEnabled: cfnBoolean.optional() }).optional();
const tableSchema = z.object({
  KeySchema: z.array(z.unknown()),
  AttributeDefinitions: z.array(z.unknown()),
  GlobalSecondaryIndexes: z.array(z.record(z.string(), z.unknown())).optional(),
  LocalSecondaryIndexes: z.array(z.record(z.string(), z.unknown())).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: cfnBoolean }).optional(),
  SSESpecification: sse,
  Replicas: z.array(z.object({ SSESpecification: sse })).default([]),
});

/** What an index is, without what it may cost. */
const indexShape = ({ IndexName, KeySchema, Projection }: Record<string, unknown>) => ({
  IndexName,
  KeySchema,
  Projection,
});

export function readTable(resource: Resource): TablePlan {
  const given = read(resource, tableSchema);
  const name = resource.identity().ref;
  const key = given.Replicas[0]?.SSESpecification?.KMSMasterKeyId ?? given.SSESpecification?.KMSMasterKeyId;
  const ttl = given.TimeToLiveSpecification;
  return {
    ...planned(resource),
    name,
    arn: attribute(resource, "Arn"),
    create: defined({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: given.KeySchema,
      AttributeDefinitions: given.AttributeDefinitions,
      GlobalSecondaryIndexes: given.GlobalSecondaryIndexes?.map(indexShape),
      LocalSecondaryIndexes: given.LocalSecondaryIndexes?.map(indexShape),
      StreamSpecification: given.StreamSpecification && {
        StreamEnabled: true,
        StreamViewType: given.StreamSpecification.StreamViewType,
      },
    }),
    ...defined({
      keyArn: keyArn(key, resource),
      ttlAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
      streamArn: given.StreamSpecification && attribute(resource, "StreamArn"),
    }),
  };
}

const bucketSchema = z.object({
  BucketEncryption: z
    .object({
      ServerSideEncryptionConfiguration: z.array(
        z.object({
          ServerSideEncryptionByDefault: z.object({ KMSMasterKeyID: z.string().optional() }).optional(),
        }),
      ),
    })
    .optional(),
  NotificationConfiguration: z
    .object({ EventBridgeConfiguration: z.object({}).loose().optional() })
    .optional(),
  CorsConfiguration: z
    .object({
      CorsRules: z.array(
        z.object({
          AllowedMethods: textList,
          AllowedOrigins: textList,
          AllowedHeaders: textList,
          ExposedHeaders: textList,
          MaxAge: cfnNumber.optional(),
        }),
      ),
    })
    .optional(),
  VersioningConfiguration: z.object({ Status: z.string() }).optional(),
  ObjectLockEnabled: cfnBoolean.optional(),
});
const bucketPolicySchema = z.object({ Bucket: z.string(), PolicyDocument: policyDocument });
const notificationsSchema = z.object({
  BucketName: z.string(),
  NotificationConfiguration: z.object({ EventBridgeConfiguration: z.object({}).loose().optional() }),
});

/** Buckets with the policy and the notifications that separate resources give them. */
export function readBuckets(world: World): BucketPlan[] {
  const policies = world
    .ofType("AWS::S3::BucketPolicy")
    .map((resource) => read(resource, bucketPolicySchema));
  const notifying = new Set(
    world
      .ofType("Custom::S3BucketNotifications")
      .map((resource) => read(resource, notificationsSchema))
      .filter(
        ({ NotificationConfiguration }) => NotificationConfiguration.EventBridgeConfiguration !== undefined,
      )
      .map(({ BucketName }) => BucketName),
  );
  return world.ofType("AWS::S3::Bucket").map((resource) => {
    const given = read(resource, bucketSchema);
    const name = resource.identity().ref;
    const statements = policies
      .filter(({ Bucket }) => Bucket === name)
      .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    const key =
      given.BucketEncryption?.ServerSideEncryptionConfiguration[0]?.ServerSideEncryptionByDefault
        ?.KMSMasterKeyID;
    return {
      ...planned(resource),
      name,
      arn: attribute(resource, "Arn"),
      eventBridge:
        given.NotificationConfiguration?.EventBridgeConfiguration !== undefined || notifying.has(name),
      cors: (given.CorsConfiguration?.CorsRules ?? []).map((rule) => ({
        allowedMethods: rule.AllowedMethods,
        allowedOrigins: rule.AllowedOrigins,
        allowedHeaders: rule.AllowedHeaders,
        exposedHeaders: rule.ExposedHeaders,
        ...defined({ maxAge: rule.MaxAge }),
      })),
      versioned: given.VersioningConfiguration?.Status === "Enabled",
      objectLock: given.ObjectLockEnabled ?? false,
      ...defined({
        keyArn: keyArn(key, resource),
        policy: statements.length > 0 ? { Version: "2012-10-17", Statement: statements } : undefined,
      }),
    };
  });
}

const deploymentSchema = z.object({
  SourceObjectKeys: z.array(z.string()),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(""),
  SystemMetadata: z.record(z.string(), z.string()).default({}),
  /** By source; empty ones at the end are left out. */
  SourceMarkers: z.array(z.record(z.string(), z.string())).default([]),
  SourceMarkersConfig: z.array(z.object({ jsonEscape: cfnBoolean.optional() })).default([]),
});

export function readDeployment(resource: Resource, world: World): BucketDeploymentPlan {
  const given = read(resource, deploymentSchema);
  return {
    ...planned(resource),
    bucket: given.DestinationBucketName,
    prefix: given.DestinationBucketKeyPrefix,
    sources: given.SourceObjectKeys.map((key, index) => {
      const folder = world.assetPath(key);
      if (folder === undefined)
        throw new Error(`${resource.stack}/${resource.logicalId}: the assembly has no asset ${key}`);
      return {
        folder,
        values: given.SourceMarkers[index] ?? {},
        inJson: given.SourceMarkersConfig[index]?.jsonEscape ?? false,
      };
    }),
    systemMetadata: given.SystemMetadata,
  };
}

const keySchema = z.object({ KeyPolicy: policyDocument });

export function readKey(resource: Resource): KeyPlan {
  return {
    ...planned(resource),
    id: resource.identity().ref,
    arn: attribute(resource, "Arn"),
    policy: read(resource, keySchema).KeyPolicy,
  };
}

const secretSchema = z.object({
  Name: z.string().optional(),
  KmsKeyId: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: z.record(z.string(), z.unknown()).optional(),
});
const SECRET_SUFFIX_LENGTH = "-AbCdEf".length;

export function readSecret(resource: Resource): SecretPlan {
  const given = read(resource, secretSchema);
  const arn = resource.identity().ref;
  return {
    ...planned(resource),
    name: arn.slice(arn.indexOf(":secret:") + ":secret:".length, -SECRET_SUFFIX_LENGTH),
    arn,
    ...defined({
      keyArn: keyArn(given.KmsKeyId, resource),
      value: given.SecretString,
      generate: given.GenerateSecretString ?? (given.SecretString === undefined ? {} : undefined),
    }),
  };
}
