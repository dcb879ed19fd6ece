import { createPublicKey, type KeyObject, sign, verify as verifySignature } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import * as z from "zod";
import { Country } from "../shared/model/channel.ts";
import { CountryProfile } from "../shared/model/country-profile.ts";
import {
  inForce,
  PROFILE_ROLES,
  ProfileSignature,
  type ProfileSigner,
  type ProfileState,
  readSignedProfile,
  signedText,
  type Verify,
} from "../shared/model/signed-profile.ts";
import { type Instant, instantText } from "../shared/model/time.ts";

/** Where the reviewed documents and their signatures lie: `de.json`, `de.signatures.json`. */
export const PROFILE_FOLDER = resolve(import.meta.dirname, "../shared/model/country-profiles");

/** Raw public half of an Ed25519 key in base64url, as the stage record names it. */
export function publicKeyText(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: "jwk" });
  if (x === undefined || key.asymmetricKeyType !== "ed25519") throw new Error("the key is no Ed25519 key");
  return x;
}

/** Node's Ed25519, for whoever decides about signed profiles. */
const verify: Verify = (publicKey, text, signature) => {
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  return verifySignature(null, Buffer.from(text), key, Buffer.from(signature, "base64url"));
};

/**
 * Signs a country's document as it is now. The person's earlier signature for the role is replaced; other roles' stay,
 * and count only if they signed the same document.
 * @throws ZodError when the document is no profile: nobody signs what would be refused
 */
export async function signProfile(
  country: Country,
  by: { readonly role: ProfileSigner["role"]; readonly name: string; readonly key: KeyObject },
  now: Instant,
  folder = PROFILE_FOLDER,
): Promise<ProfileSignature> {
  const document = await readJson(folder, `${country.toLowerCase()}.json`);
  CountryProfile.parse(document);
  const { role, name } = by;
  const at = instantText(now);
  const text = signedText(document, { role, name, at });
  const signature = {
    role,
    name,
    at,
    signature: sign(null, Buffer.from(text), by.key).toString("base64url"),
  };
  const file = `${country.toLowerCase()}.signatures.json`;
  const present = z.array(ProfileSignature).parse(await readJson(folder, file).catch(missing));
  const all = [...present.filter((one) => one.role !== role), signature];
  all.sort((a, b) => PROFILE_ROLES.indexOf(a.role) - PROFILE_ROLES.indexOf(b.role));
  await writeFile(join(folder, file), `${JSON.stringify(all, null, 2)}\n`);
  return signature;
}

/** What became of each country for a stage that believes these signers. */
export async function profileStates(
  signers: readonly ProfileSigner[],
  now: Instant,
  folder = PROFILE_FOLDER,
): Promise<readonly { readonly country: Country; readonly state: ProfileState }[]> {
  return Promise.all(
    Country.options.map(async (country) => {
      const file = country.toLowerCase();
      const document = await readJson(folder, `${file}.json`);
      const signatures = await readJson(folder, `${file}.signatures.json`).catch(missing);
      const state = readSignedProfile({ country, document, signatures, signers }, verify);
      return { country, state: inForce(state, now) };
    }),
  );
}

async function readJson(folder: string, file: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, file), "utf8"));
}

/** A document that nobody signed yet has no file of signatures. */
function missing(error: unknown): unknown {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}
