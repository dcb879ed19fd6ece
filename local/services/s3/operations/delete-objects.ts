import { AwsError } from "../../../runtime-ports.ts";
import { onObject } from "../auth/permissions.ts";
import type { Bucket, Deletion } from "../store/bucket.ts";
import { readText } from "../wire/receive-body.ts";
import { asS3Error, s3Error } from "../wire/s3-error.ts";
import { childText, parseXml, type XmlElement, type XmlNode } from "../wire/xml.ts";
import { answerEmpty, answerXml, bucketOf, type Operation, type S3Call, versionIdOf } from "./call.ts";

async function removeOne(
  call: S3Call,
  bucket: Bucket,
  key: string,
  versionId: string | undefined,
  conditions: Record<string, string | undefined>,
): Promise<Deletion> {
  const bypass = call.headers["x-amz-bypass-governance-retention"]?.toLowerCase() === "true";
  call.authorize(
    onObject(call.permission, bucket.plan, "s3:DeleteObject", key, versionId),
    ...(bypass ? [onObject(call.permission, bucket.plan, "s3:BypassGovernanceRetention", key)] : []),
  );
  const origin = call.origin("DeleteObject");
  // Without versioning the one version is called "null" and may be named.
  return versionId === undefined
    ? bucket.remove(key, origin, conditions)
    : bucket.removeVersion(key, versionId, bypass, origin);
}

export const deleteObject: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  const deletion = await removeOne(call, bucket, call.key, versionIdOf(call), {
    "if-match": call.headers["if-match"],
  });
  answerEmpty(call, 204, {
    ...(deletion.deleteMarker ? { "x-amz-delete-marker": "true" } : {}),
    ...(deletion.versionId === undefined || !bucket.versioned
      ? {}
      : { "x-amz-version-id": deletion.versionId }),
  });
};

function readRequest(text: string): XmlElement {
  try {
    const root = parseXml(text);
    const objects = root.children.filter(({ name }) => name === "Object");
    if (root.name === "Delete" && objects.length > 0 && objects.length <= 1000) return root;
  } catch {
    // Answered below like a document of another shape.
  }
  throw s3Error("MalformedXML");
}

/** Up to a thousand keys in one call; each succeeds or fails for itself. */
export const deleteObjects: Operation = async (s3, call) => {
  const bucket = bucketOf(s3, call.bucketName);
  const root = readRequest(await readText(call.request, call.headers));
  const quiet = childText(root, "Quiet") === "true";
  const Deleted: XmlNode[] = [];
  const Failed: XmlNode[] = [];
  for (const object of root.children.filter(({ name }) => name === "Object")) {
    const key = childText(object, "Key") ?? "";
    const versionId = childText(object, "VersionId");
    try {
      const deletion = await removeOne(call, bucket, key, versionId, {
        "if-match": childText(object, "ETag"),
      });
      Deleted.push({
        Key: key,
        VersionId: versionId,
        DeleteMarker: deletion.deleteMarker ? true : undefined,
        DeleteMarkerVersionId: deletion.deleteMarker ? deletion.versionId : undefined,
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const { code, message } = asS3Error(error);
      Failed.push({ Key: key, VersionId: versionId, Code: code, Message: message });
    }
  }
  answerXml(call, 200, "DeleteResult", { Deleted: quiet ? [] : Deleted, Error: Failed });
};
