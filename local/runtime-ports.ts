/**
 * The seams between the parts of the local runtime. Each part is built from a {@link Plan} and these ports, so that
 * no part imports another and every part is tested alone.
 */
import type { IncomingMessage, ServerResponse } from "node:http";

/** Who signed a request: a function's or service's role, the developer at the keyboard, or nobody. */
export type Principal =
  | { readonly kind: "role"; readonly roleArn: string; readonly accessKeyId: string }
  | { readonly kind: "service"; readonly service: string; readonly sourceArn?: string }
  /** The developer key may do everything; an unknown access key may look (`Get`, `List`, `Describe`, `Query`, `Scan`, `Head`). */
  | { readonly kind: "developer"; readonly mayWrite: boolean }
  | { readonly kind: "anonymous" };

/** One thing a request does, as IAM sees it. `context` holds condition keys such as `s3:prefix`. */
export interface NeededAction {
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** Refuses (throws `AccessDenied`) or records the use of a grant. Evaluates identity and resource policies. */
export interface Authorizer {
  check(principal: Principal, needed: readonly NeededAction[]): void;
}

/** A signed request to an AWS API. `body` is buffered except where the service streams (S3). */
export interface AwsRequest {
  readonly service: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** `X-Amz-Target` after the dot, or undefined for REST protocols. */
  readonly operation?: string;
  readonly body: Buffer;
  readonly principal: Principal;
}

/** An error in the service's own wire form: `code` is the AWS exception name. */
export class AwsError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = "AwsError";
  }
}

/** Thrown by a service whose answer is lost on purpose: the gateway destroys the socket and sends nothing. */
export class ConnectionReset extends Error {
  override readonly name = "ConnectionReset";
}

/** One AWS API of the JSON or REST-JSON family, found by the SigV4 signing name. */
export interface AwsService {
  /** dynamodb, sqs, events, secretsmanager, ses, mobiletargeting, mediaconvert, kms, lambda, cognito-idp … */
  readonly signingName: string;
  needs(request: AwsRequest): readonly NeededAction[];
  handle(request: AwsRequest): Promise<AwsResponse>;
}
export interface AwsResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** S3 verifies signatures over streamed bodies and presigned URLs itself, so it takes the raw request. */
export type RawHttp = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Looks up what the gateway and S3 verify signatures with. */
export interface Credentials {
  /** undefined for an access key that this runtime did not issue. */
  find(accessKeyId: string): { readonly secretAccessKey: string; readonly principal: Principal } | undefined;
}

/**
 * Result of a synchronous invocation; `errorType` is set for a function error, as Lambda's FunctionError is.
 * `reached` is false when the event never got to the handler (throttled, refused, too large, unknown function):
 * pollers retry those without using up the attempts meant for function errors. `trace` is the handler's stack.
 */
export type InvokeResult =
  | { readonly ok: true; readonly payload: unknown }
  | {
      readonly ok: false;
      readonly errorType: string;
      readonly errorMessage: string;
      readonly reached?: boolean;
      readonly trace?: readonly string[];
    };

export interface Invoker {
  /** RequestResponse. Payload over 6 MB or a timeout is a function error, never a throw. */
  invoke(functionArn: string, event: unknown, from: Principal): Promise<InvokeResult>;
  /** Event invocation: resolves when the event is durable; retried and dead-lettered as the plan says. */
  invokeLater(functionArn: string, event: unknown, from: Principal): Promise<void>;
}

/** An event as AWS puts it on the default bus; `id`, `time`, `account` and `region` are filled when absent. */
export interface BusEvent {
  readonly source: string;
  readonly "detail-type": string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
}
/** Resolves when the event is journalled: from then on it survives kill -9. */
export type EmitAwsEvent = (event: BusEvent) => Promise<void>;

/**
 * Sends to a queue on behalf of `from` (dead letters, rule targets); resolves when durable. A service principal needs
 * the queue's policy, a role its own; without `from` nothing is checked. Throws `AwsError` when refused or unknown.
 */
export type SendToQueue = (
  queueArn: string,
  body: string,
  attributes?: Readonly<Record<string, string>>,
  from?: Principal,
) => Promise<void>;

/**
 * Durable state of the small services: named append-only logs that are compacted on start.
 * `append` resolves after the line is on disk (fsync, group commit).
 */
export interface Journal {
  open<Entry>(name: string): Promise<{
    /** What earlier runs appended, in order; a torn last line is dropped. */
    readonly entries: readonly Entry[];
    append(entry: Entry): Promise<void>;
    /** Replaces the log by these entries atomically. */
    compact(entries: readonly Entry[]): Promise<void>;
  }>;
}

/** Says something to the developer that AWS would put in a metric or nowhere (a dropped dead letter, a refused poll). */
export type Warn = (message: string) => void;

/** Business time of the functions. Signatures, tokens and URL expiry use real time. */
export interface LocalClock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
  /** What functions add to Date.now(). */
  offsetMs(): number;
}

/** Notes what of the template was really used, so that unused resources can be named. */
export interface UsageRecorder {
  record(kind: "permission" | "mapping" | "rule" | "function" | "route", logicalId: string): void;
}
