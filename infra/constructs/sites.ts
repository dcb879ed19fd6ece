import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Annotations, Duration, Stack } from "aws-cdk-lib";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import * as origins from "aws-cdk-lib/aws-cloudfront-origins";
import * as s3 from "aws-cdk-lib/aws-s3";
import { Construct } from "constructs";
import { VIEWER_ENCODINGS_HEADER } from "../../shared/names.ts";
import type { Stage } from "../config.ts";
import type { Api } from "./api.ts";
import type { MediaKey } from "./media-key.ts";
import type { PrivateBucket } from "./private-bucket.ts";
import { apiOrigin, Site } from "./site.ts";
import type { SiteFiles } from "./site-files.ts";
import { SiteHeaders } from "./site-headers.ts";

const { ALLOW_ALL, ALLOW_GET_HEAD } = cloudfront.AllowedMethods;
const { CACHING_DISABLED, CACHING_OPTIMIZED } = cloudfront.CachePolicy;
const redirect = { viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS, compress: true };

export interface SitesProps {
  readonly stage: Stage;
  readonly appApi: Api;
  readonly hcpApi: Api;
  readonly originSecret: string;
  readonly media: PrivateBucket;
  readonly uploads: readonly PrivateBucket[];
  readonly mediaKey: MediaKey;
  readonly files: SiteFiles;
  readonly signInOrigin: string;
}

/** The two hosts. Nothing an HCP's page does can reach a rep's tokens, because the origins differ. */
export class Sites extends Construct {
  readonly app: Site;
  readonly hcp: Site;
  /** Before both APIs, whose answers are not cached and so not compressed by CloudFront. */
  private readonly encodings: readonly cloudfront.FunctionAssociation[];

  constructor(scope: Construct, id: string, props: SitesProps) {
    super(scope, id);
    // Both sites ask below a folder of the bucket, so that no address is the bucket's own, whose answer would be the list.
    Annotations.of(this).acknowledgeWarning("@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk");
    this.encodings = this.atViewerRequest(
      "ViewerEncodings",
      "viewer-encodings.edge.js",
      "What a viewer unpacks",
    );
    this.hcp = this.hcpSite(props);
    this.app = this.appSite(props);
  }

  /** SPA and its API: `/api/*` to the app API, everything else from the site bucket. */
  private appSite(props: SitesProps): Site {
    const { stage, files } = props;
    const uploadHosts = props.uploads.map(({ bucket }) => `https://${bucket.bucketRegionalDomainName}`);
    const policy = {
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "style-src": ["'self'"],
      "font-src": ["'self'"],
      "img-src": ["'self'", "data:", "blob:", this.hcp.origin],
      "media-src": ["'self'", "blob:", this.hcp.origin],
      "connect-src": ["'self'", props.signInOrigin, ...uploadHosts],
      // previews of mails and pages, which admit this frame and run no script
      "frame-src": [this.hcp.origin],
      "form-action": ["'self'"],
      "base-uri": ["'none'"],
      "frame-ancestors": ["'none'"],
    };
    const headers = new SiteHeaders(this, "AppHeaders", { policy }).headers;
    const pages = {
      ...redirect,
      origin: files.origin("app"),
      cachePolicy: CACHING_OPTIMIZED,
      responseHeadersPolicy: headers,
    };
    return new Site(this, "App", {
      stage,
      comment: `Invito ${stage.name}: app`,
      ...(stage.domains === undefined ? {} : { domain: stage.domains.app }),
      defaultBehavior: {
        ...pages,
        functionAssociations: [
          ...this.atViewerRequest("SpaFallback", "spa-fallback.edge.js", "Views of the app"),
        ],
      },
      behaviors: {
        "/api/openapi.json": pages,
        // Without the fallback: a file that is not there is missing, whatever it is called.
        "/assets/*": pages,
        "/api/*": {
          ...redirect,
          origin: apiOrigin(props.appApi.host, props.originSecret),
          allowedMethods: ALLOW_ALL,
          cachePolicy: CACHING_DISABLED,
          originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
          functionAssociations: [...this.encodings],
          responseHeadersPolicy: headers,
        },
      },
    });
  }

  /** Pages and beacons from the HCP API, media from the media bucket. */
  private hcpSite(props: SitesProps): Site {
    const { stage } = props;
    const policy = {
      "default-src": ["'none'"],
      "script-src": ["'self'"],
      "img-src": ["'self'"],
      "media-src": ["'self'"],
      "connect-src": ["'self'"],
      "form-action": ["'self'"],
      "base-uri": ["'none'"],
      "frame-ancestors": ["'none'"],
    };
    const headers = new SiteHeaders(this, "HcpHeaders", { policy, pagesBringPolicy: true, hidden: true })
      .headers;
    // A withdrawn version has to disappear: nobody keeps media longer than half a minute without asking again.
    const mediaHeaders = new SiteHeaders(this, "MediaHeaders", {
      // a browser's own reader of PDFs is an object with a style inside the answer
      policy: { ...policy, "object-src": ["'self'"], "style-src": ["'unsafe-inline'"] },
      hidden: true,
      cacheControl: "max-age=30, must-revalidate",
    }).headers;
    const media = {
      ...redirect,
      origin: this.mediaOrigin(props.media),
      allowedMethods: ALLOW_GET_HEAD,
      cachePolicy: this.halfAMinute(),
      responseHeadersPolicy: mediaHeaders,
      compress: false,
    };
    return new Site(this, "Hcp", {
      stage,
      comment: `Invito ${stage.name}: HCP pages`,
      ...(stage.domains === undefined ? {} : { domain: stage.domains.hcp }),
      defaultBehavior: {
        ...redirect,
        origin: apiOrigin(props.hcpApi.host, props.originSecret),
        allowedMethods: ALLOW_ALL,
        cachePolicy: CACHING_DISABLED,
        originRequestPolicy: this.whatPagesNeed(),
        functionAssociations: [...this.encodings],
        responseHeadersPolicy: headers,
      },
      behaviors: {
        "/renditions/*": { ...media, trustedKeyGroups: [props.mediaKey.group] },
        "/previews/*": media,
        "/assets/*": {
          ...redirect,
          origin: props.files.origin("hcp"),
          allowedMethods: ALLOW_GET_HEAD,
          cachePolicy: CACHING_OPTIMIZED,
          responseHeadersPolicy: headers,
        },
      },
    });
  }

  private mediaOrigin(media: PrivateBucket): cloudfront.IOrigin {
    // The bucket is another stack's: its policy already admits the distributions of this account.
    const bucket = s3.Bucket.fromBucketAttributes(this, "Media", {
      bucketArn: media.bucket.bucketArn,
      bucketRegionalDomainName: media.bucket.bucketRegionalDomainName,
    });
    Annotations.of(this).acknowledgeWarning("@aws-cdk/aws-cloudfront-origins:updateImportedBucketPolicyOac");
    return origins.S3BucketOrigin.withOriginAccessControl(bucket);
  }

  private halfAMinute(): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, "HalfAMinute", {
      comment: "Media may be withdrawn at any time",
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(30),
      maxTtl: Duration.seconds(30),
    });
  }

  /** Human or machine, from where (domain-rules 3.4), and what it can unpack: what the pages need to know of the viewer. */
  private whatPagesNeed(): cloudfront.OriginRequestPolicy {
    return new cloudfront.OriginRequestPolicy(this, "Viewer", {
      headerBehavior: cloudfront.OriginRequestHeaderBehavior.allowList(
        "User-Agent",
        "Sec-Purpose",
        "Sec-Fetch-Site",
        "Accept-Language",
        "Origin",
        "CloudFront-Viewer-Address",
        "CloudFront-Viewer-ASN",
        "CloudFront-Viewer-Country",
        VIEWER_ENCODINGS_HEADER,
      ),
      cookieBehavior: cloudfront.OriginRequestCookieBehavior.all(),
      queryStringBehavior: cloudfront.OriginRequestQueryStringBehavior.all(),
    });
  }

  private atViewerRequest(
    id: string,
    file: string,
    comment: string,
  ): readonly cloudfront.FunctionAssociation[] {
    const code = readFileSync(resolve(import.meta.dirname, "../edge", file), "utf8");
    const edge = new cloudfront.Function(this, id, {
      comment: `${comment} in ${Stack.of(this).stackName}`,
      runtime: cloudfront.FunctionRuntime.JS_2_0,
      code: cloudfront.FunctionCode.fromInline(code),
    });
    return [{ function: edge, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }];
  }
}
