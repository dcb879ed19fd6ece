/** The JWT authorizer of an HTTP API route. */
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose";

export interface JwtRule {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
}

/** The signing keys of an issuer; undefined when nobody here speaks for it. */
export type KeysOfIssuer = (issuer: string) => Promise<JSONWebKeySet | undefined>;

export type JwtVerdict =
  | {
      readonly ok: true;
      readonly claims: Readonly<Record<string, string>>;
      readonly scopes: readonly string[] | null;
    }
  | { readonly ok: false; readonly status: 401 | 403; readonly message: string; readonly challenge: string };

/**
 * Checks signature, issuer, `aud` or `client_id`, `exp`, `nbf` and the route's scopes. The token may come with or
 * without `Bearer`. Real time, never the shifted clock. One scope of the route's is enough, as on AWS.
 */
export async function authorizeJwt(
  header: string | undefined,
  rule: JwtRule,
  keys: KeysOfIssuer,
): Promise<JwtVerdict> {
  const token = header?.replace(/^bearer\s+/i, "").trim();
  if (!token) return unauthorized("Bearer");
  const keySet = await keys(rule.issuer);
  if (!keySet) return invalid("the issuer's keys could not be read");
  let payload: JWTPayload;
  try {
    payload = (
      await jwtVerify(token, createLocalJWKSet(keySet), {
        issuer: rule.issuer,
        algorithms: ["RS256", "RS384", "RS512"],
        requiredClaims: ["exp"],
      })
    ).payload;
  } catch (cause) {
    return invalid(describe(cause));
  }
  const audiences = [payload.aud ?? payload.client_id].flat();
  if (!audiences.some((audience) => typeof audience === "string" && rule.audience.includes(audience)))
    return invalid("the token has no allowed audience");
  const held = scopesOf(payload);
  if (rule.scopes.length > 0 && !rule.scopes.some((scope) => held.includes(scope)))
    return {
      ok: false,
      status: 403,
      message: "Forbidden",
      challenge: `Bearer scope="${rule.scopes.join(" ")}" error="insufficient_scope" error_description="the token has no required scope"`,
    };
  const claims = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, claimText(value)]));
  return {
    ok: true,
    claims,
    scopes: rule.scopes.length > 0 ? rule.scopes.filter((scope) => held.includes(scope)) : null,
  };
}

/** Claims reach the function as text: lists as `[a b]`, maps as `map[k:v]`. */
export function claimText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimText).join(" ")}]`;
  if (value === null) return "<nil>";
  if (typeof value === "object" && value !== undefined) {
    const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
    return `map[${entries.map(([name, inner]) => `${name}:${claimText(inner)}`).join(" ")}]`;
  }
  return String(value);
}

function scopesOf(payload: JWTPayload): readonly string[] {
  const scope = payload.scope ?? payload.scp;
  if (Array.isArray(scope)) return scope.map(String);
  return typeof scope === "string" ? scope.split(" ").filter((part) => part !== "") : [];
}

function describe(cause: unknown): string {
  if (cause instanceof errors.JWTExpired) return "the token has expired";
  if (cause instanceof errors.JWTClaimValidationFailed) return `claim ${cause.claim} is not valid`;
  return "the token is not valid";
}

function invalid(reason: string): JwtVerdict {
  return unauthorized(`Bearer scope="" error="invalid_token" error_description="${reason}"`);
}

function unauthorized(challenge: string): JwtVerdict {
  return { ok: false, status: 401, message: "Unauthorized", challenge };
}
