import { getSignedUrl } from "@aws-sdk/cloudfront-signer";
import type { AssetId } from "../../shared/model/ids.ts";
import { assetPrefix } from "./encoding-plan.ts";

/** Key pair by which CloudFront knows our signatures, and the site that serves media. */
export interface MediaSigner {
  readonly origin: string;
  readonly keyPairId: string;
  readonly privateKey: string;
}

/** Addresses end on a full quarter of an hour, so that a browser may keep what it has loaded between two looks. */
const STEP_MS = 15 * 60 * 1000;

/** Pure: when addresses end that are signed at this instant of real time: a quarter to half an hour later. */
export function addressesEnd(nowMs: number): number {
  return (Math.floor(nowMs / STEP_MS) + 2) * STEP_MS;
}

/**
 * Signs everything that was made of an asset at once: one signature costs a millisecond, and a film has several files.
 * @returns gives the address of a key below the asset's prefix
 */
export function signedAddresses(
  signer: MediaSigner,
  assetId: AssetId,
  endsMs: number,
): (key: string) => string {
  const every = `${signer.origin}/${assetPrefix(assetId)}*`;
  const policy = JSON.stringify({
    Statement: [
      { Resource: every, Condition: { DateLessThan: { "AWS:EpochTime": Math.floor(endsMs / 1000) } } },
    ],
  });
  const { keyPairId, privateKey } = signer;
  const { search } = new URL(getSignedUrl({ url: every, keyPairId, privateKey, policy }));
  return (key) => `${signer.origin}/${key}${search}`;
}
