/** The pre token generation trigger: the function that a pool asks before it signs, version 2 of its event. */
import * as z from "zod";
import type { UserPoolPlan } from "../../plan/plan.ts";
import type { Invoker } from "../../runtime-ports.ts";
import type { SignIn } from "./pool-tokens.ts";

const Changes = z
  .object({
    claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
    claimsToSuppress: z.array(z.string()).nullish(),
  })
  .nullish();
const Answer = z.object({
  response: z.object({
    claimsAndScopeOverrideDetails: z
      .object({ accessTokenGeneration: Changes, idTokenGeneration: Changes })
      .nullish(),
  }),
});

/** What a trigger changes in one kind of token. */
export interface ClaimChanges {
  readonly add: Readonly<Record<string, string>>;
  readonly suppress: readonly string[];
}
export interface TokenChanges {
  readonly access: ClaimChanges;
  readonly id: ClaimChanges;
}

const NOTHING: ClaimChanges = { add: {}, suppress: [] };

/** Asks a pool's trigger what to change. A pool without one changes nothing. */
export type AskTrigger = (signIn: SignIn) => Promise<TokenChanges>;

/** @throws Error from the returned function when the trigger fails: Cognito then signs nobody in either */
export function tokenTrigger(
  pool: UserPoolPlan,
  region: string,
  invoker: Pick<Invoker, "invoke">,
): AskTrigger {
  return async (signIn) => {
    const arn = pool.preTokenGenerationArn;
    if (arn === undefined) return { access: NOTHING, id: NOTHING };
    const result = await invoker.invoke(arn, triggerEvent(pool, region, signIn), {
      kind: "service",
      service: "cognito-idp.amazonaws.com",
      sourceArn: pool.arn,
    });
    if (!result.ok) throw new Error(`PreTokenGeneration failed with error ${result.errorMessage}`);
    const { claimsAndScopeOverrideDetails: details } = Answer.parse(result.payload).response;
    return { access: changesOf(details?.accessTokenGeneration), id: changesOf(details?.idTokenGeneration) };
  };
}

/** The event in the form of the developer guide (test/events/cognito). */
export function triggerEvent(
  pool: Pick<UserPoolPlan, "id">,
  region: string,
  { user, client, scopes }: SignIn,
) {
  return {
    version: "2",
    triggerSource: "TokenGeneration_HostedAuth",
    region,
    userPoolId: pool.id,
    userName: user.username,
    callerContext: { awsSdkVersion: "aws-sdk-unknown-unknown", clientId: client.id },
    request: {
      userAttributes: { sub: user.sub, "cognito:user_status": user.status, ...user.attributes },
      groupConfiguration: { groupsToOverride: [...user.groups], iamRolesToOverride: [], preferredRole: null },
      scopes: [...scopes],
    },
    response: { claimsAndScopeOverrideDetails: null },
  };
}

function changesOf(given: z.infer<typeof Changes>): ClaimChanges {
  return { add: given?.claimsToAddOrOverride ?? {}, suppress: given?.claimsToSuppress ?? [] };
}
