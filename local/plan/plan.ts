/**
 * What the synthesized template asks for, with every intrinsic resolved: the only thing the local runtime hosts.
 * Physical names equal what `Ref` returns, ARNs what `Fn::GetAtt Arn` returns. Nothing here is guessed; a resource
 * type or property that is not represented ends in {@link Plan.unsupported} and is named at start.
 */
export interface Plan {
  readonly region: string;
  readonly account: string;
  readonly tables: readonly TablePlan[];
  readonly functions: readonly FunctionPlan[];
  readonly roles: readonly RolePlan[];
  /** AWS::Lambda::Permission: which service principal may invoke which function, from which source ARN. */
  readonly permissions: readonly PermissionPlan[];
  readonly httpApis: readonly HttpApiPlan[];
  readonly distributions: readonly DistributionPlan[];
  readonly publicKeys: readonly PublicKeyPlan[];
  readonly buckets: readonly BucketPlan[];
  readonly deployments: readonly BucketDeploymentPlan[];
  readonly queues: readonly QueuePlan[];
  readonly topics: readonly TopicPlan[];
  readonly reportTopics: readonly ReportTopicPlan[];
  readonly buses: readonly BusPlan[];
  readonly rules: readonly RulePlan[];
  readonly mappings: readonly MappingPlan[];
  readonly keys: readonly KeyPlan[];
  readonly userPools: readonly UserPoolPlan[];
  readonly secrets?: readonly SecretPlan[];
  /** Resources that exist in the template and have no local effect (alarms, dashboards …), each with why. */
  readonly inert: readonly { readonly logicalId: string; readonly type: string; readonly reason: string }[];
  /** One sentence per resource type or property that the runtime cannot host; printed at start. */
  readonly unsupported: readonly string[];
}

/** Every planned resource knows its stack and logical id, which are what messages to the developer name. */
export interface Planned {
  readonly stack: string;
  readonly logicalId: string;
}

export interface TablePlan extends Planned {
  readonly name: string;
  readonly arn: string;
  readonly keyArn?: string;
  /** The CreateTable input as CloudFormation gives it, without what only AWS has (PITR, tags, SSE). */
  readonly create: Readonly<Record<string, unknown>>;
  readonly ttlAttribute?: string;
  readonly streamArn?: string;
}

export interface FunctionPlan extends Planned {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Absolute folder of the bundled code and the handler as `file.export`. */
  readonly codeDir: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly environment: Readonly<Record<string, string>>;
  readonly deadLetterArn?: string;
  /** AWS::Lambda::EventInvokeConfig; AWS's defaults (2 retries, 21 600 s) when absent. */
  readonly asyncRetries: number;
  readonly asyncFailureArn?: string;
  /** How long an asynchronous event is retried; 21 600 s when absent. */
  readonly asyncMaxAgeSeconds?: number;
  readonly reservedConcurrency?: number;
}

export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow" | "Deny";
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Condition?: Readonly<
    Record<string, Readonly<Record<string, string | boolean | readonly string[]>>>
  >;
}
export interface PolicyDocument {
  readonly Version?: string;
  readonly Statement: readonly PolicyStatement[];
}

export interface RolePlan extends Planned {
  readonly name: string;
  readonly arn: string;
  readonly trust: PolicyDocument;
  /** Inline and attached customer policies; `from` names the AWS::IAM::Policy (or the role itself). */
  readonly policies: readonly { readonly from: string; readonly document: PolicyDocument }[];
}

export interface PermissionPlan extends Planned {
  readonly functionArn: string;
  readonly principal: string;
  readonly sourceArn?: string;
  readonly sourceAccount?: string;
}

export interface HttpApiPlan extends Planned {
  readonly id: string;
  /** A route may stand in another stack than its API. */
  readonly routes: readonly (Planned & {
    /** `METHOD /path/{param}` or `$default`. */
    readonly routeKey: string;
    readonly functionArn: string;
    readonly jwt?: {
      readonly issuer: string;
      readonly audience: readonly string[];
      readonly scopes: readonly string[];
    };
  })[];
  readonly cors?: Readonly<Record<string, unknown>>;
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
}

export interface DistributionPlan extends Planned {
  readonly id: string;
  readonly domainName: string;
  readonly defaultRootObject?: string;
  readonly origins: readonly {
    readonly id: string;
    /** Prefix that CloudFront puts before the path when it asks the origin; empty or `/…` without a slash at the end. */
    readonly path: string;
    /** Bucket regional domain, or the execute-api domain of a planned HTTP API. */
    readonly target:
      | { readonly kind: "bucket"; readonly bucket: string }
      | { readonly kind: "httpApi"; readonly apiId: string };
    readonly customHeaders: Readonly<Record<string, string>>;
  }[];
  /** In CloudFront's order of precedence; the default behaviour last with path `*`. */
  readonly behaviours: readonly {
    readonly path: string;
    readonly originId: string;
    readonly allowedMethods: readonly string[];
    readonly viewerProtocolPolicy: string;
    readonly compress: boolean;
    /** Resolved cache policy: TTLs in seconds and what belongs to the cache key. */
    readonly cache: {
      readonly minTtl: number;
      readonly defaultTtl: number;
      readonly maxTtl: number;
      readonly headers: readonly string[];
      readonly cookies: "none" | "all" | readonly string[];
      readonly query: "none" | "all" | readonly string[];
    };
    /** Resolved origin request policy: what the origin additionally receives. */
    readonly forward: {
      readonly headers: "none" | "allViewer" | "allViewerExceptHost" | readonly string[];
      /** `CloudFront-*` headers that the edge adds besides all of the viewer's. */
      readonly cloudFrontHeaders?: readonly string[];
      readonly cookies: "none" | "all" | readonly string[];
      readonly query: "none" | "all" | readonly string[];
    };
    /** Headers of the response headers policy, lower-case names; `override` replaces the origin's. */
    readonly responseHeaders: readonly {
      readonly name: string;
      readonly value: string;
      readonly override: boolean;
    }[];
    readonly removeHeaders: readonly string[];
    /** Public key ids a signed URL or cookie may be signed with; empty means public. */
    readonly trustedKeyIds: readonly string[];
    /** CloudFront function code by event type. */
    readonly functions: readonly {
      readonly eventType: "viewer-request" | "viewer-response";
      readonly code: string;
    }[];
  }[];
  /** `errorCachingMinTtl` in seconds; CloudFront keeps errors 10 s when it is absent. */
  readonly errorResponses: readonly {
    readonly errorCode: number;
    readonly responseCode?: number;
    readonly responsePagePath?: string;
    readonly errorCachingMinTtl?: number;
  }[];
}

/** `encodedKey` may still hold a `{{resolve:secretsmanager:…}}` reference: it is resolved when the secret exists. */
export interface PublicKeyPlan extends Planned {
  readonly id: string;
  readonly encodedKey: string;
}

export interface BucketPlan extends Planned {
  readonly name: string;
  readonly arn: string;
  readonly keyArn?: string;
  readonly eventBridge: boolean;
  readonly cors: readonly {
    readonly allowedMethods: readonly string[];
    readonly allowedOrigins: readonly string[];
    readonly allowedHeaders: readonly string[];
    readonly exposedHeaders: readonly string[];
    readonly maxAge?: number;
  }[];
  readonly policy?: PolicyDocument;
  readonly versioned: boolean;
  readonly objectLock: boolean;
  /** ObjectLockConfiguration's default rule: what an object gets that is written without a retention of its own. */
  readonly lockDefault?: { readonly mode: "GOVERNANCE" | "COMPLIANCE"; readonly days: number };
}

/** A folder of files, and what takes the place of the marks in them: values that are known only when a stack is deployed. */
export interface DeployedFolder {
  /** Absolute. */
  readonly folder: string;
  readonly values: Readonly<Record<string, string>>;
  /** Whether values stand inside JSON strings. */
  readonly inJson: boolean;
}

export interface BucketDeploymentPlan extends Planned {
  readonly bucket: string;
  readonly prefix: string;
  /** What is copied, in order. */
  readonly sources: readonly DeployedFolder[];
  readonly systemMetadata: Readonly<Record<string, string>>;
}

export interface QueuePlan extends Planned {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly visibilitySeconds: number;
  readonly retentionSeconds: number;
  readonly delaySeconds: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
  readonly policy?: PolicyDocument;
  readonly keyArn?: string;
}

export interface TopicPlan extends Planned {
  readonly arn: string;
  /** `raw` leaves out what SNS puts around a message. */
  readonly queues: readonly { readonly queueArn: string; readonly raw: boolean }[];
  readonly policy?: PolicyDocument;
}

/** Where a configuration set of SES or of the text service publishes what became of its messages. */
export interface ReportTopicPlan extends Planned {
  readonly configurationSet: string;
  readonly sourceArn: string;
  readonly topicArn: string;
  /** In the service's own words: `BOUNCE`, `TEXT_DELIVERED`, `TEXT_ALL`. */
  readonly eventTypes: readonly string[];
}

export interface BusPlan extends Planned {
  readonly name: string;
  readonly arn: string;
}

export interface RulePlan extends Planned {
  readonly name: string;
  readonly arn: string;
  /** `default` or a planned bus's name. */
  readonly bus: string;
  readonly enabled: boolean;
  readonly pattern?: Readonly<Record<string, unknown>>;
  /** `rate(...)` or `cron(...)`. */
  readonly schedule?: string;
  readonly targets: readonly {
    readonly id: string;
    readonly arn: string;
    readonly input?: string;
    readonly inputPath?: string;
    /** `paths` by placeholder name, as JSON paths of the event. */
    readonly inputTransformer?: {
      readonly paths: Readonly<Record<string, string>>;
      readonly template: string;
    };
    readonly deadLetterArn?: string;
    readonly maxRetries: number;
    readonly maxAgeSeconds: number;
    readonly roleArn?: string;
  }[];
}

export interface MappingPlan extends Planned {
  readonly functionArn: string;
  /** A planned table's stream ARN or a planned queue's ARN. */
  readonly sourceArn: string;
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly tumblingWindowSeconds: number;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  /** -1 means until the record expires. */
  readonly retries: number;
  readonly maxAgeSeconds: number;
  readonly bisect: boolean;
  readonly parallelization: number;
  readonly reportsItemFailures: boolean;
  readonly filters: readonly Readonly<Record<string, unknown>>[];
  readonly failureArn?: string;
  readonly maxConcurrency?: number;
}

export interface KeyPlan extends Planned {
  readonly id: string;
  readonly arn: string;
  readonly policy: PolicyDocument;
}

export interface UserPoolPlan extends Planned {
  readonly id: string;
  readonly arn: string;
  readonly groups: readonly string[];
  /** Function that is asked before tokens are signed, with version 2 of the event. */
  readonly preTokenGenerationArn?: string;
  readonly clients: readonly {
    readonly id: string;
    readonly callbackUrls: readonly string[];
    readonly logoutUrls: readonly string[];
    readonly accessTokenSeconds: number;
    readonly idTokenSeconds: number;
    readonly refreshTokenSeconds: number;
    readonly scopes: readonly string[];
  }[];
  readonly domain?: string;
}

/** `value` is given by the template; otherwise `generate` is the template's GenerateSecretString, made once at first start. */
export interface SecretPlan extends Planned {
  readonly name: string;
  /** Ends in AWS's six characters, as `Ref` returns it. */
  readonly arn: string;
  readonly keyArn?: string;
  readonly value?: string;
  readonly generate?: Readonly<Record<string, unknown>>;
}
