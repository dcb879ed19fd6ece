import { S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type PostSigner, postSignerFromEnvironment, presignedPost } from "./presigned-post.ts";

const NOW = Date.parse("2026-11-21T18:36:50.123Z");
const RULES = {
  bucket: "media-b",
  key: "originals/ast_1/source",
  contentType: "video/mp4",
  maxBytes: 500,
  expiresSeconds: 3600,
};
const KEYS = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" };

async function bySdk(signer: PostSigner) {
  const client = new S3Client({
    region: signer.region,
    credentials: signer,
    ...(signer.endpoint === undefined ? {} : { endpoint: signer.endpoint }),
  });
  const { url, fields } = await createPresignedPost(client, {
    Bucket: RULES.bucket,
    Key: RULES.key,
    Conditions: [["content-length-range", 0, RULES.maxBytes]],
    Fields: { "Content-Type": RULES.contentType },
    Expires: RULES.expiresSeconds,
  });
  return { url, fields };
}

describe("a browser upload form", () => {
  beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ["Date"] }));
  afterEach(() => void vi.useRealTimers());

  it.each<[string, PostSigner]>([
    ["with long-lived keys", { region: "us-east-1", ...KEYS }],
    ["with a role's session", { region: "eu-central-1", ...KEYS, sessionToken: "session/token==" }],
    ["for the local endpoint", { region: "us-east-1", ...KEYS, endpoint: "http://127.0.0.1:4566" }],
  ])("is byte for byte what the SDK signs %s", async (_, signer) => {
    expect(presignedPost(signer, RULES, NOW)).toEqual(await bySdk(signer));
  });
});

describe("the signer from the environment", () => {
  it("takes the S3 endpoint before the general one, and neither on AWS", () => {
    const base = { AWS_REGION: "us-east-1", AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
    expect(postSignerFromEnvironment(base)).toEqual({
      region: "us-east-1",
      accessKeyId: "a",
      secretAccessKey: "b",
    });
    const local = { ...base, AWS_ENDPOINT_URL: "http://all", AWS_ENDPOINT_URL_S3: "http://s3" };
    expect(postSignerFromEnvironment(local).endpoint).toBe("http://s3");
  });

  it("names the variable that is missing", () => {
    expect(() => postSignerFromEnvironment({ AWS_REGION: "us-east-1" })).toThrow("AWS_ACCESS_KEY_ID");
  });
});
