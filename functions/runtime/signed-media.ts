import { getSignedUrl } from "@aws-sdk/cloudfront-signer";
import type { AssetId } from "../../shared/model/ids.ts";
import { MINUTE } from "../../shared/model/time.ts";
import { ENV, MEDIA_PREFIX } from "../../shared/names.ts";
import { env } from "./env.ts";
import type { SecretReader } from "./secrets.ts";

/** Key pair by which CloudFront knows our signatures, and the site that serves media. */
export interface MediaSigner {
  readonly origin: string;
  readonly keyPairId: string;
  readonly privateKey: string;
}

/** The signer that this function's environment names; its key is a secret, read on the first call. */
export function openMediaSigner(secrets: SecretReader): () => Promise<MediaSigner> {
  return async () => {
    const { privateKey } = JSON.parse(await secrets(env(ENV.mediaSigningSecret))) as { privateKey: string };
    return { origin: env(ENV.hcpOrigin), keyPairId: env(ENV.mediaKeyPairId), privateKey };
  };
}

/** Addresses end on a full quarter of an hour, so that a browser may keep what it has loaded between two looks. */
const STEP_MS = 15 * MINUTE;

/**
 * Pure: when addresses end that are signed at this instant of real time: between `leastMs`, whole quarters of an hour, and
 * a quarter of an hour later.
 */
export function addressesEnd(nowMs: number, leastMs = STEP_MS): number {
  return (Math.floor(nowMs / STEP_MS) + 1) * STEP_MS + leastMs;
}

/**
 * Signs everything that was made of an asset at once: one signature costs a millisecond and 350 bytes that no compression
 * makes smaller, and a film has several files.
 * @returns gives the path, with its signature, of a key below the asset's prefix; it opens on the signer's origin alone
 */
export function signedAddresses(
  signer: MediaSigner,
  assetId: AssetId,
  endsMs: number,
): (key: string) => string {
  const every = `${signer.origin}/${MEDIA_PREFIX.renditions}${assetId}/*`;
  const policy = JSON.stringify({
    Statement: [
      { Resource: every, Condition: { DateLessThan: { "AWS:EpochTime": Math.floor(endsMs / 1000) } } },
    ],
  });
  const { keyPairId, privateKey } = signer;
  const { search } = new URL(getSignedUrl({ url: every, keyPairId, privateKey, policy }));
  return (key) => `/${key}${search}`;
}
