import { S3Client, UploadPartCommand } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, it } from "vitest";
import type { PostSigner } from "./presigned-post.ts";
import { presignedUrl } from "./presigned-url.ts";

const NOW = new Date("2026-11-21T18:36:50.123Z");
const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };
const PLACE = { bucket: "media-b", key: "originals/ast_1/so (u)rce" };

describe("a signed address", () => {
  it.each<[string, PostSigner]>([
    ["with long-lived keys", { region: "us-east-1", ...KEYS }],
    ["with a role's session", { region: "eu-central-1", ...KEYS, sessionToken: "session/token==" }],
    ["for the local endpoint", { region: "us-east-1", ...KEYS, endpoint: "http://127.0.0.1:4566" }],
  ])("has the signature that the SDK would give it %s", async (_, signer) => {
    const client = new S3Client({
      region: signer.region,
      credentials: signer,
      requestChecksumCalculation: "WHEN_REQUIRED",
      ...(signer.endpoint === undefined ? {} : { endpoint: signer.endpoint, forcePathStyle: true }),
    });
    const command = new UploadPartCommand({
      Bucket: PLACE.bucket,
      Key: PLACE.key,
      PartNumber: 7,
      UploadId: "id+/=~",
      ContentLength: 8_388_608,
    });
    const bySdk = new URL(
      await getSignedUrl(client, command, {
        expiresIn: 900,
        signingDate: NOW,
        signableHeaders: new Set(["host", "content-length"]),
      }),
    );
    const ours = new URL(
      presignedUrl(
        signer,
        {
          method: "PUT",
          ...PLACE,
          // the SDK names the operation, which is its own habit
          query: { partNumber: "7", uploadId: "id+/=~", "x-id": "UploadPart" },
          headers: { "content-length": "8388608" },
          expiresSeconds: 900,
        },
        NOW.getTime(),
      ),
    );
    expect([ours.origin, ours.pathname]).toEqual([bySdk.origin, bySdk.pathname]);
    const parameters = (address: URL) => [...address.searchParams].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(parameters(ours)).toEqual(parameters(bySdk));
  });
});
