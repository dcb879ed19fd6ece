import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bucketPlan, type RunningS3, startS3 } from "../../services/s3/s3.fixture.ts";
import { bucketReader } from "./bucket-reader.ts";
import type { BucketReader } from "./origins.ts";

let running: RunningS3;
let reader: BucketReader;
beforeEach(async () => {
  running = await startS3([bucketPlan("site")]);
  reader = bucketReader(running.s3.objects);
  await running.s3.objects.put("site", "a.txt", "0123456789", {
    "content-type": "text/plain",
    "cache-control": "max-age=30",
    "x-amz-meta-rev": "7",
  });
});
afterEach(() => running.close());

test("an object comes with S3's headers", async () => {
  const found = await reader.get("site", "a.txt", {});
  expect([found.status, await text(found.body)]).toEqual([200, "0123456789"]);
  expect(found.headers).toMatchObject({
    "content-type": "text/plain",
    "content-length": "10",
    "cache-control": "max-age=30",
    "x-amz-meta-rev": "7",
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
  });
});

test("a range, an impossible range and a missing key are told apart", async () => {
  const part = await reader.get("site", "a.txt", { range: "bytes=2-4" });
  expect([
    part.status,
    part.headers["content-range"],
    part.headers["content-length"],
    await text(part.body),
  ]).toEqual([206, "bytes 2-4/10", "3", "234"]);
  expect((await reader.get("site", "a.txt", { range: "bytes=50-" })).status).toBe(416);
  expect((await reader.get("site", "none", {})).status).toBe(404);
});

test("conditions are answered by tag or by time", async () => {
  const { headers } = await reader.get("site", "a.txt", { head: true });
  const status = async (options: Parameters<BucketReader["get"]>[2]) =>
    (await reader.get("site", "a.txt", { head: true, ...options })).status;
  expect(await status({ ifNoneMatch: headers.etag ?? "" })).toBe(304);
  expect(await status({ ifNoneMatch: '"other"' })).toBe(200);
  expect(await status({ ifModifiedSince: headers["last-modified"] ?? "" })).toBe(304);
  expect(await status({ ifModifiedSince: new Date(0).toUTCString() })).toBe(200);
});
