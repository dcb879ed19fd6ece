import type * as s3 from "aws-cdk-lib/aws-s3";

/**
 * The same bucket as the interface that other constructs take. CDK declares an optional property of the class with
 * `undefined` and that of the interface without, which TypeScript tells apart under exactOptionalPropertyTypes.
 */
export function asBucket(bucket: s3.Bucket): s3.IBucket {
  return bucket as s3.IBucket;
}
