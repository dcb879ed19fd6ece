import { S3Client } from "@aws-sdk/client-s3";

/**
 * Builds the S3 client of a function. Path-style addresses when the endpoint is overridden, because a local endpoint
 * has no host name per bucket.
 */
export function openObjects(): S3Client {
  return new S3Client({ forcePathStyle: process.env.AWS_ENDPOINT_URL !== undefined });
}
