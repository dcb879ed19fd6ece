import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { RemovalPolicy } from "aws-cdk-lib";
import type * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import * as origins from "aws-cdk-lib/aws-cloudfront-origins";
import * as logs from "aws-cdk-lib/aws-logs";
import * as s3 from "aws-cdk-lib/aws-s3";
import * as deployment from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import type { Stage } from "../config.ts";
import { acknowledgeBucketDeployment, acknowledgeSiteBucket } from "../nag-acknowledgements.ts";
import { asBucket } from "./as-bucket.ts";

/** Folder that `npm run bundle` fills with `app/` and `hcp/`. */
const SITE = resolve(import.meta.dirname, "../../dist/site");

/** Names without a hash must be asked for again; five minutes for the few scripts of the HCP pages. */
const CACHE = { app: "no-cache", hcp: "public, max-age=300, must-revalidate" } as const;

/** The static files of both sites in one bucket, below `app/` and `hcp/`. They can be made again at any time. */
export class SiteFiles extends Construct {
  private readonly bucket: s3.Bucket;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.bucket = new s3.Bucket(this, "Bucket", {
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    acknowledgeSiteBucket(this.bucket);
    const logGroup = new logs.LogGroup(this, "DeploymentLogs", {
      retention: stage.logRetentionDays as logs.RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const site of ["app", "hcp"] as const) {
      const folder = resolve(SITE, site);
      if (!existsSync(folder)) throw new Error(`${folder} is missing; run npm run bundle`);
      const copy = new deployment.BucketDeployment(this, `Copy-${site}`, {
        sources: [deployment.Source.asset(folder)],
        destinationBucket: asBucket(this.bucket),
        destinationKeyPrefix: site,
        cacheControl: [deployment.CacheControl.fromString(CACHE[site])],
        // Tabs that are open keep the files they were loaded with.
        prune: false,
        retainOnDelete: false,
        memoryLimit: 512,
        logGroup,
      });
      acknowledgeBucketDeployment(copy, this.bucket.bucketArn);
    }
  }

  /** The files of one site as CloudFront's origin. */
  origin(site: "app" | "hcp"): cloudfront.IOrigin {
    return origins.S3BucketOrigin.withOriginAccessControl(asBucket(this.bucket), { originPath: `/${site}` });
  }
}
