/** Access and ID tokens in Cognito's form, the only place that decides their claims. */
import { createHash, randomUUID } from "node:crypto";
import { createLocalJWKSet, importJWK, type JWTPayload, jwtVerify, SignJWT } from "jose";
import type { UserPoolPlan } from "../../plan/plan.ts";
import type { PoolKeys } from "./pool-keys.ts";
import type { PoolUser } from "./pool-users.ts";
import type { AskTrigger, ClaimChanges } from "./token-trigger.ts";

export type PoolClient = UserPoolPlan["clients"][number];

/** What a sign-in fixes for all tokens that come of it. */
export interface SignIn {
  readonly user: PoolUser;
  readonly client: PoolClient;
  readonly scopes: readonly string[];
  /** Seconds since the epoch. */
  readonly authTime: number;
  /** The same for all tokens of one sign-in. */
  readonly grantId: string;
  readonly nonce?: string;
}

export interface PoolTokens {
  readonly accessToken: string;
  /** Absent when the scope has no `openid`. */
  readonly idToken?: string;
  /** Seconds until the access token expires. */
  readonly expiresIn: number;
}

export interface TokenMaker {
  readonly issuer: string;
  issue(signIn: SignIn): Promise<PoolTokens>;
  /** The claims of an access token of this pool, or undefined when it is not valid. */
  verifyAccess(token: string): Promise<JWTPayload | undefined>;
}

/** The `iss` of a pool's tokens, wherever its endpoints are. */
export function poolIssuer(region: string, poolId: string): string {
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}

/** Signs with the pool's key, by real time, after asking the pool's trigger. */
export async function tokenMaker(issuer: string, keys: PoolKeys, ask: AskTrigger): Promise<TokenMaker> {
  const key = await importJWK(keys.privateJwk, "RS256");
  const sign = (claims: JWTPayload, now: number, seconds: number) =>
    new SignJWT({ ...claims, iss: issuer, iat: now, exp: now + seconds, jti: randomUUID() })
      .setProtectedHeader({ kid: keys.privateJwk.kid, alg: "RS256" })
      .sign(key);
  return {
    issuer,
    async issue(signIn) {
      const { user, client, scopes, authTime, grantId, nonce } = signIn;
      const changes = await ask(signIn);
      const now = Math.floor(Date.now() / 1000);
      const common = {
        sub: user.sub,
        ...(user.groups.length > 0 ? { "cognito:groups": [...user.groups] } : {}),
        origin_jti: stableUuid(grantId),
        event_id: randomUUID(),
        auth_time: authTime,
      };
      const accessToken = await sign(
        {
          ...changed({}, changes.access),
          ...common,
          version: 2,
          client_id: client.id,
          token_use: "access",
          scope: scopes.join(" "),
          username: user.username,
        },
        now,
        client.accessTokenSeconds,
      );
      const expiresIn = client.accessTokenSeconds;
      if (!scopes.includes("openid")) return { accessToken, expiresIn };
      const idToken = await sign(
        {
          ...changed(attributeClaims(user), changes.id),
          ...common,
          at_hash: halfHash(accessToken),
          aud: client.id,
          token_use: "id",
          "cognito:username": user.username,
          ...(nonce === undefined ? {} : { nonce }),
        },
        now,
        client.idTokenSeconds,
      );
      return { accessToken, idToken, expiresIn };
    },
    async verifyAccess(token) {
      try {
        const { payload } = await jwtVerify(token, createLocalJWKSet({ keys: [keys.publicJwk] }), {
          issuer,
          algorithms: ["RS256"],
        });
        return payload.token_use === "access" ? payload : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** What a trigger adds comes before Cognito's own claims, which nobody can replace. */
function changed(claims: JWTPayload, { add, suppress }: ClaimChanges): JWTPayload {
  const all = Object.entries({ ...claims, ...add });
  return Object.fromEntries(all.filter(([name]) => !suppress.includes(name)));
}

/** A user's attributes as ID token claims: the two `*_verified` ones are booleans, all others text. */
export function attributeClaims(user: PoolUser): Record<string, string | boolean> {
  return Object.fromEntries(
    Object.entries(user.attributes).map(([name, value]) => [
      name,
      name.endsWith("_verified") ? value === "true" : value,
    ]),
  );
}

function halfHash(token: string): string {
  return createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");
}

function stableUuid(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
