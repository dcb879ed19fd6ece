/** The HTTP face of one pool: Cognito's hosted sign-in paths below a base path of the app's own origin. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type Provider from "oidc-provider";
import { requestUrl } from "../../edge/request-url.ts";
import type { UserPoolPlan } from "../../plan/plan.ts";
import { PAGE_POLICY } from "../local-page.ts";
import { SESSION_COOKIE } from "./oidc-pool.ts";
import type { OidcStore } from "./oidc-store.ts";
import { attributeClaims, type TokenMaker } from "./pool-tokens.ts";
import type { PoolUsers } from "./pool-users.ts";
import { signInPage, signInProblemPage } from "./sign-in-page.ts";

export interface HostedUiDeps {
  readonly pool: UserPoolPlan;
  readonly basePath: string;
  readonly provider: Provider;
  readonly store: OidcStore;
  readonly users: PoolUsers;
  readonly tokens: TokenMaker;
}

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse; readonly url: URL };

/** Answers everything below the base path and returns true; false for any other path. */
export function hostedUi(deps: HostedUiDeps) {
  const callback = deps.provider.callback();
  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const sent = request.url ?? "/";
    const url = requestUrl(request, `http://${request.headers.host ?? "127.0.0.1"}`);
    if (!url.pathname.startsWith(`${deps.basePath}/`)) return false;
    const exchange = { request, response, url };
    const path = url.pathname.slice(deps.basePath.length);
    if (path.startsWith("/login/")) await signIn(deps, exchange);
    else if (path === "/logout") await signOut(deps, exchange);
    else if (path === "/oauth2/userInfo") await userInfo(deps, exchange);
    else {
      request.url = sent.slice(deps.basePath.length);
      Object.assign(request, { originalUrl: sent });
      await callback(request, response);
    }
    return true;
  };
}

async function signIn(
  { provider, users }: HostedUiDeps,
  { request, response, url }: Exchange,
): Promise<void> {
  try {
    await provider.interactionDetails(request, response);
  } catch {
    return page(response, 400, signInProblemPage("It has expired. Go back to the app and sign in again."));
  }
  const everyone = users.all().filter(({ enabled }) => enabled);
  if (request.method !== "POST") return page(response, 200, signInPage(url.pathname, everyone));
  const chosen = new URLSearchParams(await bodyText(request)).get("username");
  const user = everyone.find(({ username }) => username === chosen);
  if (!user) return page(response, 200, signInPage(url.pathname, everyone));
  await provider.interactionFinished(request, response, { login: { accountId: user.sub } });
}

/** `client_id` with `logout_uri`, as Cognito takes it; the address must be the client's. */
async function signOut(
  { pool, basePath, store }: HostedUiDeps,
  { request, response, url }: Exchange,
): Promise<void> {
  const client = pool.clients.find(({ id }) => id === url.searchParams.get("client_id"));
  const target = url.searchParams.get("logout_uri") ?? "";
  if (!client?.logoutUrls.includes(target))
    return page(response, 400, signInProblemPage("The logout address is not one of the client's."));
  const session = new RegExp(`(?:^|;\\s*)${SESSION_COOKIE}=([^;]+)`).exec(request.headers.cookie ?? "")?.[1];
  if (session) await store.endSession(session);
  const expired = `Path=${basePath}; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax`;
  response.writeHead(302, {
    location: target,
    "set-cookie": [`${SESSION_COOKIE}=; ${expired}`, `${SESSION_COOKIE}.sig=; ${expired}`],
  });
  response.end();
}

async function userInfo({ tokens, users }: HostedUiDeps, { request, response }: Exchange): Promise<void> {
  const token = (request.headers.authorization ?? "").replace(/^bearer /i, "");
  const claims = await tokens.verifyAccess(token);
  const user = claims?.sub === undefined ? undefined : users.find(claims.sub);
  const scopes = String(claims?.scope ?? "").split(" ");
  if (!user?.enabled || !scopes.includes("openid")) {
    response.writeHead(401, {
      "content-type": "application/json",
      "www-authenticate": 'Bearer error="invalid_token"',
    });
    response.end(JSON.stringify({ error: "invalid_token", error_description: "Access token is not valid" }));
    return;
  }
  const attributes = Object.fromEntries(
    Object.entries(attributeClaims(user)).map(([name, value]) => [name, String(value)]),
  );
  response.writeHead(200, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ sub: user.sub, ...attributes, username: user.username }));
}

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": PAGE_POLICY,
    "cache-control": "no-store",
  });
  response.end(html);
}

async function bodyText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
