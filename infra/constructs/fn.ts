import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as lambda from "aws-cdk-lib/aws-lambda";
import * as logs from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Wiring } from "../house.ts";
import { DeadLetters } from "./dead-letters.ts";

/** Folder of the bundles; `npm run bundle` writes `<capability>/<entry>/index.js` below it. */
export const BUNDLES = resolve(import.meta.dirname, "../../dist/functions");

const DEFAULT_TIMEOUT = Duration.seconds(10);
const DEFAULT_MEMORY_MB = 512;

export interface FnProps {
  /** `<capability>/<file>` of `functions/<capability>/<file>.lambda.ts`. */
  readonly entry: `${string}/${string}`;
  /** What it does, in one sentence; shown in the console. */
  readonly description: string;
  /** @default 10 seconds */
  readonly timeout?: Duration;
  /** Megabytes; CPU grows with it. @default 512 */
  readonly memory?: number;
  /** @default none beyond what grants set */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * A Lambda function of the house: Node 24 on arm64, one bundled file, its own role without managed policies, JSON logs
 * that expire. Rights come only from grants and {@link allow}, with exact actions.
 */
export class Fn extends Construct {
  readonly function: lambda.Function;
  readonly role: iam.Role;
  readonly logGroup: logs.LogGroup;
  readonly entry: string;
  private readonly house: Wiring;
  private letters: DeadLetters | undefined;

  constructor(scope: Construct, id: string, house: Wiring, props: FnProps) {
    super(scope, id);
    this.house = house;
    this.entry = props.entry;
    const bundle = resolve(BUNDLES, props.entry);
    if (!existsSync(resolve(bundle, "index.js"))) {
      throw new Error(
        `${this.node.path}: no bundle for ${props.entry}; is there functions/${props.entry}.lambda.ts, and did npm run bundle run?`,
      );
    }
    this.role = new iam.Role(this, "Role", { assumedBy: new iam.ServicePrincipal("lambda.amazonaws.com") });
    this.logGroup = new logs.LogGroup(this, "Logs", {
      retention: house.stage.logRetentionDays as logs.RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.logGroup.grantWrite(this.role);
    this.function = new lambda.Function(this, "Function", {
      description: props.description,
      timeout: props.timeout ?? DEFAULT_TIMEOUT,
      memorySize: props.memory ?? DEFAULT_MEMORY_MB,
      environment: { POWERTOOLS_SERVICE_NAME: props.entry, ...props.environment },
      runtime: lambda.Runtime.NODEJS_24_X,
      architecture: lambda.Architecture.ARM_64,
      handler: "index.handler",
      code: lambda.Code.fromAsset(bundle),
      role: this.role,
      logGroup: this.logGroup,
      loggingFormat: lambda.LoggingFormat.JSON,
    });
  }

  /** Allows exactly these actions on exactly these resources. Wildcards in actions are refused. */
  allow(
    actions: string | readonly string[],
    resources: readonly string[],
    conditions?: Record<string, Record<string, string | string[]>>,
  ): void {
    const list = typeof actions === "string" ? [actions] : [...actions];
    const wild = list.find((action) => action.includes("*"));
    if (wild !== undefined) throw new Error(`${this.node.path}: name the actions instead of ${wild}`);
    this.role.addToPolicy(
      new iam.PolicyStatement({
        actions: list,
        resources: [...resources],
        ...(conditions === undefined ? {} : { conditions }),
      }),
    );
  }

  /** Sets an environment variable; setting it twice to different values is a mistake and throws. */
  setEnvironment(name: string, value: string): void {
    const known = this.values.get(name);
    if (known !== undefined && known !== value) throw new Error(`${this.node.path}: ${name} has two values`);
    this.values.set(name, value);
    this.function.addEnvironment(name, value);
  }
  private readonly values = new Map<string, string>();

  /** What this function got asynchronously and could not handle after retries: made on first use, with an alarm. */
  get deadLetters(): DeadLetters {
    this.letters ??= new DeadLetters(this, "DeadLetters", this.house, { of: this.entry });
    return this.letters;
  }

  /** Bounds asynchronous invocations (rules, schedules): two retries within an hour, then the dead letters. */
  takeEvents(): void {
    if (this.node.tryFindChild("AsyncConfig") !== undefined) return;
    // Lambda checks the role's right to the destination when the configuration is made.
    new lambda.CfnEventInvokeConfig(this, "AsyncConfig", {
      functionName: this.function.functionName,
      qualifier: "$LATEST",
      maximumRetryAttempts: 2,
      maximumEventAgeInSeconds: Duration.hours(1).toSeconds(),
      destinationConfig: { onFailure: { destination: this.deadLetters.queue.queueArn } },
    }).node.addDependency(this.role);
    this.deadLetters.grantSend(this.role);
  }
}

/** Condition that a key is used only by this service on the function's behalf, never directly. */
export function viaService(
  scope: Construct,
  service: "dynamodb" | "s3",
): Record<string, Record<string, string>> {
  return { StringEquals: { "kms:ViaService": `${service}.${Stack.of(scope).region}.amazonaws.com` } };
}
