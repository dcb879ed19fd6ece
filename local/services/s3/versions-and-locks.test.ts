import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bucketPlan, failure, type RunningS3, startS3 } from "./s3.fixture.ts";

let running: RunningS3;
let client: S3Client;
beforeAll(async () => {
  running = await startS3([
    bucketPlan("versions", { versioned: true }),
    bucketPlan("archive", { objectLock: true }),
    bucketPlan("plain"),
    bucketPlan("audit", { objectLock: true, lockDefault: { mode: "COMPLIANCE", days: 2 } }),
  ]);
  client = running.client();
});
afterAll(() => running.close());

const put = (Bucket: string, Key: string, Body: string) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body }));
const read = async (Bucket: string, Key: string, VersionId?: string) =>
  (await client.send(new GetObjectCommand({ Bucket, Key, VersionId }))).Body?.transformToString();
const later = (ms = 3600_000): Date => new Date(Date.now() + ms);

describe("a versioned bucket", () => {
  test("keeps every version, hides a key behind a delete marker and brings it back without the marker", async () => {
    const Bucket = "versions";
    const first = await put(Bucket, "k", "one");
    const second = await put(Bucket, "k", "two");
    expect(await read(Bucket, "k")).toBe("two");
    expect(await read(Bucket, "k", first.VersionId)).toBe("one");

    const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: "k" }));
    expect(marker.DeleteMarker).toBe(true);
    expect(await failure(read(Bucket, "k"))).toMatchObject({ name: "NoSuchKey" });
    expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
    expect(await read(Bucket, "k", second.VersionId)).toBe("two");

    const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket }));
    expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [second.VersionId, false],
      [first.VersionId, false],
    ]);
    expect(DeleteMarkers?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      [marker.VersionId, true],
    ]);

    await client.send(new DeleteObjectCommand({ Bucket, Key: "k", VersionId: marker.VersionId }));
    expect(await read(Bucket, "k")).toBe("two");
    await client.send(new DeleteObjectCommand({ Bucket, Key: "k", VersionId: second.VersionId }));
    expect(await read(Bucket, "k")).toBe("one");
    expect(await failure(read(Bucket, "k", second.VersionId))).toMatchObject({
      name: "NoSuchVersion",
      status: 404,
    });
  });
});

describe("a locked object", () => {
  const locked = async (Key: string, ObjectLockMode: "COMPLIANCE" | "GOVERNANCE", until = later()) =>
    (
      await client.send(
        new PutObjectCommand({
          Bucket: "archive",
          Key,
          Body: "evidence",
          ObjectLockMode,
          ObjectLockRetainUntilDate: until,
        }),
      )
    ).VersionId;
  const remove = (Key: string, VersionId: string | undefined, BypassGovernanceRetention?: boolean) =>
    client.send(new DeleteObjectCommand({ Bucket: "archive", Key, VersionId, BypassGovernanceRetention }));

  test("in COMPLIANCE cannot be deleted by anybody, nor its retention be shortened", async () => {
    const VersionId = await locked("c", "COMPLIANCE");
    expect(await failure(remove("c", VersionId, true))).toMatchObject({ name: "AccessDenied", status: 403 });
    const shorter = { Mode: "COMPLIANCE" as const, RetainUntilDate: later(60_000) };
    const change = client.send(
      new PutObjectRetentionCommand({
        Bucket: "archive",
        Key: "c",
        Retention: shorter,
        BypassGovernanceRetention: true,
      }),
    );
    expect(await failure(change)).toMatchObject({ name: "AccessDenied" });
    await client.send(
      new PutObjectRetentionCommand({
        Bucket: "archive",
        Key: "c",
        Retention: { Mode: "COMPLIANCE", RetainUntilDate: later(7200_000) },
      }),
    );
    const { Retention } = await client.send(new GetObjectRetentionCommand({ Bucket: "archive", Key: "c" }));
    expect(Retention?.RetainUntilDate?.getTime()).toBeGreaterThan(Date.now() + 3700_000);
  });

  test("survives an overwrite and a delete without version id: both only add versions", async () => {
    const VersionId = await locked("o", "COMPLIANCE");
    await put("archive", "o", "forged");
    await client.send(new DeleteObjectCommand({ Bucket: "archive", Key: "o" }));
    expect(await read("archive", "o", VersionId)).toBe("evidence");
  });

  test("in GOVERNANCE is deleted only with the bypass and its right", async () => {
    const VersionId = await locked("g", "GOVERNANCE");
    expect(await failure(remove("g", VersionId))).toMatchObject({ name: "AccessDenied" });
    running.authorizer.deny = ({ action }) => action === "s3:BypassGovernanceRetention";
    expect(await failure(remove("g", VersionId, true))).toMatchObject({ name: "AccessDenied" });
    running.authorizer.deny = () => false;
    await remove("g", VersionId, true);
    expect(await failure(read("archive", "g", VersionId))).toMatchObject({ name: "NoSuchVersion" });
  });

  test("under a legal hold stays until the hold is taken off", async () => {
    const { VersionId } = await put("archive", "h", "held");
    const hold = (Status: "ON" | "OFF") =>
      client.send(new PutObjectLegalHoldCommand({ Bucket: "archive", Key: "h", LegalHold: { Status } }));
    await hold("ON");
    expect(await failure(remove("h", VersionId))).toMatchObject({ name: "AccessDenied" });
    expect(
      (await client.send(new HeadObjectCommand({ Bucket: "archive", Key: "h" }))).ObjectLockLegalHoldStatus,
    ).toBe("ON");
    await hold("OFF");
    await remove("h", VersionId);
  });

  test("gets its bucket's default retention when it brings none", async () => {
    const { VersionId } = await put("audit", "k", "evidence");
    const { Retention } = await client.send(new GetObjectRetentionCommand({ Bucket: "audit", Key: "k" }));
    expect(Retention?.Mode).toBe("COMPLIANCE");
    expect((Retention?.RetainUntilDate?.getTime() ?? 0) / 86_400_000).toBeCloseTo(
      Date.now() / 86_400_000 + 2,
      1,
    );
    const removal = client.send(new DeleteObjectCommand({ Bucket: "audit", Key: "k", VersionId }));
    expect(await failure(removal)).toMatchObject({ name: "AccessDenied" });
  });

  test("needs a bucket that was made for it", async () => {
    const work = client.send(
      new PutObjectCommand({
        Bucket: "plain",
        Key: "k",
        Body: "x",
        ObjectLockMode: "COMPLIANCE",
        ObjectLockRetainUntilDate: later(),
      }),
    );
    expect(await failure(work)).toMatchObject({ name: "InvalidRequest" });
  });
});
