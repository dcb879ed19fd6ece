import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { RemovalPolicy } from "aws-cdk-lib";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
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

/** Names without a hash must be asked for again; five minutes for the few scripts of the HCP pages; a hash never changes. */
const CACHE = {
  app: "no-cache",
  "app/assets": "public, max-age=31536000, immutable",
  hcp: "public, max-age=300, must-revalidate",
} as const;

/** What the rep's app reads from `/config.json`; web/reps/src/app/config.ts is the other end. Nothing in it is secret. */
export interface AppConfig {
  readonly stage: string;
  readonly companyName: string;
  readonly hcpOrigin: string;
  readonly signIn: { readonly issuer: string; readonly origin: string; readonly clientId: string };
}

/** The static files of both sites in one bucket, below `app/` and `hcp/`. They can be made again at any time. */
export class SiteFiles extends Construct {
  private readonly bucket: s3.Bucket;
  private readonly logGroup: logs.LogGroup;

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
    this.logGroup = new logs.LogGroup(this, "DeploymentLogs", {
      retention: stage.logRetentionDays as logs.RetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const site of ["app", "hcp"] as const) {
      const folder = resolve(SITE, site);
      if (!existsSync(folder)) throw new Error(`${folder} is missing; run npm run bundle`);
      const assets = site === "app" ? { exclude: ["assets"] } : {};
      this.copy(`Copy-${site}`, site, deployment.Source.asset(folder, assets));
    }
    this.copy("Copy-assets", "app/assets", deployment.Source.asset(resolve(SITE, "app/assets")));
  }

  /** Puts `/config.json` beside the app: what the app has to know of this deployment before anybody is signed in. */
  configureApp(config: AppConfig): void {
    this.copy("Copy-config", "app", deployment.Source.jsonData("config.json", config));
  }

  private copy(id: string, place: keyof typeof CACHE, source: deployment.ISource): void {
    const copy = new deployment.BucketDeployment(this, id, {
      sources: [source],
      destinationBucket: asBucket(this.bucket),
      destinationKeyPrefix: place,
      cacheControl: [deployment.CacheControl.fromString(CACHE[place])],
      // Tabs that are open keep the files they were loaded with.
      prune: false,
      retainOnDelete: false,
      memoryLimit: 512,
      logGroup: this.logGroup,
    });
    acknowledgeBucketDeployment(copy, this.bucket.bucketArn);
  }

  /** The files of one site as CloudFront's origin. */
  origin(site: "app" | "hcp"): cloudfront.IOrigin {
    return origins.S3BucketOrigin.withOriginAccessControl(asBucket(this.bucket), {
      originPath: `/${site}`,
      // Without the right to list, S3 calls a file that is not there forbidden instead of missing.
      originAccessLevels: [cloudfront.AccessLevel.READ, cloudfront.AccessLevel.LIST],
    });
  }
}
