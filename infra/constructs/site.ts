import { CfnOutput } from "aws-cdk-lib";
import * as acm from "aws-cdk-lib/aws-certificatemanager";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import * as origins from "aws-cdk-lib/aws-cloudfront-origins";
import { Construct } from "constructs";
import { ORIGIN_SECRET_HEADER } from "../../shared/names.ts";
import type { Stage } from "../config.ts";
import { acknowledgeDistribution } from "../nag-acknowledgements.ts";

export interface SiteProps {
  readonly stage: Stage;
  /** Own host name of this site. @default CloudFront's */
  readonly domain?: string;
  readonly comment: string;
  readonly defaultBehavior: cloudfront.BehaviorOptions;
  readonly behaviors: Readonly<Record<string, cloudfront.BehaviorOptions>>;
}

/** One distribution: HTTPS only, HTTP/3, TLS 1.2 or newer where the stage has a certificate. */
export class Site extends Construct {
  readonly distribution: cloudfront.Distribution;
  /** `https://…` without a slash at the end. */
  readonly origin: string;

  constructor(scope: Construct, id: string, props: SiteProps) {
    super(scope, id);
    const { domains } = props.stage;
    this.distribution = new cloudfront.Distribution(this, "Distribution", {
      comment: props.comment,
      defaultBehavior: props.defaultBehavior,
      additionalBehaviors: { ...props.behaviors },
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
      ...(domains === undefined || props.domain === undefined
        ? {}
        : {
            domainNames: [props.domain],
            minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
            certificate: acm.Certificate.fromCertificateArn(this, "Certificate", domains.certificateArn),
          }),
    });
    acknowledgeDistribution(this.distribution, { ownCertificate: domains !== undefined });
    new CfnOutput(this, "Address", {
      value: this.distribution.distributionDomainName,
      description: "Target of the DNS record of this site",
    });
    this.origin = `https://${props.domain ?? this.distribution.distributionDomainName}`;
  }
}

/** An HTTP API as CloudFront's origin; the secret header proves that a request came through the site. */
export function apiOrigin(host: string, originSecret: string): origins.HttpOrigin {
  return new origins.HttpOrigin(host, {
    protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
    customHeaders: { [ORIGIN_SECRET_HEADER]: originSecret },
  });
}
