import type { BucketPlan } from "../../../plan/plan.ts";
import type { NeededAction } from "../../../runtime-ports.ts";

/** Where and how a request is made: what every permission of it has in common. */
export interface PermissionContext {
  readonly region: string;
  readonly account: string;
  /** Condition keys that hold for the whole request: `aws:SourceIp`, `s3:authType` … */
  readonly keys: Readonly<Record<string, string>>;
}

type Bucket = Pick<BucketPlan, "arn">;

/** Needs `action` on the bucket itself. */
export function onBucket(
  context: PermissionContext,
  bucket: Bucket,
  action: string,
  keys: Record<string, string> = {},
): NeededAction {
  return { action, resource: bucket.arn, context: { ...context.keys, ...keys } };
}

/** Needs `action` on one object; a version id turns `s3:GetObject` into `s3:GetObjectVersion` and so on. */
export function onObject(
  context: PermissionContext,
  bucket: Bucket,
  action: string,
  key: string,
  versionId?: string,
  keys: Record<string, string> = {},
): NeededAction {
  const versioned = versionId === undefined ? action : (versionActions[action] ?? action);
  return {
    action: versioned,
    resource: `${bucket.arn}/${key}`,
    context: { ...context.keys, ...keys, ...(versionId === undefined ? {} : { "s3:VersionId": versionId }) },
  };
}

const versionActions: Readonly<Record<string, string>> = {
  "s3:GetObject": "s3:GetObjectVersion",
  "s3:DeleteObject": "s3:DeleteObjectVersion",
  "s3:GetObjectTagging": "s3:GetObjectVersionTagging",
  "s3:PutObjectTagging": "s3:PutObjectVersionTagging",
  "s3:DeleteObjectTagging": "s3:DeleteObjectVersionTagging",
};

/** What S3 does with the caller's rights when an object is encrypted with a KMS key; nothing without one. */
export function onKey(
  context: PermissionContext,
  keyArn: string | undefined,
  ...actions: readonly ("kms:Decrypt" | "kms:GenerateDataKey")[]
): NeededAction[] {
  if (keyArn === undefined) return [];
  return actions.map((action) => ({
    action,
    resource: keyArn,
    context: {
      ...context.keys,
      "kms:ViaService": `s3.${context.region}.amazonaws.com`,
      "kms:CallerAccount": context.account,
    },
  }));
}

/** What writing an object with these headers needs: the object, its tags, its lock, its key. */
export function toWrite(
  context: PermissionContext,
  bucket: Bucket,
  key: string,
  write: {
    readonly headers: Readonly<Record<string, string | undefined>>;
    readonly keyArn: string | undefined;
  },
): NeededAction[] {
  const { headers } = write;
  const keys: Record<string, string> = {};
  for (const name of [
    "x-amz-server-side-encryption",
    "x-amz-server-side-encryption-aws-kms-key-id",
    "x-amz-acl",
    "x-amz-storage-class",
  ]) {
    const value = headers[name];
    if (value !== undefined) keys[`s3:${name}`] = value;
  }
  const needs = (action: string): NeededAction => onObject(context, bucket, action, key, undefined, keys);
  return [
    needs("s3:PutObject"),
    ...(headers["x-amz-tagging"] ? [needs("s3:PutObjectTagging")] : []),
    ...(headers["x-amz-object-lock-mode"] ? [needs("s3:PutObjectRetention")] : []),
    ...(headers["x-amz-object-lock-legal-hold"] ? [needs("s3:PutObjectLegalHold")] : []),
    ...onKey(context, write.keyArn, "kms:GenerateDataKey"),
  ];
}
