import { onObject } from "../auth/permissions.ts";
import { selectVersion } from "../store/bucket.ts";
import type { ObjectVersion } from "../store/object-record.ts";
import { assertRetentionChange } from "../store/version-changes.ts";
import { checkTags, parseRetention } from "../wire/object-headers.ts";
import { readText } from "../wire/receive-body.ts";
import { s3Error } from "../wire/s3-error.ts";
import { childText, parseXml, type XmlElement } from "../wire/xml.ts";
import {
  answerEmpty,
  answerXml,
  bucketOf,
  type Operation,
  type S3Call,
  type S3Context,
  versionIdOf,
} from "./call.ts";

function authorizedVersion(s3: S3Context, call: S3Call, action: string): ObjectVersion {
  const bucket = bucketOf(s3, call.bucketName);
  const versionId = versionIdOf(call);
  call.authorize(onObject(call.permission, bucket.plan, action, call.key, versionId));
  return selectVersion(bucket.versions(call.key), versionId, call.key);
}

async function readXml(call: S3Call, root: string): Promise<XmlElement> {
  const text = await readText(call.request, call.headers);
  try {
    const document = parseXml(text);
    if (document.name === root) return document;
  } catch {
    // Answered below like a document of another shape.
  }
  throw s3Error("MalformedXML");
}

async function alter(
  s3: S3Context,
  call: S3Call,
  status: number,
  change: (version: ObjectVersion) => ObjectVersion,
): Promise<void> {
  const bucket = bucketOf(s3, call.bucketName);
  const version = await bucket.alter(call.key, versionIdOf(call), change);
  answerEmpty(call, status, bucket.versioned ? { "x-amz-version-id": version.versionId } : {});
}

export const getObjectTagging: Operation = async (s3, call) => {
  const { tags } = authorizedVersion(s3, call, "s3:GetObjectTagging");
  answerXml(call, 200, "Tagging", {
    TagSet: { Tag: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) },
  });
};

export const putObjectTagging: Operation = async (s3, call) => {
  authorizedVersion(s3, call, "s3:PutObjectTagging");
  const document = await readXml(call, "Tagging");
  const set = document.children.find(({ name }) => name === "TagSet");
  const tags = checkTags(
    (set?.children ?? []).map((tag) => [childText(tag, "Key") ?? "", childText(tag, "Value") ?? ""] as const),
  );
  await alter(s3, call, 200, (version) => ({ ...version, tags }));
};

export const deleteObjectTagging: Operation = async (s3, call) => {
  authorizedVersion(s3, call, "s3:DeleteObjectTagging");
  await alter(s3, call, 204, (version) => ({ ...version, tags: {} }));
};

export const getObjectRetention: Operation = async (s3, call) => {
  const { retention } = authorizedVersion(s3, call, "s3:GetObjectRetention");
  if (!retention) throw s3Error("NoSuchObjectLockConfiguration");
  answerXml(call, 200, "Retention", {
    Mode: retention.mode,
    RetainUntilDate: new Date(retention.until).toISOString(),
  });
};

function assertLockable(s3: S3Context, call: S3Call): void {
  if (!bucketOf(s3, call.bucketName).plan.objectLock)
    throw s3Error("InvalidRequest", "Bucket is missing Object Lock Configuration");
}

export const putObjectRetention: Operation = async (s3, call) => {
  authorizedVersion(s3, call, "s3:PutObjectRetention");
  assertLockable(s3, call);
  const bypass = call.headers["x-amz-bypass-governance-retention"]?.toLowerCase() === "true";
  if (bypass) authorizedVersion(s3, call, "s3:BypassGovernanceRetention");
  const document = await readXml(call, "Retention");
  const mode = childText(document, "Mode");
  const retention =
    mode === undefined ? undefined : parseRetention(mode, childText(document, "RetainUntilDate") ?? "");
  await alter(s3, call, 200, ({ retention: before, ...version }) => {
    assertRetentionChange(before, retention, { now: Date.now(), bypass });
    return retention ? { ...version, retention } : version;
  });
};

export const getObjectLegalHold: Operation = async (s3, call) => {
  const { legalHold } = authorizedVersion(s3, call, "s3:GetObjectLegalHold");
  if (legalHold === undefined) throw s3Error("NoSuchObjectLockConfiguration");
  answerXml(call, 200, "LegalHold", { Status: legalHold ? "ON" : "OFF" });
};

export const putObjectLegalHold: Operation = async (s3, call) => {
  authorizedVersion(s3, call, "s3:PutObjectLegalHold");
  assertLockable(s3, call);
  const status = childText(await readXml(call, "LegalHold"), "Status");
  if (status !== "ON" && status !== "OFF") throw s3Error("MalformedXML");
  await alter(s3, call, 200, (version) => ({ ...version, legalHold: status === "ON" }));
};
