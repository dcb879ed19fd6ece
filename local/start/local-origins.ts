import type { DistributionPlan, Plan } from "../plan/plan.ts";
import { idpBasePath } from "../services/cognito/cognito.ts";

/** Where the sites and APIs answer on this machine. */
export interface LocalAddresses {
  readonly app: string;
  readonly hcp: string;
  readonly aws: string;
}

/** The two sites' distributions. */
export interface Sites {
  readonly app: DistributionPlan;
  readonly hcp: DistributionPlan;
}

/** Which distribution is which site: the HCP site is the one that functions know as HCP_ORIGIN. */
export function sitesOf(plan: Plan): Sites {
  const known = plan.functions
    .map((fn) => fn.environment["HCP_ORIGIN"])
    .find((origin) => origin !== undefined);
  const hcp = plan.distributions.find((one) => known === `https://${one.domainName}`);
  const app = plan.distributions.find((one) => one !== hcp);
  if (hcp === undefined || app === undefined)
    throw new Error("the plan needs two distributions, one of them in HCP_ORIGIN");
  return { app, hcp };
}

/**
 * The plan with the deployed addresses of the two sites, of sign-in and of S3 replaced by the local ones, wherever they
 * stand (environments, header policies, callback addresses). Together with the AWS endpoint and the clock these are the
 * only values that local overrides.
 */
export function withLocalOrigins(plan: Plan, sites: Sites, addresses: LocalAddresses): Plan {
  return replaced(plan, withLocalOriginsInText(plan, sites, addresses)) as Plan;
}

/** The same for a text that was put together from several values of the plan, such as a deployed file. */
export function withLocalOriginsInText(
  plan: Plan,
  { app, hcp }: Sites,
  addresses: LocalAddresses,
): (text: string) => string {
  const replacements: [string, string][] = [
    [`https://${app.domainName}`, addresses.app],
    [`https://${hcp.domainName}`, addresses.hcp],
    ...plan.buckets.map((bucket): [string, string] => [
      `https://${bucket.name}.s3.${plan.region}.amazonaws.com`,
      addresses.aws,
    ]),
    // the SDK sends to the host of a queue's URL, whatever its endpoint is
    [`https://sqs.${plan.region}.amazonaws.com`, addresses.aws],
    ...plan.buckets.map((bucket): [string, string] => [
      `https://${bucket.name}.s3.amazonaws.com`,
      addresses.aws,
    ]),
    ...plan.userPools.flatMap((pool): [string, string][] =>
      pool.domain === undefined
        ? []
        : [
            [
              `https://${pool.domain}.auth.${plan.region}.amazoncognito.com`,
              `${addresses.app}${idpBasePath(pool.id)}`,
            ],
          ],
    ),
  ];
  return (text) => replacements.reduce((localized, [from, to]) => localized.replaceAll(from, to), text);
}

function replaced(value: unknown, inText: (text: string) => string): unknown {
  if (typeof value === "string") return inText(value);
  if (Array.isArray(value)) return value.map((item) => replaced(item, inText));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, inText)]));
}
