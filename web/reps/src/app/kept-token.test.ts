import { User, UserManager, WebStorageStateStore } from "oidc-client-ts";
import { describe, expect, it } from "vitest";
import { keptToken } from "./kept-token.ts";

const NOW = Date.parse("2026-11-24T09:00:00Z");
const signIn = { issuer: "https://issuer.example/pool", clientId: "client-1" };

/** What a tab remembers. */
function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
}

/** A tab in which the sign-in itself keeps somebody whose token ends then. */
async function signedIn(endsIn: number): Promise<Storage> {
  const store = memory();
  const manager = new UserManager({
    authority: signIn.issuer,
    client_id: signIn.clientId,
    redirect_uri: "https://app.example/",
    userStore: new WebStorageStateStore({ store }),
    stateStore: new WebStorageStateStore({ store }),
  });
  const profile = { sub: "u", iss: signIn.issuer, aud: signIn.clientId, exp: 0, iat: 0 };
  await manager.storeUser(
    new User({
      access_token: "token-1",
      token_type: "Bearer",
      profile,
      expires_at: NOW / 1000 + endsIn,
    }),
  );
  return store;
}

describe("the token that this tab has", () => {
  it("is found where the sign-in keeps it", async () => {
    expect(keptToken(await signedIn(3600), signIn, NOW)).toBe("token-1");
  });

  it("is none when it is about to end, has ended, is another deployment's or nobody's", async () => {
    expect(keptToken(await signedIn(59), signIn, NOW)).toBeUndefined();
    expect(keptToken(await signedIn(-1), signIn, NOW)).toBeUndefined();
    expect(keptToken(await signedIn(3600), { ...signIn, clientId: "client-2" }, NOW)).toBeUndefined();
    expect(keptToken(memory(), signIn, NOW)).toBeUndefined();
  });

  it.each(["", "{", "null", '"text"', '{"access_token":7,"expires_at":9e9}'])("is none in %j", (kept) => {
    const store = memory();
    store.setItem(`oidc.user:${signIn.issuer}:${signIn.clientId}`, kept);
    expect(keptToken(store, signIn, NOW)).toBeUndefined();
  });
});
