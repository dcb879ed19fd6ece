import type { ProbeResult } from "@aws-sdk/client-mediaconvert";
import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import type { EventBridgeEvent } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { makePdf } from "../../local/seed/documents/pdf.ts";
import { versionWithdrawn } from "../../shared/contracts/content.ts";
import { type Asset, type JobKind, MAX_PREVIEW_BYTES, type ReadyFilm } from "../../shared/model/asset.ts";
import { AssetId, ContentId, UserId, VersionId } from "../../shared/model/ids.ts";
import { DAY, MINUTE } from "../../shared/model/time.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { emitted } from "../runtime/events.ts";
import { newId } from "../runtime/ids.ts";
import { transact } from "../runtime/transaction.ts";
import { makeAssets } from "./assets.ts";
import { assetUsesPart } from "./conditions.ts";
import { findAsset } from "./facts.ts";
import { makeJobChanged } from "./job-changed.ts";
import { assetOf, makeOriginalUploaded } from "./original-uploaded.ts";
import { type FakeTranscoder, fakeTranscoder, memoryFiles, memoryParts } from "./pipeline.fixture.ts";
import { makeReconciler } from "./reconcile.ts";
import { assetKey } from "./store.ts";
import { makeUploads } from "./uploads.ts";
import { makeVersionWithdrawn } from "./version-withdrawn.ts";

const START = Date.parse("2026-11-12T10:00:00.000Z");
const caller = { userId: UserId.parse("u-marketer"), name: "Mara", roles: ["marketer" as const] };
const PROBE: ProbeResult = {
  Container: {
    Format: "mp4",
    Duration: 30,
    Tracks: [{ TrackType: "video", VideoProperties: { Width: 1920, Height: 1080 } }],
  },
};

let engine: EngineTables;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());

let now: number;
let probe: ProbeResult | undefined;
let objects: Map<string, Uint8Array>;
let transcoder: FakeTranscoder;
let assetId: AssetId;
beforeEach(async () => {
  now = START;
  probe = PROBE;
  objects = new Map();
  transcoder = fakeTranscoder(() => probe);
  await begin({ fileName: "film.mp4", contentType: "video/mp4", bytes: 9 });
});

async function begin(body: { fileName: string; contentType: string; bytes: number }) {
  const ticket = await uploads().startUpload({
    body,
    caller,
    context: context(),
    params: undefined,
    query: undefined,
  });
  assetId = AssetId.parse(ticket.assetId);
}

const context = () => ({ now, requestId: "r", headers: {}, cookies: [] });
const deps = () => ({
  tables: engine.tables,
  recordsTable: engine.names.records,
  auditTable: engine.names.audit,
  files: memoryFiles(objects),
  transcoder,
  bucket: "media",
  transcodeRoleArn: "arn:aws:iam::1:role/mc",
  clock: () => now,
  log: { error: () => undefined },
});
const uploads = () =>
  makeUploads({
    ...deps(),
    parts: memoryParts(objects),
    signForm: (rules) => ({ url: "http://s3/media", fields: { key: rules.key } }),
  });
const event = (type: string, detail: unknown) =>
  ({ "detail-type": type, detail }) as EventBridgeEvent<string, unknown>;
const storageEvent = () => event("Object Created", { object: { key: `originals/${assetId}/source` } });
const asset = async () => (await findAsset(deps(), assetId)) as Asset;
const state = async () => (await asset()).state;

/** The upload arrives and storage says so. */
async function upload(bytes: string | Uint8Array = "a film", ...probed: [] | [ProbeResult | undefined]) {
  if (probed.length === 1) probe = probed[0];
  objects.set(`originals/${assetId}/source`, Buffer.from(bytes));
  await makeOriginalUploaded(deps())(storageEvent());
}
/** A job writes its files. */
function makeFiles(kind: JobKind, attempt = 1, bytes = 100) {
  const base = `renditions/${assetId}/${kind === "preview" ? "preview-" : ""}${attempt}/clip`;
  const names = kind === "preview" ? ["_preview.gif"] : ["_720p.mp4", "_360p.mp4", "_poster.0000000.jpg"];
  for (const name of names) objects.set(base + name, Buffer.alloc(bytes, name));
}
const jobEvent = (kind: JobKind, attempt = 1, status = "COMPLETE", durationInMs = 30_000) =>
  event("MediaConvert Job State Change", {
    status,
    jobId: "1",
    userMetadata: { assetId, kind, attempt: String(attempt) },
    outputGroupDetails: [
      {
        outputDetails: [
          { outputFilePaths: ["s3://media/clip_720p.mp4"], durationInMs },
          { outputFilePaths: ["s3://media/clip_poster.0000001.jpg"], durationInMs: 99_000 },
        ],
      },
    ],
  });
const report = (...change: Parameters<typeof jobEvent>) => makeJobChanged(deps())(jobEvent(...change));
async function ready(): Promise<ReadyFilm> {
  await upload();
  makeFiles("renditions");
  makeFiles("preview");
  await report("renditions");
  await report("preview");
  const done = await asset();
  if (done.state !== "ready" || done.kind !== "film") throw new Error(done.state);
  return done;
}

describe("an upload", () => {
  it("becomes ready with every file measured and hashed, and audited step by step (INV-10)", async () => {
    const done = await ready();
    expect(done).toMatchObject({
      durationSeconds: 30,
      poster: { key: `renditions/${assetId}/1/clip_poster.0000000.jpg` },
    });
    expect(done.renditions.map(({ name, width, bytes }) => [name, width, bytes])).toEqual([
      ["720p", 1280, 100],
      ["360p", 640, 100],
    ]);
    expect(done.preview.key).toMatch(/^previews\/[0-9A-Za-z]{32}\.gif$/);
    expect(objects.has(done.preview.key)).toBe(true);
    const chain = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `Asset#${assetId}` },
      }),
    );
    expect(chain.Items?.map((link) => link["action"])).toEqual([
      "media.asset.create",
      "media.asset.original_found",
      "media.asset.accepted",
      "media.asset.renditions_done",
      "media.asset.preview_done",
    ]);
    expect(chain.Items?.at(-1)).toMatchObject({ object: { sha256: done.bytesSha256 } });
  });

  it("starts each job once, however often storage and the browser speak", async () => {
    await Promise.all([upload(), upload(), upload()]);
    await upload();
    expect(transcoder.jobs.map((job) => job.UserMetadata)).toEqual(
      expect.arrayContaining([
        { assetId, kind: "renditions", attempt: "1" },
        { assetId, kind: "preview", attempt: "1" },
      ]),
    );
    expect(transcoder.jobs).toHaveLength(2);
  });

  it("is taken in on the browser's word alone, which goes out over the outbox", async () => {
    objects.set(`originals/${assetId}/source`, Buffer.from("a film"));
    const assets = makeAssets(deps());
    const request = { params: { assetId }, query: undefined, body: undefined, caller, context: context() };
    expect(await assets.completeUpload(request)).toMatchObject({ state: "uploaded", rev: 2 });
    expect(await assets.completeUpload(request)).toMatchObject({ state: "uploaded", rev: 2 });
    const item = await engine.tables.send(
      new GetCommand({ TableName: engine.names.records, Key: assetKey(assetId) }),
    );
    const [told] = item.Item?.["emits"] ?? [];
    expect(told).toMatchObject({ name: "media.asset_uploaded", detail: { assetId, rev: 2 } });
    await makeOriginalUploaded(deps())(event(told.name, told.detail));
    expect(await state()).toBe("transcoding");
  });

  it("is not believed before the file is there", async () => {
    await makeOriginalUploaded(deps())(storageEvent());
    expect(await state()).toBe("awaiting_upload");
  });

  it.each([
    ["empty", () => upload("")],
    ["not_a_video", () => upload("%PDF-1.7", undefined)],
    ["no_picture", () => upload("ID3", { Container: { Format: "mp3" } })],
    [
      "cut_short",
      () =>
        upload().then(() => {
          makeFiles("renditions");
          return report("renditions", 1, "COMPLETE", 12_000);
        }),
    ],
    ["not_convertible", () => upload().then(() => report("renditions", 1, "ERROR"))],
    ["not_convertible", () => upload().then(() => report("renditions"))],
  ])("that is no good ends as failed (%s) with a sentence for its uploader", async (reason, happen) => {
    await happen();
    const request = { params: { assetId }, query: undefined, body: undefined, caller, context: context() };
    expect(await makeAssets(deps()).readAsset(request)).toMatchObject({
      state: "failed",
      failure: { reason, detail: expect.stringMatching(/\.$/) },
    });
  });

  it("that is replaced while it is converted is refused (MLR-3)", async () => {
    await upload();
    objects.set(`originals/${assetId}/source`, Buffer.from("another film"));
    makeFiles("renditions");
    await report("renditions");
    expect(await asset()).toMatchObject({ state: "failed", reason: "changed_after_upload" });
  });

  it("is recognised by its key only", () => {
    const created = (key: string) => event("Object Created", { object: { key } });
    expect(assetOf(created(`originals/${assetId}/source`))).toBe(assetId);
    expect(assetOf(created("originals/other/source"))).toBeUndefined();
    expect(assetOf(created(`renditions/${assetId}/source`))).toBeUndefined();
  });
});

describe("the animation", () => {
  it("goes down the ladder until it fits, each try once", async () => {
    await upload();
    makeFiles("preview", 1, MAX_PREVIEW_BYTES + 1);
    await report("preview", 1);
    await report("preview", 1);
    expect(transcoder.jobs.at(-1)?.UserMetadata).toEqual({ assetId, kind: "preview", attempt: "2" });
    expect(transcoder.jobs).toHaveLength(3);
    makeFiles("preview", 2, MAX_PREVIEW_BYTES);
    await report("preview", 2);
    makeFiles("renditions");
    await report("renditions");
    expect(await asset()).toMatchObject({
      state: "ready",
      preview: { kind: "gif", bytes: MAX_PREVIEW_BYTES },
    });
  });

  it("gives way to the poster when nothing fits, whichever job ends last", async () => {
    await upload();
    makeFiles("renditions");
    for (const attempt of [1, 2, 3, 4]) {
      makeFiles("preview", attempt, MAX_PREVIEW_BYTES + 1);
      await report("preview", attempt);
      if (attempt === 2) await report("renditions");
    }
    const done = await asset();
    expect(done).toMatchObject({ state: "ready", preview: { kind: "still", bytes: 100 } });
    expect(done.state === "ready" && done.kind === "film" && done.preview.key).toMatch(/\.jpg$/);
  });
});

describe("the reconciler", () => {
  const reconcile = async (minutes: number) => {
    now = START + minutes * MINUTE;
    await makeReconciler(deps())();
  };

  it("takes in an upload that nobody reported", async () => {
    objects.set(`originals/${assetId}/source`, Buffer.from("a film"));
    await reconcile(9);
    expect(await state()).toBe("awaiting_upload");
    await reconcile(11);
    expect(await state()).toBe("transcoding");
  });

  it("gives an upload up after a day", async () => {
    await reconcile(DAY / MINUTE - 1);
    expect(await state()).toBe("awaiting_upload");
    await reconcile(DAY / MINUTE + 1);
    expect(await asset()).toMatchObject({ state: "failed", reason: "upload_missing" });
  });

  it("learns from the converter what its events did not say", async () => {
    await upload();
    makeFiles("renditions");
    makeFiles("preview");
    await reconcile(11);
    expect(await state()).toBe("transcoding");
    transcoder.standings.set("job-1", { status: "complete", durationMs: 30_000 });
    transcoder.standings.set("job-2", { status: "complete" });
    await reconcile(17);
    expect(await state()).toBe("ready");
  });

  it("starts again what the converter does not know, and leaves late events of the lost job aside", async () => {
    await upload();
    transcoder.standings.delete("job-1");
    await reconcile(11);
    expect(transcoder.jobs.at(-1)?.UserMetadata).toEqual({ assetId, kind: "renditions", attempt: "2" });
    makeFiles("renditions", 1);
    await report("renditions", 1);
    expect(await asset()).toMatchObject({ renditions: { status: "running", attempt: 2 } });
    makeFiles("renditions", 2);
    await report("renditions", 2);
    expect(await asset()).toMatchObject({ renditions: { status: "done", attempt: 2 } });
  });

  it("repeats a start that was refused at once, and one that may have run only under a new number", async () => {
    transcoder.trouble = "refuse";
    await expect(upload()).rejects.toThrow("refused");
    transcoder.trouble = "time out";
    await expect(upload()).rejects.toThrow("hang up");
    await upload();
    expect(transcoder.jobs.map((job) => job.UserMetadata)).toEqual([
      { assetId, kind: "preview", attempt: "1" },
    ]);
    await reconcile(11);
    expect(transcoder.jobs.at(-1)?.UserMetadata).toEqual({ assetId, kind: "renditions", attempt: "2" });
  });
});

describe("a document", () => {
  const PDF = makePdf("Dose steps", [[{ text: "Start with 5 mg.", style: "text" }]]);
  const bring = async (bytes: Uint8Array) => {
    await begin({ fileName: "card.pdf", contentType: "application/pdf", bytes: bytes.length });
    await upload(bytes);
    return asset();
  };

  it("is ready as it was judged, without a conversion, also when storage tells twice", async () => {
    const done = await bring(PDF);
    await makeOriginalUploaded(deps())(storageEvent());
    expect(done).toMatchObject({ state: "ready", kind: "document", pages: 1 });
    expect(done.state === "ready" && done.kind === "document" && objects.get(done.file.key)).toEqual(
      Buffer.from(PDF),
    );
    expect(transcoder.jobs).toEqual([]);
  });

  it("that is no PDF, or not whole, fails with what to do, and nothing of it is served", async () => {
    expect(await bring(Buffer.from("PK"))).toMatchObject({ state: "failed", reason: "not_a_pdf" });
    expect(await bring(PDF.subarray(0, 300))).toMatchObject({ state: "failed", reason: "pdf_cut_short" });
    expect([...objects.keys()].filter((key) => key.startsWith("renditions/"))).toEqual([]);
  });

  it("goes with the withdrawal of what shows it (MLR-7)", async () => {
    const done = await bring(PDF);
    const [versionId, contentId] = [VersionId.parse(newId("ver", now)), ContentId.parse(newId("con", now))];
    const { name, detail } = emitted(versionWithdrawn, { versionId, contentId, assetId }, 4, now);
    await makeVersionWithdrawn(deps())(event(name, detail));
    const key = done.state === "ready" && done.kind === "document" ? done.file.key : "";
    expect([await state(), objects.has(key), objects.has(`withdrawn/${key}`)]).toEqual([
      "withdrawn",
      false,
      true,
    ]);
  });
});

describe("a withdrawal", () => {
  const told = () => {
    const versionId = VersionId.parse(newId("ver", now));
    const contentId = ContentId.parse(newId("con", now));
    const { name, detail } = emitted(versionWithdrawn, { versionId, contentId, assetId }, 4, now);
    return event(name, detail);
  };

  it("moves films, poster and preview to where nobody is served from, also when told twice (MLR-7)", async () => {
    const done = await ready();
    const served = [done.preview.key, ...done.renditions.map((one) => one.key), done.poster.key];
    await makeVersionWithdrawn(deps())(told());
    await makeVersionWithdrawn(deps())(told());
    expect(await state()).toBe("withdrawn");
    expect(served.filter((key) => objects.has(key))).toEqual([]);
    expect(served.filter((key) => !objects.has(`withdrawn/${key}`))).toEqual([]);
    expect([...objects.keys()].filter((key) => key.startsWith("renditions/"))).toEqual([]);
  });

  it("leaves what another approved version shows, and nothing can be approved with it afterwards", async () => {
    const { bytesSha256, preview } = await ready();
    const use = (delta: number) =>
      transact(engine.tables, [assetUsesPart(engine.names.records, { assetId, bytesSha256, delta })]);
    expect(await use(1)).toEqual({ kind: "committed" });
    await makeVersionWithdrawn(deps())(told());
    expect([await state(), objects.has(preview.key)]).toEqual(["ready", true]);
    await use(-1);
    expect(await use(-1)).toEqual({ kind: "refused", names: ["asset_changed"] });
    await makeVersionWithdrawn(deps())(told());
    expect(await use(1)).toEqual({ kind: "refused", names: ["asset_changed"] });
  });
});
