import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as kms from "aws-cdk-lib/aws-kms";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as smsvoice from "aws-cdk-lib/aws-smsvoice";
import type { Construct } from "constructs";
import { ENV, LAKE_PREFIX, MEDIA_PREFIX } from "../../shared/names.ts";
import type { Stage } from "../config.ts";
import { asBucket } from "../constructs/as-bucket.ts";
import { CapabilityTable } from "../constructs/capability-table.ts";
import { People } from "../constructs/people.ts";
import { PrivateBucket } from "../constructs/private-bucket.ts";
import type { House } from "../house.ts";
import type { OperationsStack } from "./operations.ts";

/** Time in which an overwritten or deleted object can be brought back. */
const UNDO = Duration.days(30);

/**
 * Everything that must outlive a deployment: tables, buckets, keys and the user pool. All of it is retained and
 * protected, and nothing here refers to another stack.
 */
export class DataStack extends Stack {
  readonly tables: House["tables"];
  readonly buckets: House["buckets"];
  readonly people: People;
  /** Encrypts original media; MediaConvert's role needs it. */
  readonly originalsKey: kms.Key;
  readonly lakeKey: kms.Key;

  constructor(scope: Construct, id: string, stage: Stage, operations: OperationsStack, props: StackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const peopleKey = this.key("PeopleKey", "Names and addresses of HCPs");
    const restrictedKey = this.key("RestrictedKey", "Questions and safety reports");
    this.originalsKey = this.key("OriginalsKey", "Original media");
    this.lakeKey = this.key("LakeKey", "Engagement files");

    this.tables = {
      records: new CapabilityTable(this, "Records", { env: ENV.recordsTable, stream: true }),
      people: new CapabilityTable(this, "People", { env: ENV.peopleTable, key: peopleKey }),
      audit: new CapabilityTable(this, "Audit", {
        env: ENV.auditTable,
        stream: true,
        allows: ["PutItem", "Query"],
      }),
      restricted: new CapabilityTable(this, "Restricted", { env: ENV.restrictedTable, key: restrictedKey }),
      engagement: new CapabilityTable(this, "Engagement", { env: ENV.engagementTable, stream: true }),
      insights: new CapabilityTable(this, "Insights", { env: ENV.insightsTable }),
    };
    this.buckets = this.makeBuckets(stage);
    this.makeOptOutList(stage);
    this.people = new People(this, "SignIn", { stage, alarmTopic: operations.alarmTopic });
    new CfnOutput(this, "UserPoolId", {
      value: this.people.pool.userPoolId,
      description: "For npm run first-admin",
    });
  }

  /** The provider's list of numbers that get nothing. It is never replaced: a new one would not know the old opt-outs. */
  private makeOptOutList({ sms }: Stage): void {
    if (sms?.optOutList === undefined) return;
    const list = new smsvoice.CfnOptOutList(this, "OptOutList", { optOutListName: sms.optOutList });
    list.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }

  private key(id: string, description: string): kms.Key {
    return new kms.Key(this, id, {
      description,
      enableKeyRotation: true,
      pendingWindow: Duration.days(30),
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private makeBuckets(stage: Stage): House["buckets"] {
    const accessLogs = asBucket(
      new s3.Bucket(this, "AccessLogs", {
        blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
        objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
        encryption: s3.BucketEncryption.S3_MANAGED,
        enforceSSL: true,
        lifecycleRules: [{ id: "expire", expiration: Duration.days(stage.logRetentionDays) }],
        removalPolicy: RemovalPolicy.RETAIN,
      }),
    );
    const uploads = uploadsFrom(stage);
    const media = new PrivateBucket(this, "Media", {
      env: ENV.mediaBucket,
      accessLogs,
      key: this.originalsKey,
      withoutKey: [MEDIA_PREFIX.renditions, MEDIA_PREFIX.previews],
      events: true,
      cors: [uploads],
      lifecycle: [{ id: "undo", noncurrentVersionExpiration: UNDO }],
    });
    this.letCloudFrontRead(media.bucket, [MEDIA_PREFIX.renditions, MEDIA_PREFIX.previews]);
    const { rawLakeDays, exportDays, transferDays, auditLock } = stage.retention;
    return {
      media,
      transfer: new PrivateBucket(this, "Transfer", {
        env: ENV.transferBucket,
        accessLogs,
        events: true,
        cors: [uploads],
        lifecycle: [
          {
            id: "expire",
            expiration: Duration.days(transferDays),
            noncurrentVersionExpiration: Duration.days(1),
          },
        ],
      }),
      lake: new PrivateBucket(this, "Lake", {
        env: ENV.lakeBucket,
        accessLogs,
        key: this.lakeKey,
        versioned: false,
        lifecycle: [
          { id: "raw", prefix: LAKE_PREFIX.raw, expiration: Duration.days(rawLakeDays) },
          { id: "export", prefix: LAKE_PREFIX.export, expiration: Duration.days(exportDays) },
          { id: "results", prefix: ATHENA_RESULTS, expiration: Duration.days(7) },
        ],
      }),
      auditArchive: new PrivateBucket(this, "AuditArchive", {
        env: ENV.auditArchiveBucket,
        accessLogs,
        lock:
          auditLock.mode === "compliance"
            ? s3.ObjectLockRetention.compliance(Duration.days(auditLock.days))
            : s3.ObjectLockRetention.governance(Duration.days(auditLock.days)),
      }),
    };
  }

  /**
   * Any distribution of this account may read these prefixes; which one does is service's decision, so that data need
   * not know it. Objects there are encrypted with S3's keys, because CloudFront has no right to ours.
   */
  private letCloudFrontRead(bucket: s3.Bucket, prefixes: readonly string[]): void {
    bucket.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal("cloudfront.amazonaws.com")],
        actions: ["s3:GetObject"],
        resources: prefixes.map((prefix) => bucket.arnForObjects(`${prefix}*`)),
        conditions: {
          ArnLike: { "aws:SourceArn": `arn:${this.partition}:cloudfront::${this.account}:distribution/*` },
        },
      }),
    );
  }
}

/** Prefix of Athena's result files in the lake bucket. */
export const ATHENA_RESULTS = "results/";

/** Browsers upload to S3 directly; the signed form decides what, so an unknown app origin need not be narrowed. */
function uploadsFrom(stage: Stage): s3.CorsRule {
  return {
    allowedMethods: [s3.HttpMethods.POST, s3.HttpMethods.PUT],
    allowedOrigins: [stage.domains === undefined ? "*" : `https://${stage.domains.app}`],
    allowedHeaders: ["*"],
    exposedHeaders: ["ETag"],
    maxAge: Duration.hours(1).toSeconds(),
  };
}
