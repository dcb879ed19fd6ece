/** The edge of a whole plan: every HTTP API and every distribution in front of its origins. */
import type { Plan } from "../plan/plan.ts";
import type { Authorizer, Invoker, UsageRecorder, Warn } from "../runtime-ports.ts";
import { type Distribution, type DistributionDeps, distribution } from "./cloudfront/distribution.ts";
import { type BucketReader, bucketOrigin } from "./cloudfront/origins.ts";
import { type HttpApi, httpApi } from "./http-api/http-api.ts";
import type { KeysOfIssuer } from "./http-api/jwt-authorizer.ts";

export interface EdgeDeps {
  readonly plan: Plan;
  readonly invoker: Invoker;
  readonly authorizer: Authorizer;
  readonly usage: UsageRecorder;
  readonly keys: KeysOfIssuer;
  readonly reader: BucketReader;
  /** Replaces `{{resolve:secretsmanager:…}}` references; undefined while the secret does not exist. */
  readonly resolve: (text: string) => Promise<string | undefined>;
  readonly warn: Warn;
  readonly viewer?: DistributionDeps["viewer"];
}

export interface Edge {
  /** By API id. */
  readonly apis: ReadonlyMap<string, HttpApi>;
  /** By distribution id. */
  readonly distributions: ReadonlyMap<string, Distribution>;
}

/** Builds all handlers; opens no port. Throws when an origin's bucket or API is not planned. */
export function edge(deps: EdgeDeps): Edge {
  const { plan } = deps;
  const place = { region: plan.region, account: plan.account };
  const apis = new Map(plan.httpApis.map((api) => [api.id, httpApi({ ...deps, ...place, api })]));
  const publicKey = async (id: string) => {
    const key = plan.publicKeys.find((planned) => planned.id === id);
    return key && deps.resolve(key.encodedKey);
  };
  const originOf = (
    planned: Plan["distributions"][number],
    target: Target,
  ): DistributionDeps["origins"][string] => {
    if (target.kind === "httpApi") {
      const api = apis.get(target.apiId);
      if (!api)
        throw new Error(`${planned.stack}/${planned.logicalId}: no HTTP API ${target.apiId} is planned`);
      return { handle: api.handleAsOrigin, domainName: api.domainName };
    }
    const bucket = plan.buckets.find(({ name }) => name === target.bucket);
    if (!bucket)
      throw new Error(`${planned.stack}/${planned.logicalId}: no bucket ${target.bucket} is planned`);
    const distributionArn = `arn:aws:cloudfront::${plan.account}:distribution/${planned.id}`;
    const { reader, authorizer } = deps;
    return {
      handle: bucketOrigin({ bucket, distributionArn, reader, authorizer }),
      domainName: `${bucket.name}.s3.${plan.region}.amazonaws.com`,
    };
  };
  const distributions = plan.distributions.map((planned) => {
    const origins = Object.fromEntries(
      planned.origins.map(({ id, path, target }) => [id, below(path, originOf(planned, target))]),
    );
    const viewer = deps.viewer ? { viewer: deps.viewer } : {};
    return [
      planned.id,
      distribution({ plan: planned, origins, publicKey, warn: deps.warn, ...viewer }),
    ] as const;
  });
  return { apis, distributions: new Map(distributions) };
}

type Origin = DistributionDeps["origins"][string];

/** The origin as CloudFront asks it: with the origin path before the request's own. */
function below(path: string, origin: Origin): Origin {
  if (path === "") return origin;
  return { ...origin, handle: (request) => origin.handle({ ...request, path: `${path}${request.path}` }) };
}

type Target = Plan["distributions"][number]["origins"][number]["target"];
