import type { AppConfig } from "./config.ts";

/** A token that ends sooner is renewed by the sign-in itself. */
const ENOUGH_SECONDS = 60;

/**
 * The access token that the sign-in keeps in this tab, undefined when there is none or it is about to end. Read by hand,
 * because the sign-in's own code is large; where that keeps it elsewhere one day, nothing is found and nothing breaks.
 * @param now milliseconds of this machine, as the sign-in reckons
 */
export function keptToken(
  store: Pick<Storage, "getItem">,
  { issuer, clientId }: Pick<AppConfig["signIn"], "issuer" | "clientId">,
  now: number,
): string | undefined {
  const kept = store.getItem(`oidc.user:${issuer}:${clientId}`);
  if (kept === null) return undefined;
  try {
    const { access_token: token, expires_at: ends } = JSON.parse(kept) as Readonly<Record<string, unknown>>;
    return typeof token === "string" && typeof ends === "number" && ends - now / 1000 > ENOUGH_SECONDS
      ? token
      : undefined;
  } catch {
    return undefined;
  }
}
