import {
  AbortMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bucketPlan, failure, postForm, type RunningS3, startS3 } from "./s3.fixture.ts";

const keyArn = "arn:aws:kms:us-east-1:111111111111:key/original";
const Bucket = "originals";
let running: RunningS3;
let client: S3Client;

beforeAll(async () => {
  running = await startS3([bucketPlan(Bucket, { keyArn }), bucketPlan("plain")]);
  client = running.client();
  await client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x" }));
  await client.send(new PutObjectCommand({ Bucket: "plain", Key: "k", Body: "x", Tagging: "a=1" }));
});
afterAll(() => running.close());
beforeEach(() => {
  running.authorizer.seen.length = 0;
  running.authorizer.deny = () => false;
});

const asked = (): string[] =>
  running.authorizer.seen.map(({ needed }) => `${needed.action} ${needed.resource}`);

describe("a request asks for the rights AWS asks for", () => {
  test.each<[string, () => Promise<unknown>, string[]]>([
    [
      "PutObject into an encrypted bucket",
      () => client.send(new PutObjectCommand({ Bucket, Key: "k", Body: "x" })),
      ["s3:PutObject arn:aws:s3:::originals/k", `kms:GenerateDataKey ${keyArn}`],
    ],
    [
      "GetObject of an encrypted object",
      () => client.send(new GetObjectCommand({ Bucket, Key: "k" })),
      ["s3:GetObject arn:aws:s3:::originals/k", `kms:Decrypt ${keyArn}`],
    ],
    [
      "PutObject with tags",
      () => client.send(new PutObjectCommand({ Bucket: "plain", Key: "t", Body: "x", Tagging: "a=1" })),
      ["s3:PutObject arn:aws:s3:::plain/t", "s3:PutObjectTagging arn:aws:s3:::plain/t"],
    ],
    [
      "CopyObject of a tagged object",
      () => client.send(new CopyObjectCommand({ Bucket, Key: "c", CopySource: "plain/k" })),
      [
        "s3:GetObject arn:aws:s3:::plain/k",
        "s3:PutObject arn:aws:s3:::originals/c",
        `kms:GenerateDataKey ${keyArn}`,
        "s3:GetObjectTagging arn:aws:s3:::plain/k",
        "s3:PutObjectTagging arn:aws:s3:::originals/c",
      ],
    ],
    [
      "ListObjectsV2",
      () => client.send(new ListObjectsV2Command({ Bucket, Prefix: "a/" })),
      ["s3:ListBucket arn:aws:s3:::originals"],
    ],
    [
      "DeleteObject",
      () => client.send(new DeleteObjectCommand({ Bucket: "plain", Key: "d" })),
      ["s3:DeleteObject arn:aws:s3:::plain/d"],
    ],
    [
      "an upload that is begun, listed and aborted",
      async () => {
        const upload = { Bucket: "plain", Key: "u" };
        const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
        await client.send(new ListPartsCommand({ ...upload, UploadId }));
        await client.send(new AbortMultipartUploadCommand({ ...upload, UploadId }));
      },
      [
        "s3:PutObject arn:aws:s3:::plain/u",
        "s3:ListMultipartUploadParts arn:aws:s3:::plain/u",
        "s3:AbortMultipartUpload arn:aws:s3:::plain/u",
      ],
    ],
  ])("%s", async (_, work, needed) => {
    await work();
    expect(asked()).toEqual(needed);
  });

  test("with the condition keys policies are written with", async () => {
    await client.send(new ListObjectsV2Command({ Bucket, Prefix: "a/", Delimiter: "/" }));
    await client.send(new GetObjectCommand({ Bucket, Key: "k" }));
    const [list, , decrypt] = running.authorizer.seen;
    expect(list?.needed.context).toMatchObject({
      "s3:prefix": "a/",
      "s3:delimiter": "/",
      "aws:SecureTransport": "true",
    });
    expect(decrypt?.needed.context).toMatchObject({ "kms:ViaService": "s3.us-east-1.amazonaws.com" });
  });
});

describe("a refusal", () => {
  test("is S3's AccessDenied with the authorizer's sentence, and nothing is stored", async () => {
    running.authorizer.deny = ({ action }) => action === "s3:PutObject";
    const refused = await failure(client.send(new PutObjectCommand({ Bucket, Key: "refused", Body: "x" })));
    expect(refused).toMatchObject({
      name: "AccessDenied",
      status: 403,
      message: expect.stringContaining("s3:PutObject"),
    });
    expect(await running.s3.objects.head(Bucket, "refused")).toBeUndefined();
  });

  test("of the key alone refuses the write", async () => {
    running.authorizer.deny = ({ action }) => action === "kms:GenerateDataKey";
    expect(
      await failure(client.send(new PutObjectCommand({ Bucket, Key: "refused", Body: "x" }))),
    ).toMatchObject({ name: "AccessDenied" });
  });

  test("hides whether a key exists from who may not list: 403 for both, 404 only with the right", async () => {
    running.authorizer.deny = ({ action }) => action === "s3:ListBucket";
    expect(await failure(client.send(new GetObjectCommand({ Bucket, Key: "none" })))).toMatchObject({
      name: "AccessDenied",
      status: 403,
    });
    expect(await failure(client.send(new HeadObjectCommand({ Bucket, Key: "none" })))).toMatchObject({
      status: 403,
    });
    running.authorizer.deny = () => false;
    expect(await failure(client.send(new GetObjectCommand({ Bucket, Key: "none" })))).toMatchObject({
      name: "NoSuchKey",
      status: 404,
    });
  });

  test("of one key in a bulk delete leaves the others to succeed", async () => {
    await client.send(new PutObjectCommand({ Bucket: "plain", Key: "keep", Body: "x" }));
    running.authorizer.deny = ({ resource }) => resource.endsWith("/keep");
    const { Deleted, Errors } = await client.send(
      new DeleteObjectsCommand({ Bucket: "plain", Delete: { Objects: [{ Key: "keep" }, { Key: "other" }] } }),
    );
    expect([Deleted?.map(({ Key }) => Key), Errors?.map(({ Key, Code }) => [Key, Code])]).toEqual([
      ["other"],
      [["keep", "AccessDenied"]],
    ]);
  });

  test("takes effect on URLs and forms that were signed before it", async () => {
    const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: "k" }), { expiresIn: 600 });
    const form = await createPresignedPost(client, { Bucket, Key: "posted", Expires: 600 });
    expect((await fetch(url)).status).toBe(200);
    running.authorizer.deny = ({ action }) => action === "s3:GetObject" || action === "s3:PutObject";
    expect((await fetch(url)).status).toBe(403);
    expect((await postForm(form.url, form.fields, "x")).status).toBe(403);
    const roles = running.authorizer.seen.map(({ principal }) =>
      principal.kind === "role" ? principal.roleArn : principal.kind,
    );
    expect(new Set(roles)).toEqual(new Set(["arn:aws:iam::111111111111:role/writer"]));
  });

  test("applies to the internal port under another's name, and not to the runtime itself", async () => {
    running.authorizer.deny = ({ action }) => action === "s3:GetObject";
    const cloudFront = running.s3.objects.as({
      kind: "service",
      service: "cloudfront.amazonaws.com",
      sourceArn: "arn:x",
    });
    await expect(cloudFront.get(Bucket, "k")).rejects.toMatchObject({ status: 403 });
    expect((await running.s3.objects.get(Bucket, "k", "bytes=0-0"))?.range).toEqual({ start: 0, end: 0 });
  });
});

test.each([
  ["an hour ago", -3600_000, "RequestTimeTooSkewed"],
  ["in an hour", 3600_000, "RequestTimeTooSkewed"],
])("a signature made %s by the client's clock is refused", async (_, systemClockOffset, name) => {
  const skewed = running.client({ systemClockOffset });
  expect(await failure(skewed.send(new ListObjectsV2Command({ Bucket })))).toMatchObject({
    name,
    status: 403,
  });
});

test.each([
  [
    "a wrong secret",
    { credentials: { accessKeyId: "AKIAROLE", secretAccessKey: "wrong" } },
    "SignatureDoesNotMatch",
  ],
  ["another region", { region: "eu-central-1" }, "AuthorizationHeaderMalformed"],
])("a request signed with %s is refused", async (_, config, name) => {
  expect(await failure(running.client(config).send(new ListObjectsV2Command({ Bucket })))).toMatchObject({
    name,
  });
});

test("an access key that was not issued here makes a developer who may only look", async () => {
  const stranger = running.client({ credentials: { accessKeyId: "ANY", secretAccessKey: "any" } });
  await stranger.send(new ListObjectsV2Command({ Bucket }));
  expect(running.authorizer.seen[0]?.principal).toEqual({ kind: "developer", mayWrite: false });
});
