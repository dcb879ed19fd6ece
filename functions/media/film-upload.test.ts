import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { MAX_PREVIEW_BYTES } from "../../shared/model/asset.ts";
import { type EngineTables, startTables } from "../../test/engine/tables.ts";
import { makeAssets } from "./assets.ts";
import { type ExpectedFilm, event, expectedFilm, MARKETER } from "./expected-film.fixture.ts";
import { assetOf, makeOriginalUploaded } from "./original-uploaded.ts";
import { assetKey } from "./store.ts";

let engine: EngineTables;
let media: ExpectedFilm;
beforeAll(async () => {
  engine = await startTables();
});
afterAll(() => engine.close());
beforeEach(async () => {
  media = await expectedFilm(engine);
});

describe("an upload", () => {
  it("becomes ready with every file measured and hashed, and audited step by step (INV-10)", async () => {
    const done = await media.ready();
    expect(done).toMatchObject({
      durationSeconds: 30,
      poster: { key: `renditions/${media.assetId}/1/clip_poster.0000000.jpg` },
    });
    expect(done.renditions.map(({ name, width, bytes }) => [name, width, bytes])).toEqual([
      ["720p", 1280, 100],
      ["360p", 640, 100],
    ]);
    expect(done.preview.key).toMatch(/^previews\/[0-9A-Za-z]{32}\.gif$/);
    expect(media.objects.has(done.preview.key)).toBe(true);
    const chain = await engine.tables.send(
      new QueryCommand({
        TableName: engine.names.audit,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": `Asset#${media.assetId}` },
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
    await Promise.all([media.upload(), media.upload(), media.upload()]);
    await media.upload();
    expect(media.transcoder.jobs.map((job) => job.UserMetadata)).toEqual(
      expect.arrayContaining([
        { assetId: media.assetId, kind: "renditions", attempt: "1" },
        { assetId: media.assetId, kind: "preview", attempt: "1" },
      ]),
    );
    expect(media.transcoder.jobs).toHaveLength(2);
  });

  it("is taken in on the browser's word alone, which goes out over the outbox", async () => {
    media.objects.set(`originals/${media.assetId}/source`, Buffer.from("a film"));
    const assets = makeAssets(media.deps);
    const request = {
      params: { assetId: media.assetId },
      query: undefined,
      body: undefined,
      caller: MARKETER,
      context: media.context(),
    };
    expect(await assets.completeUpload(request)).toMatchObject({ state: "uploaded", rev: 2 });
    expect(await assets.completeUpload(request)).toMatchObject({ state: "uploaded", rev: 2 });
    const item = await engine.tables.send(
      new GetCommand({ TableName: engine.names.records, Key: assetKey(media.assetId) }),
    );
    const [told] = item.Item?.["emits"] ?? [];
    expect(told).toMatchObject({ name: "media.asset_uploaded", detail: { assetId: media.assetId, rev: 2 } });
    await makeOriginalUploaded(media.deps)(event(told.name, told.detail));
    expect(await media.state()).toBe("transcoding");
  });

  it("is not believed before the file is there", async () => {
    await makeOriginalUploaded(media.deps)(media.storageEvent());
    expect(await media.state()).toBe("awaiting_upload");
  });

  it.each([
    ["empty", () => media.upload("")],
    ["not_a_video", () => media.upload("%PDF-1.7", undefined)],
    ["no_picture", () => media.upload("ID3", { Container: { Format: "mp3" } })],
    [
      "cut_short",
      () =>
        media.upload().then(() => {
          media.makeFiles("renditions");
          return media.report("renditions", 1, "COMPLETE", 12_000);
        }),
    ],
    ["not_convertible", () => media.upload().then(() => media.report("renditions", 1, "ERROR"))],
    ["not_convertible", () => media.upload().then(() => media.report("renditions"))],
  ])("that is no good ends as failed (%s) with a sentence for its uploader", async (reason, happen) => {
    await happen();
    const request = {
      params: { assetId: media.assetId },
      query: undefined,
      body: undefined,
      caller: MARKETER,
      context: media.context(),
    };
    expect(await makeAssets(media.deps).readAsset(request)).toMatchObject({
      state: "failed",
      failure: { reason, detail: expect.stringMatching(/\.$/) },
    });
  });

  it("that is replaced while it is converted is refused (MLR-3)", async () => {
    await media.upload();
    media.objects.set(`originals/${media.assetId}/source`, Buffer.from("another film"));
    media.makeFiles("renditions");
    await media.report("renditions");
    expect(await media.asset()).toMatchObject({ state: "failed", reason: "changed_after_upload" });
  });

  it("is recognised by its key only", () => {
    const created = (key: string) => event("Object Created", { object: { key } });
    expect(assetOf(created(`originals/${media.assetId}/source`))).toBe(media.assetId);
    expect(assetOf(created("originals/other/source"))).toBeUndefined();
    expect(assetOf(created(`renditions/${media.assetId}/source`))).toBeUndefined();
  });
});

describe("the animation", () => {
  it("goes down the ladder until it fits, each try once", async () => {
    await media.upload();
    media.makeFiles("preview", 1, MAX_PREVIEW_BYTES + 1);
    await media.report("preview", 1);
    await media.report("preview", 1);
    expect(media.transcoder.jobs.at(-1)?.UserMetadata).toEqual({
      assetId: media.assetId,
      kind: "preview",
      attempt: "2",
    });
    expect(media.transcoder.jobs).toHaveLength(3);
    media.makeFiles("preview", 2, MAX_PREVIEW_BYTES);
    await media.report("preview", 2);
    media.makeFiles("renditions");
    await media.report("renditions");
    expect(await media.asset()).toMatchObject({
      state: "ready",
      preview: { kind: "gif", bytes: MAX_PREVIEW_BYTES },
    });
  });

  it("gives way to the poster when nothing fits, whichever job ends last", async () => {
    await media.upload();
    media.makeFiles("renditions");
    for (const attempt of [1, 2, 3, 4]) {
      media.makeFiles("preview", attempt, MAX_PREVIEW_BYTES + 1);
      await media.report("preview", attempt);
      if (attempt === 2) await media.report("renditions");
    }
    const done = await media.asset();
    expect(done).toMatchObject({ state: "ready", preview: { kind: "still", bytes: 100 } });
    expect(done.state === "ready" && done.kind === "film" && done.preview.key).toMatch(/\.jpg$/);
  });
});
