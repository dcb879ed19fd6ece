import {
  getBucketCors,
  getBucketLocation,
  getBucketVersioning,
  getObjectLockConfiguration,
  headBucket,
  listBuckets,
} from "./buckets.ts";
import type { Operation } from "./call.ts";
import { completeMultipartUpload } from "./complete-upload.ts";
import { deleteObject, deleteObjects } from "./delete-objects.ts";
import { listObjects, listObjectsV2, listObjectVersions } from "./list-objects.ts";
import {
  abortMultipartUpload,
  createMultipartUpload,
  listMultipartUploads,
  listParts,
  uploadPart,
  uploadPartCopy,
} from "./multipart.ts";
import {
  deleteObjectTagging,
  getObjectLegalHold,
  getObjectRetention,
  getObjectTagging,
  putObjectLegalHold,
  putObjectRetention,
  putObjectTagging,
} from "./object-settings.ts";
import { createPostObject, type FormGate } from "./post-object.ts";
import { getObject, getObjectAttributes, headObject } from "./read-object.ts";
import { copyObject, putObject } from "./write-object.ts";

/** Every operation that local S3 answers, by AWS's name. Settings of a bucket come from the template and are not here. */
export function operationTable(gate: FormGate): ReadonlyMap<string, Operation> {
  return new Map(
    Object.entries({
      ListBuckets: listBuckets,
      HeadBucket: headBucket,
      GetBucketLocation: getBucketLocation,
      GetBucketVersioning: getBucketVersioning,
      GetBucketCors: getBucketCors,
      GetObjectLockConfiguration: getObjectLockConfiguration,
      ListObjects: listObjects,
      ListObjectsV2: listObjectsV2,
      ListObjectVersions: listObjectVersions,
      GetObject: getObject,
      HeadObject: headObject,
      GetObjectAttributes: getObjectAttributes,
      PutObject: putObject,
      PostObject: createPostObject(gate),
      CopyObject: copyObject,
      DeleteObject: deleteObject,
      DeleteObjects: deleteObjects,
      CreateMultipartUpload: createMultipartUpload,
      UploadPart: uploadPart,
      UploadPartCopy: uploadPartCopy,
      CompleteMultipartUpload: completeMultipartUpload,
      AbortMultipartUpload: abortMultipartUpload,
      ListParts: listParts,
      ListMultipartUploads: listMultipartUploads,
      GetObjectTagging: getObjectTagging,
      PutObjectTagging: putObjectTagging,
      DeleteObjectTagging: deleteObjectTagging,
      GetObjectRetention: getObjectRetention,
      PutObjectRetention: putObjectRetention,
      GetObjectLegalHold: getObjectLegalHold,
      PutObjectLegalHold: putObjectLegalHold,
    }),
  );
}
