import * as z from "zod";
import type { UserPoolPlan } from "./plan.ts";
import { attribute, cfnBoolean, cfnNumber, defined, planned, read, textList } from "./values.ts";
import type { World } from "./world.ts";

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

const units = z
  .object({
    AccessToken: z.enum(["seconds", "minutes", "hours", "days"]).default("hours"),
    IdToken: z.enum(["seconds", "minutes", "hours", "days"]).default("hours"),
    RefreshToken: z.enum(["seconds", "minutes", "hours", "days"]).default("days"),
  })
  .prefault({});
const clientSchema = z.object({
  UserPoolId: z.string(),
  CallbackURLs: textList,
  LogoutURLs: textList,
  AllowedOAuthScopes: textList,
  AccessTokenValidity: cfnNumber.default(1),
  IdTokenValidity: cfnNumber.default(1),
  RefreshTokenValidity: cfnNumber.default(30),
  TokenValidityUnits: units,
  GenerateSecret: cfnBoolean.default(false),
});
const triggers = z.object({
  PreTokenGenerationConfig: z.object({ LambdaArn: z.string(), LambdaVersion: z.string() }).optional(),
});
const poolSchema = z.object({ LambdaConfig: triggers.prefault({}) });
const groupSchema = z.object({ UserPoolId: z.string(), GroupName: z.string() });
const domainSchema = z.object({ UserPoolId: z.string(), Domain: z.string() });

const seconds = (amount: number, unit: string): number => amount * (SECONDS[unit] ?? 1);

/** Reads user pools with their groups, clients and sign-in domain; token lifetimes in seconds. */
export function readUserPools(world: World): { userPools: UserPoolPlan[]; unsupported: string[] } {
  const unsupported: string[] = [];
  const groups = world.ofType("AWS::Cognito::UserPoolGroup").map((resource) => read(resource, groupSchema));
  const domains = world
    .ofType("AWS::Cognito::UserPoolDomain")
    .map((resource) => read(resource, domainSchema));
  const clients = world
    .ofType("AWS::Cognito::UserPoolClient")
    .map((resource) => ({ resource, given: read(resource, clientSchema) }));
  for (const { resource, given } of clients)
    if (given.GenerateSecret)
      unsupported.push(`${resource.stack}/${resource.logicalId}: clients have no secret locally.`);
  const userPools = world.ofType("AWS::Cognito::UserPool").map((resource) => {
    const id = resource.identity().ref;
    const trigger = read(resource, poolSchema).LambdaConfig.PreTokenGenerationConfig;
    if (trigger !== undefined && trigger.LambdaVersion !== "V2_0")
      unsupported.push(
        `${resource.stack}/${resource.logicalId}: PreTokenGenerationConfig of ${trigger.LambdaVersion} is not run; V2_0 is.`,
      );
    return {
      ...planned(resource),
      id,
      arn: attribute(resource, "Arn"),
      groups: groups.filter(({ UserPoolId }) => UserPoolId === id).map(({ GroupName }) => GroupName),
      clients: clients
        .filter(({ given }) => given.UserPoolId === id)
        .map(({ resource: client, given }) => ({
          id: client.identity().ref,
          callbackUrls: given.CallbackURLs,
          logoutUrls: given.LogoutURLs,
          accessTokenSeconds: seconds(given.AccessTokenValidity, given.TokenValidityUnits.AccessToken),
          idTokenSeconds: seconds(given.IdTokenValidity, given.TokenValidityUnits.IdToken),
          refreshTokenSeconds: seconds(given.RefreshTokenValidity, given.TokenValidityUnits.RefreshToken),
          scopes: given.AllowedOAuthScopes,
        })),
      ...defined({
        preTokenGenerationArn: trigger?.LambdaVersion === "V2_0" ? trigger.LambdaArn : undefined,
        domain: domains.find(({ UserPoolId }) => UserPoolId === id)?.Domain,
      }),
    };
  });
  return { userPools, unsupported };
}
