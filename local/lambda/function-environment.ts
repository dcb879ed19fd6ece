import type { FunctionPlan } from "../plan/plan.ts";

export interface RoleCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface EnvironmentFacts {
  readonly region: string;
  readonly credentials: RoleCredentials;
  /** Where AWS APIs answer: AWS_ENDPOINT_URL and, where they differ, AWS_ENDPOINT_URL_<SERVICE>. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly clockOffsetMs: number;
  readonly logStreamName: string;
}

/**
 * All environment variables of a function: the template's, Lambda's reserved ones over them, and the local
 * endpoints and clock. Nothing of the developer's shell, nor of a profile in the home folder, comes through.
 */
export function environmentOf(plan: FunctionPlan, facts: EnvironmentFacts): Record<string, string> {
  return {
    LANG: "en_US.UTF-8",
    PATH: "/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin",
    NODE_PATH: "/opt/nodejs/node_modules:/var/runtime/node_modules:/var/task",
    ...plan.environment,
    TZ: ":UTC",
    _HANDLER: plan.handler,
    LAMBDA_TASK_ROOT: plan.codeDir,
    AWS_REGION: facts.region,
    AWS_DEFAULT_REGION: facts.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${plan.runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: plan.name,
    AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: logGroupOf(plan),
    AWS_LAMBDA_LOG_STREAM_NAME: facts.logStreamName,
    AWS_ACCESS_KEY_ID: facts.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.credentials.secretAccessKey,
    ...(facts.credentials.sessionToken === undefined
      ? {}
      : { AWS_SESSION_TOKEN: facts.credentials.sessionToken }),
    // The SDK would otherwise read ~/.aws, which no function on AWS has.
    AWS_CONFIG_FILE: "/var/task/.aws/config",
    AWS_SHARED_CREDENTIALS_FILE: "/var/task/.aws/credentials",
    AWS_EC2_METADATA_DISABLED: "true",
    ...facts.endpoints,
    INVITO_CLOCK_OFFSET_MS: String(facts.clockOffsetMs),
  };
}

export function logGroupOf(plan: Pick<FunctionPlan, "name">): string {
  return `/aws/lambda/${plan.name}`;
}
