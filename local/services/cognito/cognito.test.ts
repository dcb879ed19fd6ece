import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { shapeOf } from "../../../test/events/shape-of.ts";
import { type ClosableJournal, createJournal } from "../../journal/journal.ts";
import type { UserPoolPlan } from "../../plan/plan.ts";
import { serve } from "../serve.fixture.ts";
import { filterOf } from "./admin-service.ts";
import { type Cognito, idpBasePath, openCognito } from "./cognito.ts";

const poolId = "eu-west-1_Local0001";
const issuer = `https://cognito-idp.eu-west-1.amazonaws.com/${poolId}`;
const callback = "http://127.0.0.1:3000/signed-in";
const pool: UserPoolPlan = {
  stack: "Data",
  logicalId: "People",
  id: poolId,
  arn: `arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${poolId}`,
  groups: ["admin", "rep"],
  clients: [
    {
      id: "client1",
      callbackUrls: [callback],
      logoutUrls: ["http://127.0.0.1:3000/"],
      accessTokenSeconds: 900,
      idTokenSeconds: 1800,
      refreshTokenSeconds: 86_400,
      scopes: ["openid", "email", "profile"],
    },
  ],
};
const ana = {
  username: "ana",
  name: "Ana <Rep>",
  email: "ana@example.com",
  groups: ["rep", "admin"],
  sub: "11111111-1111-4111-8111-111111111111",
  attributes: { "custom:country": "IE" },
};

/** What the pool's trigger was asked, and what it answers; undefined fails it. */
const trigger = { arn: "arn:aws:lambda:eu-west-1:123456789012:function:naming", events: [] as unknown[] };
let answer: object | undefined;

let dir: string;
let journal: ClosableJournal;
let cognito: Cognito;
let server: Server;
let origin: string;
let jar: Map<string, { value: string; path: string }>;

async function open(planned: UserPoolPlan = pool): Promise<void> {
  journal = createJournal(join(dir, "journal"));
  cognito = await openCognito({
    pools: [planned],
    region: "eu-west-1",
    dataDir: dir,
    journal,
    demoUsers: () => [ana],
    invoker: {
      async invoke(arn, event, from) {
        expect([arn, from]).toEqual([
          trigger.arn,
          { kind: "service", service: "cognito-idp.amazonaws.com", sourceArn: pool.arn },
        ]);
        trigger.events.push(event);
        return answer === undefined
          ? { ok: false, errorType: "Error", errorMessage: "no time" }
          : { ok: true, payload: { ...(event as object), response: answer } };
      },
    },
  });
}
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "cognito-"));
  jar = new Map();
  await open();
  server = createServer(async (request, response) => {
    if (!(await cognito.handle(request, response))) response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await journal.close();
  await rm(dir, { recursive: true });
});
async function restart(): Promise<void> {
  await journal.close();
  await open();
}

const base = () => origin + idpBasePath(poolId);

/** One request with a browser's cookies; redirects are not followed. */
async function visit(url: string, init: RequestInit = {}): Promise<Response> {
  const { pathname } = new URL(url);
  const cookie = [...jar]
    .filter(([, { path }]) => pathname.startsWith(path))
    .map(([name, { value }]) => `${name}=${value}`)
    .join("; ");
  const response = await fetch(url, {
    ...init,
    redirect: "manual",
    headers: { ...(init.headers as Record<string, string>), cookie },
  });
  for (const line of response.headers.getSetCookie()) {
    const [pair = "", ...attributes] = line.split(";");
    const [name = "", value = ""] = pair.split("=");
    const path =
      attributes
        .map((one) => one.trim())
        .find((one) => /^path=/i.test(one))
        ?.slice(5) ?? "/";
    if (value === "" || /expires=thu, 01 jan 1970/i.test(line)) jar.delete(name);
    else jar.set(name, { value, path });
  }
  return response;
}

const verifier = randomBytes(32).toString("base64url");
function authorizeUrl(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: "client1",
    response_type: "code",
    scope: "openid email profile",
    redirect_uri: callback,
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    state: "st",
    nonce: "no",
    ...changes,
  });
  return `${base()}/oauth2/authorize?${query}`;
}

/** Follows redirects within the sign-in until the app's address or a page. */
async function follow(
  first: string,
): Promise<{ readonly url: string; readonly page?: string; readonly status?: number }> {
  let url = first;
  for (let hop = 0; hop < 10; hop += 1) {
    if (url.startsWith(callback)) return { url };
    const response = await visit(url);
    const location = response.headers.get("location");
    if (!location) return { url, page: await response.text(), status: response.status };
    url = new URL(location, url).href;
  }
  throw new Error("too many redirects");
}

async function signIn(username = "ana"): Promise<string> {
  const { url } = await follow(authorizeUrl({ prompt: "login" }));
  const chosen = await visit(url, { method: "POST", body: new URLSearchParams({ username }) });
  const end = await follow(new URL(chosen.headers.get("location") ?? "", url).href);
  const code = new URL(end.url).searchParams.get("code");
  if (!code) throw new Error(`no code at ${end.url}`);
  return code;
}
const post = (path: string, body: Record<string, string>) =>
  fetch(base() + path, { method: "POST", body: new URLSearchParams(body) });
const exchange = async (code: string, changes: Record<string, string> = {}) =>
  post("/oauth2/token", {
    grant_type: "authorization_code",
    client_id: "client1",
    code,
    redirect_uri: callback,
    code_verifier: verifier,
    ...changes,
  });
const refresh = (token: string) =>
  post("/oauth2/token", { grant_type: "refresh_token", client_id: "client1", refresh_token: token });

test("code and PKCE end in an access token with Cognito's claims and no audience", async () => {
  const response = await exchange(await signIn());
  const body = await response.json();
  expect(Object.keys(body).sort()).toEqual([
    "access_token",
    "expires_in",
    "id_token",
    "refresh_token",
    "token_type",
  ]);
  const claims = decodeJwt(body.access_token);
  expect(claims).toMatchObject({
    iss: issuer,
    sub: ana.sub,
    client_id: "client1",
    token_use: "access",
    username: "ana",
    "cognito:groups": ["rep", "admin"],
    scope: "openid email profile",
    version: 2,
  });
  expect(claims).not.toHaveProperty("aud");
  for (const name of ["jti", "origin_jti", "auth_time", "event_id"]) expect(claims).toHaveProperty(name);
  expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(900);
  expect(body.expires_in).toBe(900);
});

test("the ID token names the user for this client, with custom attributes and the nonce", async () => {
  const { id_token, access_token } = await (await exchange(await signIn())).json();
  expect(decodeJwt(id_token)).toMatchObject({
    iss: issuer,
    aud: "client1",
    token_use: "id",
    "cognito:username": "ana",
    email: "ana@example.com",
    email_verified: true,
    name: "Ana <Rep>",
    "custom:country": "IE",
    nonce: "no",
    at_hash: createHash("sha256").update(access_token).digest().subarray(0, 16).toString("base64url"),
  });
});

describe("a pool with a pre token generation trigger", () => {
  beforeEach(async () => {
    await journal.close();
    await open({ ...pool, preTokenGenerationArn: trigger.arn });
    trigger.events.length = 0;
    answer = {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: { name: "Ana Ruiz", sub: "somebody else" } },
        idTokenGeneration: { claimsToSuppress: ["custom:country"] },
      },
    };
  });

  test("asks it in the recorded form", async () => {
    await cognito.issueToken("ana");
    const recorded = JSON.parse(readFileSync("test/events/cognito/pre-token-generation-v2.json", "utf8"));
    const [event] = trigger.events as [{ request: { userAttributes: Record<string, string> } }];
    const { "custom:country": _, ...known } = event.request.userAttributes;
    expect(shapeOf({ ...event, request: { ...event.request, userAttributes: known } })).toEqual(
      shapeOf(recorded),
    );
  });

  test("adds and takes away what it says, but nothing of Cognito's own", async () => {
    const { access_token, id_token } = await (await exchange(await signIn())).json();
    expect(decodeJwt(access_token)).toMatchObject({ name: "Ana Ruiz", sub: ana.sub });
    expect(decodeJwt(id_token)).not.toHaveProperty("custom:country");
    expect(decodeJwt(id_token).name).toBe("Ana <Rep>");
  });

  test("signs nobody in while it fails", async () => {
    answer = undefined;
    await expect(cognito.issueToken("ana")).rejects.toThrow("PreTokenGeneration failed with error no time");
    expect((await exchange(await signIn())).status).toBeGreaterThanOrEqual(400);
  });
});

test("tokens verify against the published keys and against those for authorizers", async () => {
  const { access_token } = await (await exchange(await signIn())).json();
  const published = await (await fetch(`${base()}/.well-known/jwks.json`)).json();
  const ours = await cognito.keysOfIssuer(issuer);
  for (const keys of [published, ours]) await jwtVerify(access_token, createLocalJWKSet(keys), { issuer });
  expect(JSON.stringify([published, ours])).not.toContain('"d"');
  expect(await cognito.keysOfIssuer("https://other.example")).toBeUndefined();
  expect(decodeProtectedHeader(access_token)).toEqual({ alg: "RS256", kid: published.keys[0].kid });
});

test("the discovery document has Cognito's issuer and endpoints on this origin", async () => {
  const document = await (await fetch(`${base()}/.well-known/openid-configuration`)).json();
  expect(document).toMatchObject({
    issuer,
    authorization_endpoint: `${base()}/oauth2/authorize`,
    token_endpoint: `${base()}/oauth2/token`,
    revocation_endpoint: `${base()}/oauth2/revoke`,
    userinfo_endpoint: `${base()}/oauth2/userInfo`,
    jwks_uri: `${base()}/.well-known/jwks.json`,
    end_session_endpoint: `${base()}/logout`,
  });
});

test.each([
  ["a wrong verifier", { code_verifier: randomBytes(32).toString("base64url") }],
  ["another redirect address", { redirect_uri: "http://127.0.0.1:3000/other" }],
])("%s gets no token", async (_name, changes) => {
  const response = await exchange(await signIn(), changes);
  expect([response.status, (await response.json()).error]).toEqual([400, "invalid_grant"]);
});

test("a code works once", async () => {
  const code = await signIn();
  expect((await exchange(code)).status).toBe(200);
  expect((await exchange(code)).status).toBe(400);
});

test("PKCE is required and a foreign callback shows a page instead of redirecting", async () => {
  const withoutPkce = await follow(
    authorizeUrl({ code_challenge: "", code_challenge_method: "" }).replace(/&code_challenge[^&]*/g, ""),
  );
  expect(new URL(withoutPkce.url).searchParams.get("error")).toBe("invalid_request");
  const foreign = await follow(authorizeUrl({ redirect_uri: "https://evil.example/" }));
  expect([foreign.status, foreign.page]).toEqual([400, expect.stringContaining("redirect_uri")]);
});

test("a refresh token gives new tokens with the user's groups of now, and no new refresh token", async () => {
  const first = await (await exchange(await signIn())).json();
  const { endpoint, close } = await serve(cognito.service);
  await admin(endpoint, "AdminRemoveUserFromGroup", { Username: "ana", GroupName: "admin" });
  await close();
  const second = await (await refresh(first.refresh_token)).json();
  expect(Object.keys(second).sort()).toEqual(["access_token", "expires_in", "id_token", "token_type"]);
  expect(decodeJwt(second.access_token)["cognito:groups"]).toEqual(["rep"]);
  expect(decodeJwt(second.access_token).origin_jti).toBe(decodeJwt(first.access_token).origin_jti);
});

test("a revoked refresh token and a disabled user get nothing more", async () => {
  const first = await (await exchange(await signIn())).json();
  expect((await post("/oauth2/revoke", { token: first.refresh_token, client_id: "client1" })).status).toBe(
    200,
  );
  expect((await refresh(first.refresh_token)).status).toBe(400);
  const second = await (await exchange(await signIn())).json();
  const { endpoint, close } = await serve(cognito.service);
  await admin(endpoint, "AdminDisableUser", { Username: "ana" });
  await close();
  expect((await refresh(second.refresh_token)).status).toBe(400);
  await expect(cognito.issueToken("ana")).rejects.toThrow("Nobody called ana can sign in");
});

test("a sign-in, its refresh token and the signing key survive a restart", async () => {
  const first = await (await exchange(await signIn())).json();
  await restart();
  expect((await refresh(first.refresh_token)).status).toBe(200);
  const again = await follow(authorizeUrl());
  expect(new URL(again.url).searchParams.get("code")).toBeTruthy();
  const keys = await cognito.keysOfIssuer(issuer);
  if (!keys) throw new Error("no keys");
  await jwtVerify(first.access_token, createLocalJWKSet(keys));
  expect((await stat(join(dir, "cognito", `${poolId}.json`))).mode & 0o777).toBe(0o600);
});

test("logout ends the session and goes only where the client allows", async () => {
  await signIn();
  const stolen = new Map(jar);
  const foreign = await visit(`${base()}/logout?client_id=client1&logout_uri=https://evil.example/`);
  expect(foreign.status).toBe(400);
  const out = await visit(
    `${base()}/logout?client_id=client1&logout_uri=${encodeURIComponent("http://127.0.0.1:3000/")}`,
  );
  expect([out.status, out.headers.get("location")]).toEqual([302, "http://127.0.0.1:3000/"]);
  for (const cookies of [new Map(), stolen]) {
    jar = cookies;
    expect((await follow(authorizeUrl())).page).toContain("Who do you want to be?");
  }
});

test("userInfo answers for an access token only", async () => {
  const { access_token, id_token } = await (await exchange(await signIn())).json();
  const ask = (token: string) =>
    fetch(`${base()}/oauth2/userInfo`, { headers: { authorization: `Bearer ${token}` } });
  expect(await (await ask(access_token)).json()).toMatchObject({
    sub: ana.sub,
    username: "ana",
    email: "ana@example.com",
    email_verified: "true",
  });
  expect((await ask(id_token)).status).toBe(401);
});

test("cookies stay below the sign-in's path and out of scripts", async () => {
  await signIn();
  expect([...jar.values()].every(({ path }) => path.startsWith(idpBasePath(poolId)))).toBe(true);
  const { url } = await follow(authorizeUrl({ prompt: "login" }));
  const response = await visit(url);
  for (const line of response.headers.getSetCookie()) expect(line).toMatch(/httponly/i);
});

test("the page lists people safely, and an unknown choice stays on it", async () => {
  const { url, page } = await follow(authorizeUrl());
  expect(page).toContain("Ana &lt;Rep&gt;");
  expect(page).not.toMatch(/<script/i);
  const stranger = await visit(url, { method: "POST", body: new URLSearchParams({ username: "nobody" }) });
  expect([stranger.status, await stranger.text()]).toEqual([
    200,
    expect.stringContaining("Who do you want to be?"),
  ]);
  const late = await fetch(`${base()}/login/unknown`);
  expect([late.status, await late.text()]).toEqual([400, expect.stringContaining("It has expired")]);
});

test("a token for the terminal has all of the client's scopes", async () => {
  const { accessToken } = await cognito.issueToken("ana");
  expect(decodeJwt(accessToken)).toMatchObject({
    sub: ana.sub,
    scope: "openid email profile",
    client_id: "client1",
  });
  await expect(cognito.issueToken("bob")).rejects.toThrow("Known: ana");
});

async function admin(endpoint: string, operation: string, input: Record<string, unknown>) {
  const response = await fetch(endpoint, {
    method: "POST",
    headers: {
      "x-amz-target": `AWSCognitoIdentityProviderService.${operation}`,
      "content-type": "application/x-amz-json-1.1",
    },
    body: JSON.stringify({ UserPoolId: poolId, ...input }),
  });
  const body = await response.json();
  return { status: response.status, body, type: response.headers.get("x-amzn-errortype") ?? undefined };
}

describe("the admin API", () => {
  let endpoint: string;
  let close: () => Promise<void>;
  beforeEach(async () => {
    ({ endpoint, close } = await serve(cognito.service));
  });
  afterEach(() => close());
  const create = (Username: string) =>
    admin(endpoint, "AdminCreateUser", {
      Username,
      UserAttributes: [
        { Name: "email", Value: `${Username}@example.com` },
        { Name: "name", Value: Username },
      ],
    });

  test("makes a first admin who can sign in, also after a restart", async () => {
    const { body } = await create("first");
    expect(body.User).toMatchObject({
      Username: "first",
      Enabled: true,
      UserStatus: "FORCE_CHANGE_PASSWORD",
    });
    expect(body.User.Attributes[0]).toEqual({ Name: "sub", Value: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    expect(Math.abs(body.User.UserCreateDate - Date.now() / 1000)).toBeLessThan(5);
    expect(
      (
        await admin(endpoint, "AdminSetUserPassword", {
          Username: "first",
          Password: "long enough",
          Permanent: true,
        })
      ).status,
    ).toBe(200);
    expect(
      (await admin(endpoint, "AdminAddUserToGroup", { Username: "first", GroupName: "admin" })).body,
    ).toEqual({});
    await restart();
    expect(decodeJwt((await cognito.issueToken("first")).accessToken)["cognito:groups"]).toEqual(["admin"]);
    const { access_token } = await (await exchange(await signIn("first"))).json();
    expect(decodeJwt(access_token).username).toBe("first");
  });

  test("reads users, their groups and a group's users", async () => {
    await create("first");
    const got = await admin(endpoint, "AdminGetUser", { Username: ana.sub });
    expect(got.body).toMatchObject({
      Username: "ana",
      UserStatus: "CONFIRMED",
      UserAttributes: expect.arrayContaining([{ Name: "custom:country", Value: "IE" }]),
    });
    expect(
      (await admin(endpoint, "AdminListGroupsForUser", { Username: "ana" })).body.Groups.map(
        ({ GroupName }: { GroupName: string }) => GroupName,
      ),
    ).toEqual(["rep", "admin"]);
    expect((await admin(endpoint, "ListUsersInGroup", { GroupName: "rep" })).body.Users).toHaveLength(1);
    expect(
      (await admin(endpoint, "ListUsers", { Filter: 'email = "first@example.com"' })).body.Users,
    ).toHaveLength(1);
    const page = await admin(endpoint, "ListUsers", { Limit: 1 });
    expect(page.body.Users).toHaveLength(1);
    expect(
      (await admin(endpoint, "ListUsers", { Limit: 1, PaginationToken: page.body.PaginationToken })).body
        .Users[0].Username,
    ).toBe("first");
  });

  test.each([
    ["AdminGetUser", { Username: "none" }, "UserNotFoundException"],
    ["AdminCreateUser", { Username: "ana" }, "UsernameExistsException"],
    ["AdminAddUserToGroup", { Username: "ana", GroupName: "none" }, "ResourceNotFoundException"],
    ["AdminGetUser", { UserPoolId: "eu-west-1_other", Username: "ana" }, "ResourceNotFoundException"],
    ["AdminGetUser", {}, "InvalidParameterException"],
    ["ListUsers", { Filter: "email like x" }, "InvalidParameterException"],
    ["SignUp", {}, "UnknownOperationException"],
  ])("%s %j is refused with %s", async (operation, input, type) => {
    expect(await admin(endpoint, operation, input)).toMatchObject({ status: 400, type });
  });

  test("needs its action on the pool's ARN", () => {
    const body = Buffer.from(JSON.stringify({ UserPoolId: poolId, Username: "ana" }));
    const request = {
      service: "cognito-idp",
      method: "POST",
      url: new URL("http://x/"),
      headers: {},
      operation: "AdminGetUser",
      body,
      principal: { kind: "anonymous" } as const,
    };
    expect(cognito.service.needs(request)).toEqual([
      { action: "cognito-idp:AdminGetUser", resource: pool.arn },
    ]);
  });
});

test.each([
  ['name ^= "Ana"', true],
  ['username = "an"', false],
  ['status = "Enabled"', true],
  ['name = "Ana \\"x\\""', false],
  ["", true],
])("the filter %s takes Ana: %s", (filter, taken) => {
  const user = {
    username: "ana",
    sub: "s",
    attributes: { name: "Ana R" },
    groups: [],
    enabled: true,
    status: "CONFIRMED",
    createdAt: 0,
    changedAt: 0,
  } as const;
  expect(filterOf(filter)(user)).toBe(taken);
});
