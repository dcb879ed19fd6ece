/** The OpenID provider of one user pool: protocol by oidc-provider, tokens by Cognito's rules. */
import Provider, { type Configuration, type KoaContextWithOIDC } from "oidc-provider";
import type { UserPoolPlan } from "../../plan/plan.ts";
import type { OidcStore } from "./oidc-store.ts";
import type { PoolKeys } from "./pool-keys.ts";
import type { TokenMaker } from "./pool-tokens.ts";
import type { PoolUsers } from "./pool-users.ts";
import { signInProblemPage } from "./sign-in-page.ts";

export const SESSION_COOKIE = "invito_idp_session";

export interface OidcPoolDeps {
  readonly pool: UserPoolPlan;
  readonly basePath: string;
  readonly keys: PoolKeys;
  readonly tokens: TokenMaker;
  readonly users: PoolUsers;
  readonly store: OidcStore;
}

/** Builds the provider. Requests must come with `url` below the base path and `originalUrl` as sent. */
export function oidcPool(deps: OidcPoolDeps): Provider {
  const provider = new Provider(deps.tokens.issuer, configuration(deps));
  provider.use(async (ctx, next) => {
    await next();
    const context = ctx as KoaContextWithOIDC;
    if (ctx.status !== 200) return;
    if (context.oidc?.route === "token") await replaceTokens(deps, context);
    if (context.oidc?.route === "discovery")
      ctx.body = withCognitoEndpoints(ctx.body, context, deps.basePath);
  });
  return provider;
}

function configuration({ pool, basePath, keys, users, store }: OidcPoolDeps): Configuration {
  const clientOf = (id: string) => pool.clients.find((client) => client.id === id);
  const seconds = (
    id: string | undefined,
    of: "accessTokenSeconds" | "idTokenSeconds" | "refreshTokenSeconds",
  ) => (id === undefined ? undefined : clientOf(id)?.[of]) ?? 3600;
  return {
    adapter: (name: string) => store.adapter(name),
    jwks: { keys: [keys.privateJwk] },
    clients: pool.clients.map((client) => ({
      client_id: client.id,
      token_endpoint_auth_method: "none",
      redirect_uris: [...client.callbackUrls],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      scope: client.scopes.join(" "),
    })),
    scopes: [...new Set(["openid", ...pool.clients.flatMap(({ scopes }) => scopes)])],
    // Cognito gives a refresh token without being asked for offline_access, and keeps it for its whole life.
    issueRefreshToken: async () => true,
    rotateRefreshToken: false,
    pkce: { required: () => true },
    // Cognito answers a browser of any origin; here the app's own are enough
    clientBasedCORS: (_ctx, origin, client) =>
      (client.redirectUris ?? []).some((uri) => new URL(uri).origin === origin),
    routes: {
      authorization: "/oauth2/authorize",
      token: "/oauth2/token",
      revocation: "/oauth2/revoke",
      jwks: "/.well-known/jwks.json",
    },
    features: {
      devInteractions: { enabled: false },
      // A public client proves nothing but its id: it may revoke its own tokens.
      revocation: {
        enabled: true,
        allowedPolicy: async (_ctx, client, token) => token.clientId === client.clientId,
      },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    interactions: { url: (_ctx, interaction) => `${basePath}/login/${interaction.uid}` },
    cookies: {
      keys: [keys.cookieSecret],
      names: { session: SESSION_COOKIE, interaction: "invito_idp_interaction", resume: "invito_idp_resume" },
      long: { httpOnly: true, sameSite: "lax", path: basePath },
      short: { httpOnly: true, sameSite: "lax" },
    },
    ttl: {
      AccessToken: (_ctx, token) => seconds(token.clientId, "accessTokenSeconds"),
      IdToken: (_ctx, _token, client) => seconds(client.clientId, "idTokenSeconds"),
      RefreshToken: (_ctx, token) => seconds(token.clientId, "refreshTokenSeconds"),
      AuthorizationCode: 300,
      Interaction: 3600,
      Session: 14 * 86_400,
      Grant: 90 * 86_400,
    },
    async findAccount(_ctx, id) {
      const user = users.find(id);
      return user?.enabled ? { accountId: user.sub, claims: async () => ({ sub: user.sub }) } : undefined;
    },
    // Nobody is asked to consent: Cognito has no such page.
    async loadExistingGrant(ctx) {
      const { client, session } = ctx.oidc;
      if (!client || !session?.accountId) return undefined;
      const known = session.grantIdFor(client.clientId);
      const grant =
        (known ? await ctx.oidc.provider.Grant.find(known) : undefined) ??
        new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope([...new Set(["openid", ...(clientOf(client.clientId)?.scopes ?? [])])].join(" "));
      await grant.save();
      return grant;
    },
    renderError(ctx, out) {
      ctx.type = "html";
      ctx.body = signInProblemPage(`${out.error}: ${out.error_description ?? ""}`);
    },
  };
}

async function replaceTokens({ pool, tokens, users }: OidcPoolDeps, ctx: KoaContextWithOIDC): Promise<void> {
  const { AccessToken: issued, AuthorizationCode: code, RefreshToken: refresh } = ctx.oidc.entities;
  const source = code ?? refresh;
  const client = pool.clients.find(({ id }) => id === issued?.clientId);
  const user = issued?.accountId === undefined ? undefined : users.find(issued.accountId);
  if (!issued || !source || !client || !user) throw new Error("the token response has no sign-in");
  const made = await tokens.issue({
    user,
    client,
    // A grant that was widened twice repeats its scopes.
    scopes: [...new Set((issued.scope ?? "").split(" ").filter((scope) => scope !== ""))],
    authTime: source.authTime ?? Math.floor(Date.now() / 1000),
    grantId: issued.grantId ?? issued.jti,
    ...(source.nonce === undefined ? {} : { nonce: source.nonce }),
  });
  const body = ctx.body as { readonly refresh_token?: string };
  ctx.body = {
    ...(made.idToken === undefined ? {} : { id_token: made.idToken }),
    access_token: made.accessToken,
    // Cognito repeats no refresh token when one was used.
    ...(code && body.refresh_token !== undefined ? { refresh_token: body.refresh_token } : {}),
    expires_in: made.expiresIn,
    token_type: "Bearer",
  };
}

function withCognitoEndpoints(body: unknown, ctx: KoaContextWithOIDC, basePath: string): unknown {
  const at = (path: string) => new URL(`${basePath}${path}`, ctx.href).href;
  return {
    ...(body as Record<string, unknown>),
    userinfo_endpoint: at("/oauth2/userInfo"),
    end_session_endpoint: at("/logout"),
  };
}
