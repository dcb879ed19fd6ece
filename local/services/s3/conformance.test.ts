import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import {
  AbortMultipartUploadCommand,
  ChecksumAlgorithm,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  type GetObjectCommandInput,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  PutBucketCorsCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  PutObjectTaggingCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketPlan, failure, postForm, type RunningS3, startS3 } from "./s3.fixture.ts";

const Bucket = "media";
const cors = {
  allowedMethods: ["GET", "PUT", "POST"],
  allowedOrigins: ["http://localhost:3000", "https://*.example.com"],
  allowedHeaders: ["*"],
  exposedHeaders: ["ETag"],
  maxAge: 300,
};

let running: RunningS3;
let client: S3Client;

beforeAll(async () => {
  running = await startS3([bucketPlan(Bucket, { cors: [cors] }), bucketPlan("other")]);
  client = running.client({ requestChecksumCalculation: "WHEN_SUPPORTED" });
});
afterAll(() => running.close());

const put = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: "hello world", ...more }));
const get = async (Key: string, more: Partial<GetObjectCommandInput> = {}): Promise<string> => {
  const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? "";
};
const presignGet = (Key: string, options: { expiresIn: number; signingDate?: Date } = { expiresIn: 60 }) =>
  getSignedUrl(client, new GetObjectCommand({ Bucket, Key }), options);

describe("an object", () => {
  test("comes back with its bytes, type, cache header and metadata under a key of any characters", async () => {
    const Key = "a/b c+é&<x>'\"/😀.txt";
    await put(Key, {
      ContentType: "text/plain; charset=utf-8",
      CacheControl: "max-age=5",
      Metadata: { foo: "bar" },
    });
    expect(await get(Key)).toBe("hello world");
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({
      ContentType: "text/plain; charset=utf-8",
      CacheControl: "max-age=5",
      ContentLength: 11,
      Metadata: { foo: "bar" },
      ETag: `"${createHash("md5").update("hello world").digest("hex")}"`,
      ServerSideEncryption: "AES256",
    });
    const listed = await client.send(new ListObjectsV2Command({ Bucket, Prefix: "a/b" }));
    expect(listed.Contents?.map((object) => object.Key)).toEqual([Key]);
  });

  test("is stored without the framing of a streamed body", async () => {
    const body = Readable.from([Buffer.alloc(70_000, 1), Buffer.alloc(70_000, 2)]);
    await put("stream.bin", { Body: body, ContentLength: 140_000 });
    const { Body, ContentLength } = await client.send(new GetObjectCommand({ Bucket, Key: "stream.bin" }));
    const bytes = await Body?.transformToByteArray();
    expect([ContentLength, bytes?.length, bytes?.[0], bytes?.[139_999]]).toEqual([140_000, 140_000, 1, 2]);
  });

  test("may be empty", async () => {
    await put("empty", { Body: "" });
    expect(await get("empty")).toBe("");
  });

  test.each(
    Object.values(ChecksumAlgorithm).filter((name) => ["CRC32", "CRC32C", "SHA1", "SHA256"].includes(name)),
  )("keeps the %s checksum it was sent with and hands it out for verification", async (algorithm) => {
    await put(`sum-${algorithm}`, { ChecksumAlgorithm: algorithm });
    const { Checksum } = await client.send(
      new GetObjectAttributesCommand({ Bucket, Key: `sum-${algorithm}`, ObjectAttributes: ["Checksum"] }),
    );
    expect(Checksum).toHaveProperty(`Checksum${algorithm}`);
    expect(await get(`sum-${algorithm}`)).toBe("hello world");
  });

  test.each<[string, Partial<PutObjectCommandInput>, string]>([
    ["CRC32", { ChecksumCRC32: "AAAAAA==" }, "BadDigest"],
    ["CRC32C", { ChecksumCRC32C: "AAAAAA==" }, "BadDigest"],
    ["CRC64NVME", { ChecksumCRC64NVME: "AAAAAAAAAAA=" }, "BadDigest"],
    ["SHA1", { ChecksumSHA1: "AAAAAAAAAAAAAAAAAAAAAAAAAAA=" }, "BadDigest"],
    ["SHA256", { ChecksumSHA256: "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=" }, "BadDigest"],
    ["Content-MD5", { ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" }, "BadDigest"],
    ["malformed Content-MD5", { ContentMD5: "nonsense" }, "InvalidDigest"],
  ])("is refused and not kept when its %s is wrong", async (_, wrong, name) => {
    expect(await failure(put("bad", wrong))).toMatchObject({ name, status: 400 });
    expect(await failure(get("bad"))).toMatchObject({ name: "NoSuchKey", status: 404 });
  });

  test.each([
    ["bytes=6-", "world", "bytes 6-10/11"],
    ["bytes=0-4", "hello", "bytes 0-4/11"],
    ["bytes=-5", "world", "bytes 6-10/11"],
    ["bytes=6-100", "world", "bytes 6-10/11"],
    ["bytes=0-0,5-5", "hello world", undefined],
  ])("answers Range %s with %j", async (Range, text, contentRange) => {
    await put("range.txt");
    const answer = await client.send(new GetObjectCommand({ Bucket, Key: "range.txt", Range }));
    expect([await answer.Body?.transformToString(), answer.ContentRange]).toEqual([text, contentRange]);
  });

  test("answers a range behind its end with 416", async () => {
    await put("range.txt");
    expect(await failure(get("range.txt", { Range: "bytes=100-" }))).toMatchObject({
      name: "InvalidRange",
      status: 416,
    });
  });

  test.each<[string, (etag: string) => Partial<GetObjectCommandInput>, number]>([
    ["If-None-Match of its ETag", (etag) => ({ IfNoneMatch: etag }), 304],
    ["If-Modified-Since a later time", () => ({ IfModifiedSince: new Date(Date.now() + 60_000) }), 304],
    ["If-Match of another ETag", () => ({ IfMatch: '"other"' }), 412],
    ["If-Unmodified-Since long ago", () => ({ IfUnmodifiedSince: new Date(0) }), 412],
    ["If-Match of its ETag", (etag) => ({ IfMatch: etag }), 200],
  ])("answers a GET with %s by its condition", async (_, condition, status) => {
    const { ETag = "" } = await put("conditional");
    const work = client.send(new GetObjectCommand({ Bucket, Key: "conditional", ...condition(ETag) }));
    const got = status === 200 ? (await work).$metadata.httpStatusCode : (await failure(work)).status;
    expect(got).toBe(status);
  });

  test("is written only once with If-None-Match: *", async () => {
    await put("once");
    expect(await failure(put("once", { IfNoneMatch: "*" }))).toMatchObject({
      name: "PreconditionFailed",
      status: 412,
    });
  });

  test("is created by exactly one of many writers that race with If-None-Match: *", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, n) => put("race", { Body: `writer ${n}`, IfNoneMatch: "*" })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("is replaced with If-Match only while it is what the writer saw", async () => {
    const { ETag } = await put("seen");
    await put("seen", { Body: "second", IfMatch: ETag });
    expect(await failure(put("seen", { Body: "third", IfMatch: ETag }))).toMatchObject({ status: 412 });
    expect(await get("seen")).toBe("second");
  });

  test("carries tags that can be read and replaced", async () => {
    await put("tagged", { Tagging: "a=1&b=x%20y" });
    const tags = async () =>
      (await client.send(new GetObjectTaggingCommand({ Bucket, Key: "tagged" }))).TagSet;
    expect(await tags()).toEqual([
      { Key: "a", Value: "1" },
      { Key: "b", Value: "x y" },
    ]);
    await client.send(
      new PutObjectTaggingCommand({
        Bucket,
        Key: "tagged",
        Tagging: { TagSet: [{ Key: "c", Value: "<&>" }] },
      }),
    );
    expect(await tags()).toEqual([{ Key: "c", Value: "<&>" }]);
  });

  test("is missing with NoSuchKey on GET and NotFound on HEAD", async () => {
    expect(await failure(get("none"))).toMatchObject({ name: "NoSuchKey", status: 404 });
    expect(await failure(client.send(new HeadObjectCommand({ Bucket, Key: "none" })))).toMatchObject({
      name: "NotFound",
    });
  });

  test("with more than 2 kB of metadata is refused", async () => {
    expect(await failure(put("meta", { Metadata: { a: "x".repeat(2048) } }))).toMatchObject({
      name: "MetadataTooLarge",
    });
  });

  test("can be deleted, and deleted again", async () => {
    await put("gone");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    await client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
    expect(await failure(get("gone"))).toMatchObject({ name: "NoSuchKey" });
  });

  test("is deleted in bulk together with keys that do not exist", async () => {
    await put("bulk/1");
    await put("bulk/2 & <3>");
    const Objects = [{ Key: "bulk/1" }, { Key: "bulk/2 & <3>" }, { Key: "bulk/nope" }];
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(Objects.map(({ Key }) => Key));
    expect((await client.send(new ListObjectsV2Command({ Bucket, Prefix: "bulk/" }))).KeyCount).toBe(0);
  });
});

describe("a copy", () => {
  test("keeps the metadata of its source, also across buckets", async () => {
    await put("source file.txt", { ContentType: "text/plain", Metadata: { n: "1" }, Tagging: "t=1" });
    const CopySource = `${Bucket}/${encodeURIComponent("source file.txt")}`;
    await client.send(new CopyObjectCommand({ Bucket: "other", Key: "copy", CopySource }));
    const head = await client.send(new HeadObjectCommand({ Bucket: "other", Key: "copy" }));
    expect(head).toMatchObject({ ContentType: "text/plain", Metadata: { n: "1" }, ContentLength: 11 });
  });

  test("replaces metadata when told to", async () => {
    await put("replace", { Metadata: { n: "1" } });
    await client.send(
      new CopyObjectCommand({
        Bucket,
        Key: "replace",
        CopySource: `${Bucket}/replace`,
        MetadataDirective: "REPLACE",
        ContentType: "text/html",
        Metadata: { n: "2" },
      }),
    );
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "replace" }));
    expect(head).toMatchObject({ ContentType: "text/html", Metadata: { n: "2" } });
  });

  test("onto itself that changes nothing is illegal", async () => {
    await put("self");
    const work = client.send(new CopyObjectCommand({ Bucket, Key: "self", CopySource: `${Bucket}/self` }));
    expect(await failure(work)).toMatchObject({ name: "InvalidRequest", status: 400 });
  });

  test("is made only while the source has the ETag that was seen", async () => {
    await put("guarded");
    const work = client.send(
      new CopyObjectCommand({
        Bucket,
        Key: "x",
        CopySource: `${Bucket}/guarded`,
        CopySourceIfMatch: '"other"',
      }),
    );
    expect(await failure(work)).toMatchObject({ name: "PreconditionFailed", status: 412 });
  });

  test("of a missing source is NoSuchKey", async () => {
    const work = client.send(new CopyObjectCommand({ Bucket, Key: "x", CopySource: `${Bucket}/absent` }));
    expect(await failure(work)).toMatchObject({ name: "NoSuchKey", status: 404 });
  });
});

describe("a listing", () => {
  beforeAll(async () => {
    for (let i = 0; i < 12; i++) await put(`l/${i % 3}/${i}`, { Body: "x" });
  });

  test("rolls keys up to a delimiter", async () => {
    const { CommonPrefixes, KeyCount } = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: "l/", Delimiter: "/" }),
    );
    expect([CommonPrefixes?.map(({ Prefix }) => Prefix), KeyCount]).toEqual([["l/0/", "l/1/", "l/2/"], 3]);
  });

  test.each([undefined, "/"])("pages through everything exactly once (delimiter %s)", async (Delimiter) => {
    const seen: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket, Prefix: "l/", MaxKeys: 2, ContinuationToken, Delimiter }),
      );
      seen.push(
        ...(page.Contents ?? []).map(({ Key }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
      );
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(Delimiter === undefined ? 12 : 3);
  });

  test("starts after a key and encodes keys when asked", async () => {
    await put("enc/a b+c");
    const after = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: "l/2/", StartAfter: "l/2/2" }),
    );
    expect(after.Contents?.map(({ Key }) => Key)).toEqual(["l/2/5", "l/2/8"]);
    const encoded = await client.send(
      new ListObjectsV2Command({ Bucket, Prefix: "enc/", EncodingType: "url" }),
    );
    expect(encoded.Contents?.[0]?.Key).toBe("enc/a%20b%2Bc");
  });

  test("of the first version pages by marker", async () => {
    const first = await client.send(new ListObjectsCommand({ Bucket, Prefix: "l/0/", MaxKeys: 3 }));
    expect([first.IsTruncated, first.Contents?.length]).toEqual([true, 3]);
    const rest = await client.send(
      new ListObjectsCommand({ Bucket, Prefix: "l/0/", Marker: first.Contents?.at(-1)?.Key }),
    );
    expect([rest.IsTruncated, rest.Contents?.length]).toEqual([false, 1]);
  });
});

describe("a bucket", () => {
  test("is listed, found and located", async () => {
    const { Buckets } = await client.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual([Bucket, "other"]);
    expect((await client.send(new HeadBucketCommand({ Bucket }))).BucketRegion).toBe("us-east-1");
    expect((await client.send(new GetBucketLocationCommand({ Bucket }))).$metadata.httpStatusCode).toBe(200);
  });

  test("that the template does not have is NoSuchBucket", async () => {
    expect(await failure(client.send(new ListObjectsV2Command({ Bucket: "nowhere" })))).toMatchObject({
      name: "NoSuchBucket",
      status: 404,
    });
  });

  test("has its settings from the template: the API refuses to change them, naming the operation", async () => {
    const CORSConfiguration = { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] };
    const refused = await failure(client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration })));
    expect(refused).toMatchObject({ name: "NotImplemented", status: 501 });
    expect(refused.message).toContain("PutBucketCors");
  });
});

describe("a multipart upload", () => {
  const MiB5 = 5 * 1024 ** 2;
  const start = async (Key: string): Promise<string> =>
    (
      await client.send(
        new CreateMultipartUploadCommand({ Bucket, Key, ContentType: "video/mp4", Metadata: { who: "me" } }),
      )
    ).UploadId ?? "";

  test("joins parts uploaded directly, by presigned URL and by copy", async () => {
    const Key = "mp.bin";
    const UploadId = await start(Key);
    const first = await client.send(
      new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: Buffer.alloc(MiB5, 1) }),
    );
    const plain = running.client({ requestChecksumCalculation: "WHEN_REQUIRED" });
    const url = await getSignedUrl(plain, new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 2 }), {
      expiresIn: 60,
    });
    const second = await fetch(url, { method: "PUT", body: Buffer.alloc(MiB5, 2) });
    await put("part source", { Body: "0123456789" });
    const third = await client.send(
      new UploadPartCopyCommand({
        Bucket,
        Key,
        UploadId,
        PartNumber: 3,
        CopySource: `${Bucket}/part%20source`,
        CopySourceRange: "bytes=3-5",
      }),
    );
    const { Parts } = await client.send(new ListPartsCommand({ Bucket, Key, UploadId }));
    expect(Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
      [1, MiB5],
      [2, MiB5],
      [3, 3],
    ]);
    const named = [first.ETag, second.headers.get("etag") ?? "", third.CopyPartResult?.ETag].map(
      (ETag, n) => ({ ETag, PartNumber: n + 1 }),
    );
    const done = await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts: named } }),
    );
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
    expect(head).toMatchObject({
      ContentLength: 2 * MiB5 + 3,
      ContentType: "video/mp4",
      Metadata: { who: "me" },
    });
    const seam = await client.send(new GetObjectCommand({ Bucket, Key, Range: `bytes=${MiB5 - 1}-${MiB5}` }));
    expect([...((await seam.Body?.transformToByteArray()) ?? [])]).toEqual([1, 2]);
    expect(await get(Key, { PartNumber: 3 })).toBe("345");
    expect(await failure(client.send(new ListPartsCommand({ Bucket, Key, UploadId })))).toMatchObject({
      name: "NoSuchUpload",
    });
  });

  test("refuses small parts, wrong ETags and a wrong order", async () => {
    const Key = "mp.small";
    const UploadId = await start(Key);
    const parts = [];
    for (const PartNumber of [1, 2]) {
      const { ETag } = await client.send(
        new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body: `part ${PartNumber}` }),
      );
      parts.push({ PartNumber, ETag });
    }
    const complete = (Parts: { PartNumber: number; ETag?: string | undefined }[]) =>
      failure(
        client.send(
          new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
        ),
      );
    expect(await complete(parts)).toMatchObject({ name: "EntityTooSmall" });
    expect(await complete([{ PartNumber: 1, ETag: '"other"' }])).toMatchObject({ name: "InvalidPart" });
    expect(await complete(parts.toReversed())).toMatchObject({ name: "InvalidPartOrder" });
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  });

  test("is listed until it is aborted and takes no part afterwards", async () => {
    const Key = "mp.abort";
    const UploadId = await start(Key);
    const uploads = async () =>
      (await client.send(new ListMultipartUploadsCommand({ Bucket, Prefix: Key }))).Uploads?.map(
        (one) => one.UploadId,
      );
    expect(await uploads()).toEqual([UploadId]);
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    expect(await uploads()).toBeUndefined();
    const late = client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: 1, Body: "x" }));
    expect(await failure(late)).toMatchObject({ name: "NoSuchUpload", status: 404 });
  });
});

describe("a presigned URL", () => {
  const plainPut = (Key: string, more: Partial<PutObjectCommandInput> = {}) =>
    getSignedUrl(
      running.client({ requestChecksumCalculation: "WHEN_REQUIRED" }),
      new PutObjectCommand({ Bucket, Key, ...more }),
      { expiresIn: 60 },
    );

  test("uploads, with the metadata that was signed into it", async () => {
    const url = await plainPut("pre.txt", { ContentType: "text/plain", Metadata: { a: "b" } });
    const answer = await fetch(url, {
      method: "PUT",
      body: "presigned!",
      headers: { "content-type": "text/plain" },
    });
    expect(answer.status).toBe(200);
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "pre.txt" }));
    expect(head).toMatchObject({ ContentType: "text/plain", Metadata: { a: "b" }, ContentLength: 10 });
  });

  test("that carries the checksum of an empty body refuses any other, as AWS may", async () => {
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: "pre.sum" }), {
      expiresIn: 60,
    });
    const answer = await fetch(url, { method: "PUT", body: "not empty" });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining("BadDigest")]);
  });

  test("downloads, in ranges and with headers chosen by the signer", async () => {
    await put("pre.get");
    const command = new GetObjectCommand({
      Bucket,
      Key: "pre.get",
      ResponseContentDisposition: 'attachment; filename="x.txt"',
    });
    const answer = await fetch(await getSignedUrl(client, command, { expiresIn: 60 }), {
      headers: { range: "bytes=0-4" },
    });
    expect([answer.status, await answer.text(), answer.headers.get("content-disposition")]).toEqual([
      206,
      "hello",
      'attachment; filename="x.txt"',
    ]);
  });

  test.each([
    [
      "expired",
      async () => presignGet("pre.get", { expiresIn: 5, signingDate: new Date(Date.now() - 6000) }),
      "Request has expired",
    ],
    [
      "not yet valid",
      async () => presignGet("pre.get", { expiresIn: 5, signingDate: new Date(Date.now() + 20 * 60_000) }),
      "not yet valid",
    ],
    [
      "for another key",
      async () => (await presignGet("pre.get")).replace("pre.get", "stream.bin"),
      "SignatureDoesNotMatch",
    ],
    [
      "with a longer life written in",
      async () => (await presignGet("pre.get")).replace("Expires=60", "Expires=600"),
      "SignatureDoesNotMatch",
    ],
    [
      "of an unknown key",
      async () => (await presignGet("pre.get")).replace("AKIAROLE", "AKIANOBODY"),
      "InvalidAccessKeyId",
    ],
  ])("that is %s is refused", async (_, make, reason) => {
    const answer = await fetch(await make());
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining(reason)]);
  });

  test("must have every x-amz- header signed", async () => {
    const answer = await fetch(await plainPut("unsigned"), {
      method: "PUT",
      body: "x",
      headers: { "x-amz-meta-sneaky": "1" },
    });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("x-amz-meta-sneaky")]);
  });

  test("is needed: nothing private is given to the unsigned, nor headers of their choice", async () => {
    expect((await fetch(`${running.endpoint}/${Bucket}/pre.get`)).status).toBe(403);
  });
});

describe("a presigned form", () => {
  test("uploads with file name, type and a 201 that says where", async () => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: S3 itself replaces it by the file's name
      Key: "post/${filename}",
      Conditions: [
        ["content-length-range", 1, 100],
        ["starts-with", "$key", "post/"],
        { "Content-Type": "text/plain" },
      ],
      Fields: { "Content-Type": "text/plain", success_action_status: "201" },
      Expires: 60,
    });
    const answer = await postForm(url, fields, "posted body", "f & g.txt");
    expect([answer.status, await answer.text()]).toEqual([
      201,
      expect.stringContaining("post/f &amp; g.txt"),
    ]);
    expect(await get("post/f & g.txt")).toBe("posted body");
  });

  test.each<[string, string, (fields: Record<string, string>) => Record<string, string>, number, string]>([
    ["too large a file", "x".repeat(11), (fields) => fields, 400, "EntityTooLarge"],
    ["too small a file", "", (fields) => fields, 400, "EntityTooSmall"],
    ["another key", "x", (fields) => ({ ...fields, key: "elsewhere" }), 403, "Policy Condition failed"],
    [
      "a field no condition covers",
      "x",
      (fields) => ({ ...fields, "x-amz-meta-extra": "1" }),
      403,
      "Extra input fields",
    ],
    [
      "a wrong signature",
      "x",
      (fields) => ({ ...fields, "X-Amz-Signature": "0".repeat(64) }),
      403,
      "SignatureDoesNotMatch",
    ],
    ["no policy", "x", (fields) => ({ key: fields.key ?? "" }), 403, "AccessDenied"],
  ])("with %s is refused and stores nothing", async (_, file, change, status, reason) => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket,
      Key: "post/limited",
      Conditions: [["content-length-range", 1, 10]],
      Expires: 60,
    });
    const answer = await postForm(url, change(fields), file);
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(reason)]);
    expect(await failure(get("post/limited"))).toMatchObject({ name: "NoSuchKey" });
  });

  test("that is refused is still read to its end, so that the sender sees the answer", async () => {
    const { url, fields } = await createPresignedPost(client, { Bucket, Key: "post/large", Expires: 60 });
    const forged = { ...fields, "X-Amz-Signature": "0".repeat(64) };
    for (let times = 0; times < 5; times++) {
      const answer = await postForm(url, forged, "x".repeat(8_000_000));
      expect([answer.status, answer.headers.get("connection")]).toEqual([403, "keep-alive"]);
    }
  });

  test("redirects where the signed form says", async () => {
    const { url, fields } = await createPresignedPost(client, {
      Bucket,
      Key: "post/redirect",
      Conditions: [["starts-with", "$success_action_redirect", "http://localhost:3000/"]],
      Fields: { success_action_redirect: "http://localhost:3000/done" },
      Expires: 60,
    });
    const answer = await postForm(url, fields, "x");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toMatch(
      /^http:\/\/localhost:3000\/done\?bucket=media&key=post%2Fredirect&etag=/,
    );
  });
});

describe("cross-origin requests", () => {
  const preflight = (origin: string, method: string) =>
    fetch(`${running.endpoint}/${Bucket}/pre.txt`, {
      method: "OPTIONS",
      headers: {
        origin,
        "access-control-request-method": method,
        "access-control-request-headers": "content-type",
      },
    });

  test.each([
    ["http://localhost:3000", "PUT", 200],
    ["https://app.example.com", "POST", 200],
    ["http://evil.test", "PUT", 403],
    ["http://localhost:3000", "DELETE", 403],
  ])("from %s asking for %s are answered %i", async (origin, method, status) => {
    const answer = await preflight(origin, method);
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([
      status,
      status === 200 ? origin : null,
    ]);
  });

  test("get the exposed headers on the actual answer, also when it is an error", async () => {
    const headers = { origin: "http://localhost:3000" };
    await put("cors");
    const good = await fetch(await presignGet("cors"), { headers });
    const bad = await fetch(`${running.endpoint}/${Bucket}/cors`, { headers });
    for (const answer of [good, bad])
      expect(answer.headers.get("access-control-expose-headers")).toBe("ETag");
    expect([good.status, bad.status]).toEqual([200, 403]);
  });
});
