import * as z from "zod";
import type { HttpApiPlan } from "./plan.ts";
import { cfnBoolean, cfnNumber, defined, planned, read, textList } from "./values.ts";
import type { Resource, World } from "./world.ts";

const PAYLOAD_VERSION = "2.0";
const DEFAULT_STAGE = "$default";

const apiSchema = z.object({
  ProtocolType: z.string().optional(),
  CorsConfiguration: z
    .object({ AllowCredentials: cfnBoolean.optional(), MaxAge: cfnNumber.optional() })
    .catchall(z.unknown())
    .optional(),
});
const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.string().default("NONE"),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: textList,
});
const integrationSchema = z.object({
  ApiId: z.string(),
  IntegrationType: z.string(),
  IntegrationUri: z.string().default(""),
  PayloadFormatVersion: z.string().default("1.0"),
});
const authorizerSchema = z.object({
  ApiId: z.string(),
  AuthorizerType: z.string(),
  IdentitySource: textList,
  JwtConfiguration: z.object({ Audience: textList, Issuer: z.string() }).optional(),
});
const stageSchema = z.object({
  ApiId: z.string(),
  StageName: z.string(),
  DefaultRouteSettings: z
    .object({ ThrottlingBurstLimit: cfnNumber.optional(), ThrottlingRateLimit: cfnNumber.optional() })
    .default({}),
});

/** `arn:aws:lambda:…:function:name`, alone or inside API Gateway's invocation ARN. */
const FUNCTION_ARN = /arn:aws:lambda:[^:/]+:\d+:function:[\w-]+/;

const byRef = (resources: readonly Resource[]): ReadonlyMap<string, Resource> =>
  new Map(resources.map((resource) => [resource.identity().ref, resource]));

/** Reads HTTP APIs with their routes; a route that cannot be served is left out and named. */
export function readHttpApis(world: World): { httpApis: HttpApiPlan[]; unsupported: string[] } {
  const unsupported: string[] = [];
  const integrations = byRef(world.ofType("AWS::ApiGatewayV2::Integration"));
  const authorizers = byRef(world.ofType("AWS::ApiGatewayV2::Authorizer"));
  const routes = world
    .ofType("AWS::ApiGatewayV2::Route")
    .map((resource) => ({ resource, ...read(resource, routeSchema) }));
  const stages = world
    .ofType("AWS::ApiGatewayV2::Stage")
    .map((resource) => ({ resource, ...read(resource, stageSchema) }));
  const complain = ({ stack, logicalId }: Resource, what: string) =>
    unsupported.push(`${stack}/${logicalId}: ${what}.`);

  for (const { resource, StageName } of stages)
    if (StageName !== DEFAULT_STAGE)
      complain(resource, `the stage ${StageName} is not hosted, only ${DEFAULT_STAGE}`);

  const readRoute = (route: (typeof routes)[number]): HttpApiPlan["routes"][number] | undefined => {
    const integration = integrations.get(route.Target.replace(/^integrations\//, ""));
    const target = integration && read(integration, integrationSchema);
    const functionArn = FUNCTION_ARN.exec(target?.IntegrationUri ?? "")?.[0];
    if (functionArn === undefined || target?.PayloadFormatVersion !== PAYLOAD_VERSION) {
      complain(
        route.resource,
        `the route ${route.RouteKey} does not go to a function with payload ${PAYLOAD_VERSION}`,
      );
      return undefined;
    }
    const shape = { ...planned(route.resource), routeKey: route.RouteKey, functionArn };
    if (route.AuthorizationType === "NONE") return shape;
    const authorizer = authorizers.get(route.AuthorizerId ?? "");
    const rule = authorizer && read(authorizer, authorizerSchema);
    if (route.AuthorizationType !== "JWT" || rule?.JwtConfiguration === undefined) {
      // Leaving the route out keeps it closed; serving it without its authorizer would open it.
      complain(
        route.resource,
        `the route ${route.RouteKey} needs ${route.AuthorizationType}, only JWT is hosted`,
      );
      return undefined;
    }
    if (rule.IdentitySource.join() !== "$request.header.Authorization")
      complain(route.resource, `the token of ${route.RouteKey} is read from the Authorization header only`);
    const { Issuer: issuer, Audience: audience } = rule.JwtConfiguration;
    return { ...shape, jwt: { issuer, audience, scopes: route.AuthorizationScopes } };
  };

  const httpApis = world.ofType("AWS::ApiGatewayV2::Api").map((resource): HttpApiPlan => {
    const id = resource.identity().ref;
    const given = read(resource, apiSchema);
    if (given.ProtocolType !== "HTTP") complain(resource, `the protocol ${given.ProtocolType} is not hosted`);
    const limits = stages.find(
      ({ ApiId, StageName }) => ApiId === id && StageName === DEFAULT_STAGE,
    )?.DefaultRouteSettings;
    const { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit } = limits ?? {};
    return {
      ...planned(resource),
      id,
      routes: routes.filter(({ ApiId }) => ApiId === id).flatMap((route) => readRoute(route) ?? []),
      ...defined({
        cors: given.CorsConfiguration,
        throttle: rateLimit !== undefined && burstLimit !== undefined ? { rateLimit, burstLimit } : undefined,
      }),
    };
  });
  return { httpApis, unsupported };
}
