import { Duration } from "aws-cdk-lib";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import { Construct } from "constructs";

const TWO_YEARS = Duration.days(730);

export interface SiteHeadersProps {
  /** Content security policy as directive → sources. */
  readonly policy: Readonly<Record<string, readonly string[]>>;
  /** Whether pages bring a policy of their own, e.g. with the hash of their inlined style. @default false */
  readonly pagesBringPolicy?: boolean;
  /** Whether search engines must stay away. @default false */
  readonly hidden?: boolean;
  /** Replaces the origin's Cache-Control. @default the origin's */
  readonly cacheControl?: string;
}

/** Security headers of a site's answers. */
export class SiteHeaders extends Construct {
  readonly headers: cloudfront.ResponseHeadersPolicy;

  constructor(scope: Construct, id: string, props: SiteHeadersProps) {
    super(scope, id);
    const custom = [
      {
        header: "Permissions-Policy",
        value: "camera=(self), microphone=(self), geolocation=(), browsing-topics=()",
        override: true,
      },
      ...(props.hidden === true
        ? [{ header: "X-Robots-Tag", value: "noindex, nofollow, noarchive", override: true }]
        : []),
      ...(props.cacheControl === undefined
        ? []
        : [{ header: "Cache-Control", value: props.cacheControl, override: true }]),
    ];
    this.headers = new cloudfront.ResponseHeadersPolicy(this, "Policy", {
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: TWO_YEARS, includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: cloudfront.HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
        contentSecurityPolicy: {
          contentSecurityPolicy: policyText(props.policy),
          override: props.pagesBringPolicy !== true,
        },
      },
      customHeadersBehavior: { customHeaders: custom },
    });
  }
}

/** `default-src 'none'; script-src 'self'; …` */
export function policyText(policy: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(policy)
    .map(([directive, sources]) => [directive, ...sources].join(" "))
    .join("; ");
}
