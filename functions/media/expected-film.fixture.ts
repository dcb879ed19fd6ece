import type { ProbeResult } from "@aws-sdk/client-mediaconvert";
import type { EventBridgeEvent } from "aws-lambda";
import type { Asset, JobKind, ReadyFilm } from "../../shared/model/asset.ts";
import { AssetId, UserId } from "../../shared/model/ids.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import { findAsset } from "./facts.ts";
import { makeJobChanged } from "./job-changed.ts";
import { makeOriginalUploaded } from "./original-uploaded.ts";
import { fakeTranscoder, memoryFiles, memoryParts } from "./pipeline.fixture.ts";
import { makeUploads } from "./uploads.ts";

export const START = Date.parse("2026-11-12T10:00:00.000Z");
export const MARKETER = { userId: UserId.parse("u-marketer"), name: "Mara", roles: ["marketer" as const] };
const PROBE: ProbeResult = {
  Container: {
    Format: "mp4",
    Duration: 30,
    Tracks: [{ TrackType: "video", VideoProperties: { Width: 1920, Height: 1080 } }],
  },
};

/** What AWS tells. */
export const event = (type: string, detail: unknown) =>
  ({ "detail-type": type, detail }) as EventBridgeEvent<string, unknown>;

export type ExpectedFilm = Awaited<ReturnType<typeof expectedFilm>>;

/** A film that somebody announced, in a bucket and a converter of its own; the test says what happens next, and when. */
export async function expectedFilm(engine: EngineTables) {
  const clock = { now: START };
  const objects = new Map<string, Uint8Array>();
  let probe: ProbeResult | undefined = PROBE;
  const transcoder = fakeTranscoder(() => probe);
  const deps = {
    tables: engine.tables,
    recordsTable: engine.names.records,
    auditTable: engine.names.audit,
    files: memoryFiles(objects),
    transcoder,
    bucket: "media",
    transcodeRoleArn: "arn:aws:iam::1:role/mc",
    clock: () => clock.now,
    log: { error: () => undefined },
  };
  const context = () => ({ now: clock.now, requestId: "r", headers: {}, cookies: [] });
  let assetId = await announced({ fileName: "film.mp4", contentType: "video/mp4", bytes: 9 });

  type Announced = { fileName: string; contentType: string; bytes: number };
  async function announced(body: Announced): Promise<AssetId> {
    const uploads = makeUploads({
      ...deps,
      parts: memoryParts(objects),
      signForm: (rules) => ({ url: "http://s3/media", fields: { key: rules.key } }),
    });
    const ticket = await uploads.startUpload({
      body,
      caller: MARKETER,
      context: context(),
      params: undefined,
      query: undefined,
    });
    return AssetId.parse(ticket.assetId);
  }
  /** From here on it is about another file. */
  async function begin(body: Announced): Promise<void> {
    assetId = await announced(body);
  }
  const storageEvent = () => event("Object Created", { object: { key: `originals/${assetId}/source` } });
  const asset = async () => (await findAsset(deps, assetId)) as Asset;
  const state = async () => (await asset()).state;

  /** The upload arrives and storage says so. */
  async function upload(bytes: string | Uint8Array = "a film", ...probed: [] | [ProbeResult | undefined]) {
    if (probed.length === 1) probe = probed[0];
    objects.set(`originals/${assetId}/source`, Buffer.from(bytes));
    await makeOriginalUploaded(deps)(storageEvent());
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
  const report = (...change: Parameters<typeof jobEvent>) => makeJobChanged(deps)(jobEvent(...change));
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

  return {
    get assetId() {
      return assetId;
    },
    ...{ clock, objects, transcoder, deps, context },
    ...{ begin, upload, storageEvent, makeFiles, report, ready, asset, state },
  };
}
