import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BusEvent } from "../../runtime-ports.ts";
import { bucketPlan, startS3 } from "./s3.fixture.ts";

const MiB = 1024 ** 2;
const bucket = bucketPlan("media", { eventBridge: true });
let dir: string;
const children: ChildProcess[] = [];
const clients: S3Client[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "s3-durable-"));
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const child of children.splice(0))
    if (child.exitCode === null && child.signalCode === null) await kill(child);
  await rm(dir, { recursive: true, force: true });
});

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}

async function startProcess(mode = ""): Promise<{ child: ChildProcess; endpoint: string; client: S3Client }> {
  const script = join(import.meta.dirname, "s3-process.fixture.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, dir, mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  const endpoint = `http://127.0.0.1:${port}`;
  const client = new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: "WHEN_REQUIRED",
    credentials: { accessKeyId: "AKIA", secretAccessKey: "a-secret/with+characters" },
  });
  clients.push(client);
  return { child, endpoint, client };
}

const blobs = (): Promise<string[]> => readdir(join(dir, "media", "blobs"));

describe("kill -9", { timeout: 60_000 }, () => {
  test("loses no acknowledged object, keeps no half one and announces every change at least once", async () => {
    const { child, client, endpoint } = await startProcess("silent");
    const acknowledged = new Set<string>();
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; ; n++) {
        const Key = `w${writer}/${n}`;
        await client.send(new PutObjectCommand({ Bucket: "media", Key, Body: `body of ${Key}` }));
        acknowledged.add(Key);
      }
    });
    for (const writer of writers) writer.catch(() => undefined);
    // One upload hangs in the middle of its body when the process dies.
    const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: "media", Key: "half" }), {
      expiresIn: 60,
    });
    const endless = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(MiB)) });
    const init = {
      method: "PUT",
      body: endless,
      duplex: "half",
      headers: { "content-length": String(8 * MiB) },
    };
    fetch(url, init as RequestInit).catch(() => undefined);
    await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(40), { timeout: 20_000 });
    await kill(child);
    await Promise.allSettled(writers);
    expect(endpoint).toBeDefined();

    const events: BusEvent[] = [];
    const again = await startS3([bucket], { dir, emit: async (event) => void events.push(event) });
    const listed = await again.s3.objects.list("media", "");
    const keys = listed.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining([...acknowledged]));
    expect(keys).not.toContain("half");
    for (const key of keys) {
      const { Body } = await again.client().send(new GetObjectCommand({ Bucket: "media", Key: key }));
      expect(await Body?.transformToString()).toBe(`body of ${key}`);
    }
    expect(await blobs()).toHaveLength(keys.length);
    await again.s3.idle();
    const announced = events.map(({ detail }) => (detail as { object: { key: string } }).object.key);
    expect(new Set(announced)).toEqual(new Set(keys));
    await again.close();
  });

  test("keeps an upload's parts, which can be completed afterwards", async () => {
    const { child, client } = await startProcess();
    const Key = "parts";
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: "media", Key }));
    const first = await client.send(
      new UploadPartCommand({
        Bucket: "media",
        Key,
        UploadId,
        PartNumber: 1,
        Body: Buffer.alloc(5 * MiB, 1),
      }),
    );
    await kill(child);
    const next = await startProcess();
    const second = await next.client.send(
      new UploadPartCommand({ Bucket: "media", Key, UploadId, PartNumber: 2, Body: "end" }),
    );
    const Parts = [first, second].map(({ ETag }, index) => ({ ETag, PartNumber: index + 1 }));
    await next.client.send(
      new CompleteMultipartUploadCommand({ Bucket: "media", Key, UploadId, MultipartUpload: { Parts } }),
    );
    const { Contents } = await next.client.send(new ListObjectsV2Command({ Bucket: "media" }));
    expect(Contents?.map(({ Size }) => Size)).toEqual([5 * MiB + 3]);
    expect(await blobs()).toHaveLength(1);
  });
});

test("a 64 MiB upload and a 64 MiB download stream through: memory grows by less than 96 MiB", {
  timeout: 60_000,
}, async () => {
  const { client, endpoint } = await startProcess();
  const memory = async (): Promise<number> => Number(await (await fetch(`${endpoint}/_memory`)).text());
  await client.send(new PutObjectCommand({ Bucket: "media", Key: "warm", Body: "up" }));
  const before = await memory();
  let highest = before;
  let sent = 0;
  const body = new ReadableStream({
    async pull(controller) {
      if (sent++ === 64) controller.close();
      else controller.enqueue(new Uint8Array(MiB).fill(sent & 255));
      if (sent % 8 === 0) highest = Math.max(highest, await memory());
    },
  });
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: "media", Key: "big" }), {
    expiresIn: 60,
  });
  const init = { method: "PUT", body, duplex: "half", headers: { "content-length": String(64 * MiB) } };
  expect((await fetch(url, init as RequestInit)).status).toBe(200);
  const { Body } = await client.send(new GetObjectCommand({ Bucket: "media", Key: "big" }));
  let received = 0;
  for await (const chunk of Body as AsyncIterable<Uint8Array>) {
    received += chunk.length;
    if (received % (8 * MiB) < chunk.length) highest = Math.max(highest, await memory());
  }
  expect(received).toBe(64 * MiB);
  // What V8 and the socket buffers take before they collect; a buffered body would be 64 MiB and more.
  // newer Node versions collect later: 56 MiB were seen on 24, and buffering would take 128
  expect((highest - before) / MiB).toBeLessThan(96);
});

describe("events", () => {
  test("have S3's shape, for each way an object comes and goes", async () => {
    const running = await startS3([bucket]);
    const client = running.client();
    const put = await client.send(new PutObjectCommand({ Bucket: "media", Key: "a b+é", Body: "12345" }));
    await running.s3.objects.delete("media", "a b+é");
    await running.s3.idle();
    expect(running.events).toEqual([
      {
        source: "aws.s3",
        "detail-type": "Object Created",
        resources: ["arn:aws:s3:::media"],
        detail: {
          version: "0",
          bucket: { name: "media" },
          object: {
            key: "a b+é",
            size: 5,
            etag: put.ETag?.replaceAll('"', ""),
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
          "request-id": expect.any(String),
          requester: "111111111111",
          "source-ip-address": "127.0.0.1",
          reason: "PutObject",
        },
      },
      expect.objectContaining({
        "detail-type": "Object Deleted",
        detail: expect.objectContaining({ reason: "DeleteObject", "deletion-type": "Permanently Deleted" }),
      }),
    ]);
    await running.close();
  });

  test("are offered again when the bus refuses, in order, and never for buckets without EventBridge", async () => {
    const events: string[] = [];
    let refusals = 1;
    const running = await startS3([bucket, bucketPlan("quiet")], {
      emit: async ({ detail }) => {
        if (refusals-- > 0) throw new Error("the bus is not there");
        events.push((detail as { object: { key: string } }).object.key);
      },
    });
    await running.s3.objects.put("quiet", "none", "x");
    await running.s3.objects.put("media", "first", "x");
    await running.s3.objects.put("media", "second", "x");
    await running.s3.idle();
    expect(events).toEqual(["first", "second"]);
    await running.close();
  });
});

test("a replaced object's bytes are gone from the disk, and a reader that began before still gets all of them", async () => {
  const running = await startS3([bucket], { dir });
  await running.s3.objects.put("media", "k", Buffer.alloc(4 * MiB, 1));
  const reader = await running.s3.objects.get("media", "k");
  await running.s3.objects.put("media", "k", "new");
  let size = 0;
  for await (const chunk of reader?.body ?? []) size += chunk.length;
  expect(size).toBe(4 * MiB);
  const [only = "", ...others] = await blobs();
  expect([await readFile(join(dir, "media", "blobs", only), "utf8"), others]).toEqual(["new", []]);
  await running.close();
});
