import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import type * as kms from "aws-cdk-lib/aws-kms";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { acknowledgeObjectPrefix } from "../nag-acknowledgements.ts";
import { onAwsEvent } from "./event-rules.ts";
import { type Fn, viaService } from "./fn.ts";

/** S3 object actions a function may be given on a prefix. */
export type ObjectAction =
  | "GetObject"
  | "PutObject"
  | "DeleteObject"
  | "GetObjectTagging"
  | "PutObjectTagging"
  | "ListMultipartUploadParts"
  | "AbortMultipartUpload";

const WRITES: readonly ObjectAction[] = ["PutObject"];
/** Whoever joins parts reads what was encrypted part by part. */
const READS: readonly ObjectAction[] = ["GetObject", "ListMultipartUploadParts"];

export interface PrivateBucketProps {
  /** Environment variable by which functions know the bucket. */
  readonly env: string;
  /** Bucket that receives the server access logs. @default none */
  readonly accessLogs?: s3.IBucket;
  /** Default encryption of new objects. @default keys that S3 owns */
  readonly key?: kms.IKey;
  /** Prefixes whose objects are always written with S3's own keys although the bucket has a key. @default none */
  readonly withoutKey?: readonly string[];
  /** @default true */
  readonly versioned?: boolean;
  /** Whether S3 tells EventBridge's default bus about objects. @default false */
  readonly events?: boolean;
  readonly lifecycle?: readonly s3.LifecycleRule[];
  readonly cors?: readonly s3.CorsRule[];
  /** Objects cannot be overwritten or deleted for this long. @default no lock */
  readonly lock?: s3.ObjectLockRetention;
}

/** A retained bucket nobody reaches but through grants: no public access, no ACLs, TLS only. */
export class PrivateBucket extends Construct {
  readonly bucket: s3.Bucket;
  private readonly props: PrivateBucketProps;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    this.props = props;
    this.bucket = new s3.Bucket(this, "Bucket", {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: props.versioned ?? true,
      ...(props.key === undefined
        ? { encryption: s3.BucketEncryption.S3_MANAGED }
        : { encryption: s3.BucketEncryption.KMS, encryptionKey: props.key, bucketKeyEnabled: true }),
      ...(props.lock === undefined
        ? {}
        : { objectLockEnabled: true, objectLockDefaultRetention: props.lock }),
      ...(props.cors === undefined ? {} : { cors: [...props.cors] }),
      ...(props.accessLogs === undefined
        ? {}
        : { serverAccessLogsBucket: props.accessLogs, serverAccessLogsPrefix: `${id.toLowerCase()}/` }),
      lifecycleRules: [
        { id: "abandoned-uploads", abortIncompleteMultipartUploadAfter: Duration.days(1) },
        ...(props.lifecycle ?? []),
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    if (props.events === true) {
      // The L2 property would bring a custom resource with a function of its own.
      const plain = this.bucket.node.defaultChild as s3.CfnBucket;
      plain.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    }
  }

  /**
   * ARN of the objects below a prefix, as other stacks name it. The export exists whether or not somebody uses it, so
   * that a function which stops using it never blocks a deployment of the data.
   */
  objects(prefix: string): string {
    return `${Stack.of(this).exportValue(this.bucket.bucketArn)}/${prefix}*`;
  }

  /**
   * Gives a function exactly these object actions below a prefix (`originals/`), the bucket's name and the key's
   * actions where objects of the prefix are encrypted with the bucket's key.
   */
  grantPrefix(fn: Fn, prefix: string, actions: readonly ObjectAction[]): void {
    const objects = this.objects(prefix);
    fn.allow(
      actions.map((action) => `s3:${action}`),
      [objects],
    );
    acknowledgeObjectPrefix(fn, objects);
    if (this.props.key !== undefined && this.props.withoutKey?.includes(prefix) !== true) {
      const keyActions = actions.flatMap((action) =>
        READS.includes(action) ? ["kms:Decrypt"] : WRITES.includes(action) ? ["kms:GenerateDataKey"] : [],
      );
      if (keyActions.length > 0) fn.allow(keyActions, [this.props.key.keyArn], viaService(fn, "s3"));
    }
    fn.setEnvironment(this.props.env, this.bucket.bucketName);
  }

  /** Lets a function list the keys below a prefix; S3 answers 404 instead of 403 for absent objects then. */
  grantList(fn: Fn, prefix: string): void {
    fn.allow("s3:ListBucket", [this.bucket.bucketArn], { StringLike: { "s3:prefix": [`${prefix}*`] } });
    fn.setEnvironment(this.props.env, this.bucket.bucketName);
  }

  /** Calls a function for every object created below a prefix; at least once, in any order. */
  onCreated(fn: Fn, prefix: string): void {
    if (this.props.events !== true) throw new Error(`${this.node.path} does not report to EventBridge`);
    onAwsEvent(fn, `${this.node.id}Created`, {
      source: ["aws.s3"],
      detailType: ["Object Created"],
      account: [Stack.of(fn).account],
      detail: { bucket: { name: [this.bucket.bucketName] }, object: { key: [{ prefix }] } },
    });
  }
}
