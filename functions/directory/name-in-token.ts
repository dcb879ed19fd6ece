import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";

/**
 * Decides what Cognito adds to an access token: the person's name, so that an invitation says who writes and a
 * signature who signed. Cognito's own access tokens name nobody, and with sign-in by e-mail their `username` is a UUID.
 * A user without a name gets no claim.
 * Pre token generation, version 2: https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function nameInToken(event: PreTokenGenerationV2TriggerEvent): PreTokenGenerationV2TriggerEvent {
  const name = event.request.userAttributes["name"]?.trim();
  if (name === undefined || name === "") return event;
  const accessTokenGeneration = { claimsToAddOrOverride: { name } };
  return { ...event, response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } };
}
