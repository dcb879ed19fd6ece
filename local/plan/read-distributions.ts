import * as z from "zod";
import type { DistributionPlan, PublicKeyPlan } from "./plan.ts";
import { type EdgePolicies, NO_FORWARDING, readEdgePolicies } from "./read-edge-policies.ts";
import { attribute, cfnBoolean, cfnNumber, defined, planned, read, textList } from "./values.ts";
import type { Resource, World } from "./world.ts";

type Behaviour = DistributionPlan["behaviours"][number];
type Origin = DistributionPlan["origins"][number];

const publicKeySchema = z.object({ PublicKeyConfig: z.object({ EncodedKey: z.string() }) });

export function readPublicKey(resource: Resource): PublicKeyPlan {
  const { PublicKeyConfig } = read(resource, publicKeySchema);
  return { ...planned(resource), id: resource.identity().ref, encodedKey: PublicKeyConfig.EncodedKey };
}

const behaviourSchema = z.object({
  PathPattern: z.string().default("*"),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(["GET", "HEAD"]),
  ViewerProtocolPolicy: z.string(),
  Compress: cfnBoolean.default(false),
  CachePolicyId: z.string().optional(),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: z.string().optional(),
  TrustedKeyGroups: textList,
  FunctionAssociations: z.array(z.object({ EventType: z.string(), FunctionARN: z.string() })).default([]),
  LambdaFunctionAssociations: z.array(z.unknown()).default([]),
});
const distributionSchema = z.object({
  DistributionConfig: z.object({
    DefaultRootObject: z.string().optional(),
    DefaultCacheBehavior: behaviourSchema,
    CacheBehaviors: z.array(behaviourSchema).default([]),
    Origins: z.array(
      z.object({
        Id: z.string(),
        DomainName: z.string(),
        OriginPath: z.string().default(""),
        OriginCustomHeaders: z
          .array(z.object({ HeaderName: z.string(), HeaderValue: z.string() }))
          .default([]),
      }),
    ),
    CustomErrorResponses: z
      .array(
        z.object({
          ErrorCode: cfnNumber,
          ResponseCode: cfnNumber.optional(),
          ResponsePagePath: z.string().optional(),
        }),
      )
      .default([]),
  }),
});
const keyGroupSchema = z.object({ KeyGroupConfig: z.object({ Items: textList }) });
const functionSchema = z.object({ FunctionCode: z.string() });

/** Finds the planned resource that an origin's domain belongs to. */
function originTarget(domain: string, world: World): Origin["target"] | undefined {
  for (const bucket of world.ofType("AWS::S3::Bucket"))
    if ([attribute(bucket, "RegionalDomainName"), attribute(bucket, "DomainName")].includes(domain))
      return { kind: "bucket", bucket: bucket.identity().ref };
  for (const api of world.ofType("AWS::ApiGatewayV2::Api"))
    if (attribute(api, "ApiEndpoint") === `https://${domain}`)
      return { kind: "httpApi", apiId: api.identity().ref };
  return undefined;
}

interface EdgeParts {
  readonly policies: EdgePolicies;
  readonly keysOfGroup: ReadonlyMap<string, readonly string[]>;
  readonly codeOfFunction: ReadonlyMap<string, string>;
}

function readBehaviour(
  given: z.infer<typeof behaviourSchema>,
  { policies, keysOfGroup, codeOfFunction }: EdgeParts,
  complain: (what: string) => void,
): Behaviour {
  const find = <Policy>(
    of: ReadonlyMap<string, Policy>,
    id: string | undefined,
    what: string,
  ): Policy | undefined => {
    const policy = id === undefined ? undefined : of.get(id);
    if (id !== undefined && policy === undefined)
      complain(`the ${what} ${id} of ${given.PathPattern} is not known`);
    return policy;
  };
  if (given.CachePolicyId === undefined) complain(`the behaviour ${given.PathPattern} has no cache policy`);
  if (given.LambdaFunctionAssociations.length > 0) complain("Lambda@Edge is not hosted");
  const response = find(policies.response, given.ResponseHeadersPolicyId, "response headers policy");
  return {
    path: given.PathPattern,
    originId: given.TargetOriginId,
    allowedMethods: given.AllowedMethods,
    viewerProtocolPolicy: given.ViewerProtocolPolicy,
    compress: given.Compress,
    cache: find(policies.cache, given.CachePolicyId, "cache policy") ?? {
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: 0,
      headers: [],
      cookies: "none",
      query: "none",
    },
    forward: find(policies.forward, given.OriginRequestPolicyId, "origin request policy") ?? NO_FORWARDING,
    responseHeaders: response?.headers ?? [],
    removeHeaders: response?.remove ?? [],
    trustedKeyIds: given.TrustedKeyGroups.flatMap((group) => {
      const keys = keysOfGroup.get(group);
      // An unknown group must not turn a signed path into a public one.
      if (keys === undefined) throw new Error(`the key group ${group} of ${given.PathPattern} is not known`);
      return keys;
    }),
    functions: given.FunctionAssociations.flatMap(({ EventType, FunctionARN }): Behaviour["functions"] => {
      const code = codeOfFunction.get(FunctionARN);
      if (code === undefined || (EventType !== "viewer-request" && EventType !== "viewer-response")) {
        complain(`the edge function ${FunctionARN} at ${EventType} is not hosted`);
        return [];
      }
      return [{ eventType: EventType, code }];
    }),
  };
}

/** Reads all distributions with their policies, keys and functions in place. */
export function readDistributions(world: World): {
  distributions: DistributionPlan[];
  unsupported: string[];
} {
  const policies = readEdgePolicies(world);
  const unsupported = [...policies.unsupported];
  const parts: EdgeParts = {
    policies,
    keysOfGroup: new Map(
      world
        .ofType("AWS::CloudFront::KeyGroup")
        .map((group) => [group.identity().ref, read(group, keyGroupSchema).KeyGroupConfig.Items]),
    ),
    codeOfFunction: new Map(
      world
        .ofType("AWS::CloudFront::Function")
        .map((fn) => [attribute(fn, "FunctionARN"), read(fn, functionSchema).FunctionCode]),
    ),
  };
  const distributions = world.ofType("AWS::CloudFront::Distribution").map((resource): DistributionPlan => {
    const { DistributionConfig: config } = read(resource, distributionSchema);
    const complain = (what: string) => unsupported.push(`${resource.stack}/${resource.logicalId}: ${what}.`);
    return {
      ...planned(resource),
      id: resource.identity().ref,
      domainName: attribute(resource, "DomainName"),
      origins: config.Origins.flatMap((origin): Origin[] => {
        const target = originTarget(origin.DomainName, world);
        if (target === undefined) {
          complain(`the origin ${origin.DomainName} is neither a bucket nor an HTTP API of this plan`);
          return [];
        }
        const customHeaders = Object.fromEntries(
          origin.OriginCustomHeaders.map(({ HeaderName, HeaderValue }) => [
            HeaderName.toLowerCase(),
            HeaderValue,
          ]),
        );
        return [{ id: origin.Id, path: origin.OriginPath, target, customHeaders }];
      }),
      behaviours: [...config.CacheBehaviors, { ...config.DefaultCacheBehavior, PathPattern: "*" }].map(
        (behaviour) => readBehaviour(behaviour, parts, complain),
      ),
      errorResponses: config.CustomErrorResponses.map(({ ErrorCode, ResponseCode, ResponsePagePath }) => ({
        errorCode: ErrorCode,
        ...defined({ responseCode: ResponseCode, responsePagePath: ResponsePagePath }),
      })),
      ...defined({ defaultRootObject: config.DefaultRootObject }),
    };
  });
  return { distributions, unsupported };
}
