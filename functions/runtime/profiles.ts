import { createPublicKey, verify as verifySignature } from "node:crypto";
import * as z from "zod";
import type { Country } from "../../shared/model/channel.ts";
import { PROFILE_DOCUMENTS } from "../../shared/model/country-profiles.ts";
import { PROFILE_SIGNATURES } from "../../shared/model/profile-signatures.ts";
import {
  inForce,
  ProfileSigner,
  type ProfileState,
  readSignedProfile,
  type ProfileSigner as Signer,
  type Verify,
} from "../../shared/model/signed-profile.ts";
import { DAY, type Instant, instantText } from "../../shared/model/time.ts";
import type { Logger } from "./log.ts";

/** The profile by which a country may be served at an instant, or why it is off. */
export type Profiles = (country: Country, now: Instant) => ProfileState;

/**
 * Opens the country profiles that ship, for a stage that believes these signers (ENV.profileSigners, JSON). Each is
 * read and verified once in the life of a function, when it is first asked for.
 * @throws ZodError when the stage's signers are no signers
 */
export function openProfiles(signersJson: string): Profiles {
  return profilesOf(
    PROFILE_DOCUMENTS,
    PROFILE_SIGNATURES,
    z.array(ProfileSigner).parse(JSON.parse(signersJson)),
  );
}

/** As {@link openProfiles}, for these documents and signatures. */
export function profilesOf(
  documents: Readonly<Record<Country, unknown>>,
  signatures: Readonly<Record<Country, unknown>>,
  signers: readonly Signer[],
): Profiles {
  const read = new Map<Country, ProfileState>();
  return (country, now) => {
    const claim = { country, document: documents[country], signatures: signatures[country], signers };
    const state = read.get(country) ?? readSignedProfile(claim, verify);
    read.set(country, state);
    return inForce(state, now);
  };
}

/** So long before a profile is over, somebody is told. */
const NOTICE = 30 * DAY;

/** The same profiles; a country that is off or soon will be is logged once in the life of a function (an alarm counts). */
export function watched(profiles: Profiles, log: Pick<Logger, "warn">): Profiles {
  const told = new Set<Country>();
  return (country, now) => {
    const state = profiles(country, now);
    if (!told.has(country) && (!state.inForce || state.until < now + NOTICE)) {
      told.add(country);
      const why = state.inForce ? { ends: instantText(state.until) } : { problem: state.problem };
      log.warn("country profile needs a signature", { country, ...why });
    }
    return state;
  };
}

const verify: Verify = (publicKey, text, signature) => {
  const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: publicKey }, format: "jwk" });
  return verifySignature(null, Buffer.from(text), key, Buffer.from(signature, "base64url"));
};
