import { type User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import type { AppConfig } from "./config.ts";
import { ownPath } from "./own-path.ts";

/** Signing in and out, and the token of each request. */
export interface SignIn {
  /** A fresh access token; sends the person to the sign-in page when there is no way to get one. */
  token(): Promise<string>;
  /** Gets a new token because the API refused the one it saw. */
  renewed(): Promise<string>;
  /** Forgets the tokens and ends the session of the sign-in page. */
  signOut(): Promise<void>;
}

/** State of a sign-in under way: where the person wanted to go. */
interface Return {
  readonly to: string;
}

/** A page that is being left never goes on. */
const leaving = () => new Promise<never>(() => undefined);

/**
 * Code with PKCE. Tokens live in sessionStorage: a reload keeps them, the next tab asks the sign-in page, which knows the
 * person. They are renewed by refresh token before they end.
 */
export async function signIn(config: AppConfig): Promise<SignIn> {
  const { origin, issuer, clientId } = config.signIn;
  const home = `${location.origin}/`;
  const manager = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: home,
    scope: "openid email profile",
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
    automaticSilentRenew: true,
    // Named, because the issuer's own document is on another host than the sign-in page.
    metadata: {
      issuer,
      authorization_endpoint: `${origin}/oauth2/authorize`,
      token_endpoint: `${origin}/oauth2/token`,
      revocation_endpoint: `${origin}/oauth2/revoke`,
    },
  });

  const start = async (): Promise<never> => {
    const to = location.pathname + location.search + location.hash;
    await manager.signinRedirect({ state: { to } satisfies Return });
    return leaving();
  };

  let renewing: Promise<User | null> | undefined;
  const renew = async (): Promise<string> => {
    renewing ??= manager.signinSilent().finally(() => {
      renewing = undefined;
    });
    const user = await renewing.catch(async (error: unknown) => {
      // Without a line nobody is signed out: the request fails and says so.
      if (error instanceof TypeError) throw error;
      await manager.removeUser();
      return null;
    });
    return user?.access_token ?? start();
  };

  await finishSignIn(manager);
  const present = await manager.getUser();
  if (present === null) await start();

  return {
    async token() {
      const user = await manager.getUser();
      if (user === null) return start();
      return user.expired === true ? renew() : user.access_token;
    },
    renewed: renew,
    async signOut() {
      await manager.revokeTokens(["refresh_token"]).catch(() => undefined);
      await manager.removeUser();
      const query = new URLSearchParams({ client_id: clientId, logout_uri: home });
      location.assign(`${origin}/logout?${query}`);
      return leaving();
    },
  };
}

/** Takes the code out of the address that the sign-in page came back with, and the person to where they were. */
async function finishSignIn(manager: UserManager): Promise<void> {
  const query = new URLSearchParams(location.search);
  if (location.pathname !== "/" || !query.has("state") || !(query.has("code") || query.has("error"))) return;
  const user = await manager.signinRedirectCallback().catch(() => undefined);
  const to = (user?.state as Return | undefined)?.to;
  history.replaceState(null, "", ownPath(to, location.origin));
}
