import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { UserId } from "../../shared/model/ids.ts";
import { type Caller, ROLES, type Role } from "../../shared/model/roles.ts";

/** The claims that the HTTP API's JWT authorizer passes on. All values are strings. */
type Claims = Record<string, unknown>;

/**
 * The signed-in person of a request, from the authorizer's verified claims. Groups arrive as `"[rep admin]"`
 * (HTTP API) or as an array; groups that are no role of ours are ignored. undefined without an authorizer.
 */
export function callerOf(event: APIGatewayProxyEventV2): Caller | undefined {
  const context = event.requestContext as { authorizer?: { jwt?: { claims?: Claims } } };
  const claims = context.authorizer?.jwt?.claims;
  const sub = claims?.sub;
  if (claims === undefined || typeof sub !== "string") return undefined;
  const roles = groupsOf(claims["cognito:groups"]).filter((group): group is Role =>
    (ROLES as readonly string[]).includes(group),
  );
  // the name is put into access tokens by directory/on-token-requested
  return { userId: sub as UserId, name: String(claims.name ?? claims.username ?? sub), roles };
}

/** Reads Cognito's group claim in both of its forms. */
export function groupsOf(claim: unknown): string[] {
  if (Array.isArray(claim)) return claim.map(String);
  if (typeof claim !== "string") return [];
  return claim
    .replace(/^\[|\]$/g, "")
    .split(/[\s,]+/)
    .filter((group) => group !== "");
}
