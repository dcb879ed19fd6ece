import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deployBuckets } from "./deploy-buckets.ts";
import { bucketPlan, type RunningS3, startS3 } from "./s3.fixture.ts";

let folder: string;
let running: RunningS3;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "site-"));
  running = await startS3([bucketPlan("site")]);
});
afterEach(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

const plan = (cacheControl: string, prefix = "", values: Readonly<Record<string, string>> = {}) => ({
  stack: "test",
  logicalId: "Deployment",
  bucket: "site",
  prefix,
  sources: [{ folder, values, inJson: true }],
  systemMetadata: { "cache-control": cacheControl },
});

test("a deployment copies its folders with content types and cache metadata, and later only what changed", async () => {
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "index.html"), "<p>");
  await writeFile(join(folder, "assets", "app.js"), "1");
  expect(await deployBuckets([plan("max-age=5", "web/")], running.s3.objects)).toEqual({
    written: 2,
    unchanged: 0,
  });
  const listed = await running.s3.objects.list("site", "");
  expect(listed.map(({ key, headers }) => [key, headers])).toEqual([
    ["web/assets/app.js", { "content-type": "text/javascript", "cache-control": "max-age=5" }],
    ["web/index.html", { "content-type": "text/html", "cache-control": "max-age=5" }],
  ]);
  expect(await deployBuckets([plan("max-age=5", "web/")], running.s3.objects)).toEqual({
    written: 0,
    unchanged: 2,
  });
  await writeFile(join(folder, "index.html"), "<p>new");
  expect(await deployBuckets([plan("max-age=5", "web/")], running.s3.objects)).toEqual({
    written: 1,
    unchanged: 1,
  });
  expect(await deployBuckets([plan("no-cache", "web/")], running.s3.objects)).toEqual({
    written: 2,
    unchanged: 0,
  });
});

test("values that are known only at deployment take the place of their marks", async () => {
  await writeFile(
    join(folder, "config.json"),
    '{"clientId":"<<marker:0xbaba:0>>","by":"<<marker:0xbaba:1>>"}',
  );
  const values = { "<<marker:0xbaba:0>>": "client-1", "<<marker:0xbaba:1>>": 'a "quoted" $& name' };
  await deployBuckets([plan("no-cache", "", values)], running.s3.objects);
  const found = await running.s3.objects.get("site", "config.json");
  const text = await new Response(found?.body as unknown as ReadableStream).text();
  expect(JSON.parse(text)).toEqual({ clientId: "client-1", by: 'a "quoted" $& name' });
  expect(await deployBuckets([plan("no-cache", "", values)], running.s3.objects)).toEqual({
    written: 0,
    unchanged: 1,
  });
});
