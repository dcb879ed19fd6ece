import * as z from "zod";
import { canonicalJson } from "./canonical-json.ts";
import type { Country } from "./channel.ts";
import { CountryProfile, profileEndsAt } from "./country-profile.ts";
import { type Instant, InstantText } from "./time.ts";

/** Who has to sign a country profile: the two who answer for it in the country (Appendix B). */
export const PROFILE_ROLES = ["regulatory", "privacy"] as const;
export const ProfileRole = z.enum(PROFILE_ROLES);
export type ProfileRole = z.output<typeof ProfileRole>;

/** What a signature says, in words that are signed too (domain-rules 1.9). */
const MEANING: Readonly<Record<ProfileRole, string>> = {
  regulatory: "I confirm that this profile states what regulation and codes demand in this country.",
  privacy: "I confirm that this profile states what data protection and consent demand in this country.",
};

/** One person's detached signature of one document: name, time and, by the role, meaning (domain-rules 1.9). */
export const ProfileSignature = z.strictObject({
  role: ProfileRole,
  name: z.string().min(1),
  at: InstantText,
  /** Ed25519 (RFC 8032) of {@link signedText}, base64url. */
  signature: z.string().regex(/^[\w-]{86}$/, "must be 64 bytes in base64url"),
});
export type ProfileSignature = z.output<typeof ProfileSignature>;

/** A person whose signature a stage believes. */
export const ProfileSigner = z.strictObject({
  role: ProfileRole,
  name: z.string().min(1),
  /** Raw Ed25519 public key, base64url. */
  publicKey: z.string().regex(/^[\w-]{43}$/, "must be 32 bytes in base64url"),
});
export type ProfileSigner = z.output<typeof ProfileSigner>;

/** Whether `signature` is the one of `text` by the holder of `publicKey`: the platform's Ed25519. */
export type Verify = (publicKey: string, text: string, signature: string) => boolean;

/** The text that is signed: the whole document with who signs it, when and with which meaning. */
export function signedText(document: unknown, by: Omit<ProfileSignature, "signature">): string {
  const { role, name, at } = by;
  return canonicalJson({ meaning: MEANING[role], role, name, at, profile: document });
}

/** A profile that may be acted upon until an instant, or why its country is off and who can change that. */
export type ProfileState =
  | { readonly inForce: true; readonly profile: CountryProfile; readonly until: Instant }
  | { readonly inForce: false; readonly problem: string };

interface ProfileClaim {
  readonly country: Country;
  readonly document: unknown;
  readonly signatures: unknown;
  /** Whom the stage believes. */
  readonly signers: readonly ProfileSigner[];
}

/**
 * Pure: reads a document and its signatures once; {@link inForce} asks the result at an instant. A document that is not
 * exactly a profile, or that the two roles did not sign as it is, switches its country off (Appendix B).
 */
export function readSignedProfile(claim: ProfileClaim, verify: Verify): ProfileState {
  const { country, document } = claim;
  const parsed = CountryProfile.safeParse(document);
  if (!parsed.success) return off(`the profile of ${country} is refused: ${problemsIn(parsed.error)}`);
  if (parsed.data.country !== country) return off(`the profile of ${country} says ${parsed.data.country}`);
  const signatures = z.array(ProfileSignature).safeParse(claim.signatures);
  if (!signatures.success)
    return off(`the signatures of ${country} are refused: ${problemsIn(signatures.error)}`);
  const keys = new Set<string>();
  for (const role of PROFILE_ROLES) {
    const signed = keyOf(role, { ...claim, signatures: signatures.data }, verify);
    if ("problem" in signed) return off(`the profile of ${country} ${signed.problem}`);
    keys.add(signed.publicKey);
  }
  if (keys.size < PROFILE_ROLES.length)
    return off(`one person signed the profile of ${country} for both roles`);
  return { inForce: true, profile: parsed.data, until: profileEndsAt(parsed.data) };
}

/** Pure: the state at an instant. A profile that nobody confirmed for twelve months is over. */
export function inForce(state: ProfileState, now: Instant): ProfileState {
  if (!state.inForce || now < state.until) return state;
  const { country, version } = state.profile;
  return off(`the profile of ${country} of ${version} is older than twelve months`);
}

function keyOf(
  role: ProfileRole,
  claim: ProfileClaim & { readonly signatures: readonly ProfileSignature[] },
  verify: Verify,
): { readonly publicKey: string } | { readonly problem: string } {
  const own = claim.signatures.filter((signature) => signature.role === role);
  if (own.length === 0) return { problem: `lacks the signature of ${role}` };
  const believed = claim.signers.filter((signer) => signer.role === role);
  for (const signature of own) {
    const text = signedText(claim.document, signature);
    const signer = believed.find(
      ({ name, publicKey }) => name === signature.name && verify(publicKey, text, signature.signature),
    );
    if (signer !== undefined) return signer;
  }
  const stranger = own.find(({ name }) => !believed.some((signer) => signer.name === name));
  return {
    problem:
      stranger === undefined
        ? `was changed after ${role} signed it, or signed with another key`
        : `is signed for ${role} by ${stranger.name}, whom this stage does not know`,
  };
}

function off(problem: string): ProfileState {
  return { inForce: false, problem };
}

/** Names every field that is wrong, the unknown ones too. */
function problemsIn({ issues }: z.ZodError): string {
  return issues
    .flatMap((issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => `${[...issue.path, key].join(".")} is not a known key`)
        : [`${issue.path.join(".") || "it"} ${issue.message}`],
    )
    .join("; ");
}
