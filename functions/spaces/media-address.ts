import { getSignedUrl } from "@aws-sdk/cloudfront-signer";

/** A film that is opened late in a visit still plays; a copied address soon does not. Real seconds. */
const SIGNED_SECONDS = 60 * 60;

/** Key pair by which CloudFront knows our signatures. */
export interface MediaSigner {
  readonly origin: string;
  readonly keyPairId: string;
  readonly privateKey: string;
}

/**
 * A signed address of an object under `renditions/`, as the pages of the same site name it: without the origin, which the
 * signature covers all the same. Ends after an hour of real time.
 */
export function signedMediaAddress(signer: MediaSigner, key: string, nowMs: number): string {
  const whole = getSignedUrl({
    url: `${signer.origin}/${key}`,
    keyPairId: signer.keyPairId,
    privateKey: signer.privateKey,
    dateLessThan: new Date(nowMs + SIGNED_SECONDS * 1000),
  });
  return whole.slice(signer.origin.length);
}
