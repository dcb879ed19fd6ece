import { onBucket } from "../auth/permissions.ts";
import { s3Error } from "../wire/s3-error.ts";
import { answerEmpty, answerXml, bucketOf, type Operation } from "./call.ts";

/** The epoch stands for when CloudFormation made the bucket: locally nobody knows. */
const created = new Date(0).toISOString();

export const listBuckets: Operation = async (s3, call) => {
  call.authorize({ action: "s3:ListAllMyBuckets", resource: "*", context: call.permission.keys });
  const Bucket = [...s3.buckets.keys()]
    .sort()
    .map((Name) => ({ Name, CreationDate: created, BucketRegion: s3.region }));
  answerXml(call, 200, "ListAllMyBucketsResult", { Owner: { ID: s3.account }, Buckets: { Bucket } });
};

export const headBucket: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  call.authorize(onBucket(call.permission, bucket.plan, "s3:ListBucket"));
  answerEmpty(call, 200, { "x-amz-bucket-region": s3.region, "x-amz-access-point-alias": "false" });
};

export const getBucketLocation: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  call.authorize(onBucket(call.permission, bucket.plan, "s3:GetBucketLocation"));
  const body = s3.region === "us-east-1" ? "" : s3.region;
  const document = `<?xml version="1.0" encoding="UTF-8"?>\n<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${body}</LocationConstraint>`;
  call.response.writeHead(200, { "content-type": "application/xml" });
  call.response.end(document);
};

export const getBucketVersioning: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  call.authorize(onBucket(call.permission, bucket.plan, "s3:GetBucketVersioning"));
  answerXml(call, 200, "VersioningConfiguration", bucket.versioned ? { Status: "Enabled" } : {});
};

export const getBucketCors: Operation = async (s3, call) => {
  const { plan } = bucketOf(s3, call.bucketName);
  call.authorize(onBucket(call.permission, plan, "s3:GetBucketCORS"));
  if (plan.cors.length === 0) throw s3Error("NoSuchCORSConfiguration", undefined, { BucketName: plan.name });
  const CORSRule = plan.cors.map((rule) => ({
    AllowedMethod: rule.allowedMethods,
    AllowedOrigin: rule.allowedOrigins,
    AllowedHeader: rule.allowedHeaders,
    ExposeHeader: rule.exposedHeaders,
    MaxAgeSeconds: rule.maxAge,
  }));
  answerXml(call, 200, "CORSConfiguration", { CORSRule });
};

export const getObjectLockConfiguration: Operation = async (s3, call) => {
  const { plan } = bucketOf(s3, call.bucketName);
  call.authorize(onBucket(call.permission, plan, "s3:GetBucketObjectLockConfiguration"));
  if (!plan.objectLock)
    throw s3Error("ObjectLockConfigurationNotFoundError", undefined, { BucketName: plan.name });
  answerXml(call, 200, "ObjectLockConfiguration", {
    ObjectLockEnabled: "Enabled",
    Rule: plan.lockDefault && {
      DefaultRetention: { Mode: plan.lockDefault.mode, Days: plan.lockDefault.days },
    },
  });
};
