import * as z from "zod";
import type { FunctionPlan, MappingPlan, PermissionPlan } from "./plan.ts";
import { attribute, cfnBoolean, cfnNumber, cfnText, defined, planned, read, textList } from "./values.ts";
import type { Resource, World } from "./world.ts";

const AWS_DEFAULT_RETRIES = 2;
const AWS_DEFAULT_MEMORY_MB = 128;
const AWS_DEFAULT_TIMEOUT_SECONDS = 3;

const functionSchema = z.object({
  Code: z.object({ S3Key: z.string().optional() }).loose(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
  Environment: z.object({ Variables: z.record(z.string(), cfnText).default({}) }).optional(),
  Handler: z.string().default("index.handler"),
  MemorySize: cfnNumber.default(AWS_DEFAULT_MEMORY_MB),
  ReservedConcurrentExecutions: cfnNumber.optional(),
  Role: z.string(),
  Runtime: z.string().default(""),
  Timeout: cfnNumber.default(AWS_DEFAULT_TIMEOUT_SECONDS),
});
const invokeConfigSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: cfnNumber.default(AWS_DEFAULT_RETRIES),
  MaximumEventAgeInSeconds: cfnNumber.optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
});

/** A function may be named by its name, its ARN or `account:function:name`. */
const bareName = (name: string): string => name.slice(name.lastIndexOf(":") + 1);

/** Reads the functions that run JavaScript from an asset; others are returned as sentences. */
export function readFunctions(
  world: World,
  skip: (resource: Resource) => boolean,
): { functions: FunctionPlan[]; unsupported: string[] } {
  const unsupported: string[] = [];
  const invokeConfigs = world
    .ofType("AWS::Lambda::EventInvokeConfig")
    .map((resource) => read(resource, invokeConfigSchema));
  const functions = world
    .ofType("AWS::Lambda::Function")
    .filter((resource) => !skip(resource))
    .flatMap((resource): FunctionPlan[] => {
      const given = read(resource, functionSchema);
      const place = `${resource.stack}/${resource.logicalId}`;
      const codeDir = given.Code.S3Key === undefined ? undefined : world.assetPath(given.Code.S3Key);
      if (codeDir === undefined || !given.Runtime.startsWith("nodejs")) {
        unsupported.push(
          codeDir === undefined
            ? `${place}: the function's code is not an asset of this assembly.`
            : `${place}: the runtime ${given.Runtime || "of a container image"} is not hosted; functions run on Node.`,
        );
        return [];
      }
      const name = resource.identity().ref;
      const invokeConfig = invokeConfigs.find(({ FunctionName }) => bareName(FunctionName) === name);
      return [
        {
          ...planned(resource),
          name,
          arn: attribute(resource, "Arn"),
          roleArn: given.Role,
          codeDir,
          handler: given.Handler,
          runtime: given.Runtime,
          memoryMb: given.MemorySize,
          timeoutSeconds: given.Timeout,
          environment: given.Environment?.Variables ?? {},
          asyncRetries: invokeConfig?.MaximumRetryAttempts ?? AWS_DEFAULT_RETRIES,
          ...defined({
            deadLetterArn: given.DeadLetterConfig?.TargetArn,
            asyncFailureArn: invokeConfig?.DestinationConfig.OnFailure?.Destination,
            asyncMaxAgeSeconds: invokeConfig?.MaximumEventAgeInSeconds,
            reservedConcurrency: given.ReservedConcurrentExecutions,
          }),
        },
      ];
    });
  return { functions, unsupported };
}

const functionArn = (name: string, { region, account }: Resource): string =>
  `arn:aws:lambda:${region}:${account}:function:${bareName(name)}`;

const permissionSchema = z.object({
  FunctionName: z.string(),
  Principal: z.string(),
  SourceArn: z.string().optional(),
  SourceAccount: z.string().optional(),
});

export function readPermission(resource: Resource): PermissionPlan {
  const given = read(resource, permissionSchema);
  return {
    ...planned(resource),
    functionArn: functionArn(given.FunctionName, resource),
    principal: given.Principal,
    ...defined({ sourceArn: given.SourceArn, sourceAccount: given.SourceAccount }),
  };
}

const QUEUE_BATCH = 10;
const STREAM_BATCH = 100;
const UNTIL_EXPIRED = -1;

const pattern = z.string().transform((text, context) => {
  const parsed = z.record(z.string(), z.unknown()).safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  context.addIssue({ code: "custom", message: "not a filter pattern" });
  return z.NEVER;
});
const mappingSchema = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  Enabled: cfnBoolean.default(true),
  BatchSize: cfnNumber.optional(),
  MaximumBatchingWindowInSeconds: cfnNumber.default(0),
  TumblingWindowInSeconds: cfnNumber.default(0),
  StartingPosition: z.enum(["TRIM_HORIZON", "LATEST"]).default("TRIM_HORIZON"),
  MaximumRetryAttempts: cfnNumber.default(UNTIL_EXPIRED),
  MaximumRecordAgeInSeconds: cfnNumber.default(UNTIL_EXPIRED),
  BisectBatchOnFunctionError: cfnBoolean.default(false),
  ParallelizationFactor: cfnNumber.default(1),
  FunctionResponseTypes: textList,
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: pattern })) }).default({ Filters: [] }),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).default({}),
  ScalingConfig: z.object({ MaximumConcurrency: cfnNumber.optional() }).default({}),
});

export function readMapping(resource: Resource): MappingPlan {
  const given = read(resource, mappingSchema);
  const isQueue = given.EventSourceArn.startsWith("arn:aws:sqs:");
  return {
    ...planned(resource),
    functionArn: functionArn(given.FunctionName, resource),
    sourceArn: given.EventSourceArn,
    enabled: given.Enabled,
    batchSize: given.BatchSize ?? (isQueue ? QUEUE_BATCH : STREAM_BATCH),
    windowSeconds: given.MaximumBatchingWindowInSeconds,
    tumblingWindowSeconds: given.TumblingWindowInSeconds,
    startingPosition: given.StartingPosition,
    retries: given.MaximumRetryAttempts,
    maxAgeSeconds: given.MaximumRecordAgeInSeconds,
    bisect: given.BisectBatchOnFunctionError,
    parallelization: given.ParallelizationFactor,
    reportsItemFailures: given.FunctionResponseTypes.includes("ReportBatchItemFailures"),
    filters: given.FilterCriteria.Filters.map(({ Pattern }) => Pattern),
    ...defined({
      failureArn: given.DestinationConfig.OnFailure?.Destination,
      maxConcurrency: given.ScalingConfig.MaximumConcurrency,
    }),
  };
}
