import { createHash, createPrivateKey, type KeyObject } from "node:crypto";
import type { ProfileRole } from "../shared/model/signed-profile.ts";

/** The demo company's people who answer for its country profiles. They do not exist. */
export const DEMO_SIGNERS: Readonly<Record<ProfileRole, string>> = {
  regulatory: "Dr. Maeve Quinn",
  privacy: "Jonas Adler",
};

/** Head of an Ed25519 private key in PKCS #8 (RFC 8410), before its 32 bytes. */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");

/**
 * The key of a demo person, made from a sentence that everybody can read: it proves nothing, so that anybody can change
 * a demo profile and sign it again. Only the stage `dev` believes it.
 */
export function demoKey(role: ProfileRole): KeyObject {
  const seed = createHash("sha256").update(`Invito demo signer, proves nothing: ${role}`).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
}
