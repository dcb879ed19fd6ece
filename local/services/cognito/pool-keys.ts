/** A pool's signing key and cookie secret, made once and kept in a private file. */
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { exportJWK, generateKeyPair, type JWK } from "jose";
import * as z from "zod";
import { readPrivate, writePrivate } from "../private-file.ts";

const Stored = z.object({
  jwk: z.looseObject({ kty: z.literal("RSA"), kid: z.string() }),
  cookieSecret: z.string(),
});

export interface PoolKeys {
  /** RSA private key with `kid`, `alg` and `use`. */
  readonly privateJwk: JWK & { readonly kid: string };
  readonly publicJwk: JWK;
  readonly cookieSecret: string;
}

/** Reads or makes the keys under the folder; throws when the file is damaged. */
export async function openPoolKeys(dir: string, poolId: string): Promise<PoolKeys> {
  const path = join(dir, `${poolId}.json`);
  const text = await readPrivate(path);
  const stored = text === undefined ? await makeKeys() : Stored.parse(JSON.parse(text));
  if (text === undefined) await writePrivate(path, JSON.stringify(stored));
  const privateJwk = stored.jwk as JWK & { readonly kid: string };
  const { kty, kid, alg, use, n, e } = privateJwk;
  const publicJwk = { kty, kid, alg, use, n, e } as JWK;
  return { privateJwk, publicJwk, cookieSecret: stored.cookieSecret };
}

async function makeKeys() {
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = await exportJWK(privateKey);
  const kid = createHash("sha256")
    .update(jwk.n ?? "")
    .digest("base64");
  return {
    jwk: { ...jwk, kty: "RSA" as const, kid, alg: "RS256", use: "sig" },
    cookieSecret: randomBytes(32).toString("base64url"),
  };
}
