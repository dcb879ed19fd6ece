/** All planned user pools: sign-in for the browser, the admin API, keys for authorizers, tokens for the terminal. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import type { JSONWebKeySet } from "jose";
import type { UserPoolPlan } from "../../plan/plan.ts";
import type { AwsService, Invoker, Journal } from "../../runtime-ports.ts";
import { type AdminPool, cognitoAdminService } from "./admin-service.ts";
import { hostedUi } from "./hosted-ui.ts";
import { oidcPool } from "./oidc-pool.ts";
import { openOidcStore } from "./oidc-store.ts";
import { openPoolKeys } from "./pool-keys.ts";
import { type PoolTokens, poolIssuer, type TokenMaker, tokenMaker } from "./pool-tokens.ts";
import { type DemoUser, openPoolUsers } from "./pool-users.ts";
import { tokenTrigger } from "./token-trigger.ts";

export interface CognitoDeps {
  readonly pools: readonly UserPoolPlan[];
  readonly region: string;
  /** Holds `cognito/<pool id>.json` with the signing key, mode 0600. */
  readonly dataDir: string;
  readonly journal: Journal;
  readonly demoUsers: () => readonly DemoUser[];
  /** Runs the trigger of a pool that has one. */
  readonly invoker: Pick<Invoker, "invoke">;
}

export interface Cognito {
  /** `cognito-idp` */
  readonly service: AwsService;
  /**
   * Serves `/_local/idp/<pool id>/…` of the origin it is mounted on: `/oauth2/authorize`, `/oauth2/token`,
   * `/oauth2/revoke`, `/oauth2/userInfo`, `/logout`, `/.well-known/*`. False for any other path.
   */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
  /** Signing keys for an issuer of ours, for authorizers. */
  readonly keysOfIssuer: (issuer: string) => Promise<JSONWebKeySet | undefined>;
  /** Tokens for a user without a browser; throws when there is no such enabled user or client. */
  readonly issueToken: (
    username: string,
    from?: { readonly poolId?: string; readonly clientId?: string },
  ) => Promise<PoolTokens>;
}

/** Where a pool's sign-in lives on the app's own origin, so that its cookies and fetches are same-origin. */
export function idpBasePath(poolId: string): string {
  return `/_local/idp/${poolId}`;
}

interface OpenPool extends AdminPool {
  readonly tokens: TokenMaker;
  readonly keySet: JSONWebKeySet;
  readonly handle: Cognito["handle"];
}

/** Opens every pool's keys, users and sessions. */
export async function openCognito(deps: CognitoDeps): Promise<Cognito> {
  const pools: OpenPool[] = [];
  for (const plan of deps.pools) {
    const keys = await openPoolKeys(join(deps.dataDir, "cognito"), plan.id);
    const users = await openPoolUsers(deps.journal, plan.id, deps.demoUsers);
    const store = await openOidcStore(deps.journal, plan.id);
    const tokens = await tokenMaker(
      poolIssuer(deps.region, plan.id),
      keys,
      tokenTrigger(plan, deps.region, deps.invoker),
    );
    const basePath = idpBasePath(plan.id);
    const provider = oidcPool({ pool: plan, basePath, keys, tokens, users, store });
    const handle = hostedUi({ pool: plan, basePath, provider, store, users, tokens });
    pools.push({ plan, users, tokens, keySet: { keys: [keys.publicJwk] }, handle });
  }
  return {
    service: cognitoAdminService(pools),
    async handle(request, response) {
      for (const pool of pools) if (await pool.handle(request, response)) return true;
      return false;
    },
    keysOfIssuer: async (issuer) => pools.find(({ tokens }) => tokens.issuer === issuer)?.keySet,
    async issueToken(username, { poolId, clientId } = {}) {
      const pool = pools.find(({ plan }) => poolId === undefined || plan.id === poolId);
      const client = pool?.plan.clients.find(({ id }) => clientId === undefined || id === clientId);
      const user = pool?.users.find(username);
      if (!pool || !client) throw new Error("No such user pool or client is planned.");
      if (!user?.enabled) {
        const known = pool.users.all().map((other) => other.username);
        throw new Error(`Nobody called ${username} can sign in. Known: ${known.join(", ") || "nobody"}.`);
      }
      const authTime = Math.floor(Date.now() / 1000);
      return pool.tokens.issue({
        user,
        client,
        scopes: client.scopes,
        authTime,
        grantId: `terminal ${authTime} ${username}`,
      });
    },
  };
}
