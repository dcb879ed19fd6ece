import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Source } from "../../shared/model/asset.ts";
import { AssetId } from "../../shared/model/ids.ts";
import { PREVIEW_LADDER, plannedRenditions, previewClip, previewSize } from "./encoding-plan.ts";
import type { JobOrder } from "./job-request.ts";
import { judgeOriginal } from "./judge-original.ts";
import { previewJob } from "./preview-job.ts";
import { renditionsJob } from "./renditions-job.ts";

const SOURCE: Source = {
  width: 1920,
  height: 1080,
  framesPerSecond: 30,
  durationMs: 30_000,
  audio: true,
  hdr: false,
};
const order = (source: Partial<Source> = {}): JobOrder => ({
  bucket: "media",
  roleArn: "arn:aws:iam::111111111111:role/mc",
  assetId: AssetId.parse(`ast_${"0".repeat(26)}`),
  attempt: 1,
  source: { ...SOURCE, ...source },
});
const sizes = (source: Partial<Source>) =>
  plannedRenditions({ ...SOURCE, ...source }).map(({ name, width, height }) => `${name} ${width}x${height}`);

describe("the sizes of a film", () => {
  it.each([
    ["landscape", 1920, 1080, ["720p 1280x720", "360p 640x360"]],
    ["portrait", 1080, 1920, ["720p 720x1280", "360p 360x640"]],
    ["exactly 720 lines", 1280, 720, ["720p 1280x720", "360p 640x360"]],
    ["below 720", 854, 480, ["360p 640x360"]],
    ["below 360: as it is, but even", 321, 241, ["360p 320x240"]],
    ["a cinema shape", 1920, 803, ["720p 1722x720", "360p 860x360"]],
  ])("fit a %s source without enlarging it", (_, width, height, expected) => {
    expect(sizes({ width, height })).toEqual(expected);
  });

  const pictures = fc.record({
    width: fc.integer({ min: 64, max: 8192 }),
    height: fc.integer({ min: 64, max: 8192 }),
  });
  it("are even, never larger than the source and keep its shape, whatever the camera", () => {
    fc.assert(
      fc.property(pictures, fc.nat(PREVIEW_LADDER.length - 1), (picture, rung) => {
        fc.pre(Math.max(picture.width, picture.height) <= 4 * Math.min(picture.width, picture.height));
        const source = { ...SOURCE, ...picture };
        const preview = previewSize(source, rung);
        expect(Math.max(preview.width, preview.height)).toBeLessThanOrEqual(320);
        for (const size of [...plannedRenditions(source), preview]) {
          expect([size.width % 2, size.height % 2]).toEqual([0, 0]);
          expect(size.width).toBeLessThanOrEqual(picture.width);
          expect(size.height).toBeLessThanOrEqual(picture.height);
          expect(Math.min(size.width, size.height)).toBeGreaterThanOrEqual(32);
          expect(Math.abs(size.height * (picture.width / picture.height) - size.width)).toBeLessThanOrEqual(
            1 + picture.width / picture.height + 1,
          );
        }
      }),
    );
  });

  it("leave an animation of whole seconds, at most three, from a tenth of the film on, and all of a film below one second", () => {
    const clip = (durationMs?: number) => {
      const { durationMs: _, ...rest } = SOURCE;
      return previewClip(durationMs === undefined ? rest : { ...rest, durationMs });
    };
    const part = (fromSecond: number, toSecond: number) => ({ fromSecond, toSecond });
    expect([clip(30_000), clip(600_000), clip(4000), clip(2400)]).toEqual([
      part(3, 6),
      part(60, 63),
      part(1, 4),
      part(0, 2),
    ]);
    expect([clip(999), clip()]).toEqual([undefined, part(0, 3)]);
  });

  it("never ask for an animation beyond the end of the film", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 600_000 }), (durationMs) => {
        const clip = previewClip({ ...SOURCE, durationMs });
        expect(clip?.fromSecond).toBeGreaterThanOrEqual(0);
        expect((clip?.toSecond ?? 0) - (clip?.fromSecond ?? 0)).toBeGreaterThanOrEqual(1);
        expect((clip?.toSecond ?? Number.POSITIVE_INFINITY) * 1000).toBeLessThanOrEqual(durationMs);
      }),
    );
  });
});

describe("the job for films and poster", () => {
  const job = renditionsJob(order());
  const outputs = job.Settings?.OutputGroups?.[0]?.Outputs ?? [];

  it("carries a derived token and what its events have to bring back", () => {
    expect(job).toMatchObject({
      ClientRequestToken: expect.stringMatching(/^[0-9a-f]{64}$/),
      UserMetadata: { assetId: order().assetId, kind: "renditions", attempt: "1" },
    });
    expect(renditionsJob(order()).ClientRequestToken).toBe(job.ClientRequestToken);
    expect(renditionsJob({ ...order(), attempt: 2 }).ClientRequestToken).not.toBe(job.ClientRequestToken);
  });

  it("turns phone films upright and writes below the asset's own prefix, encrypted for CloudFront", () => {
    expect(job.Settings?.Inputs?.[0]).toMatchObject({
      FileInput: `s3://media/originals/${order().assetId}/source`,
      TimecodeSource: "ZEROBASED",
      VideoSelector: { Rotate: "AUTO" },
    });
    expect(job.Settings?.OutputGroups?.[0]?.OutputGroupSettings).toEqual({
      Type: "FILE_GROUP_SETTINGS",
      FileGroupSettings: {
        Destination: `s3://media/renditions/${order().assetId}/1/clip`,
        DestinationSettings: { S3Settings: { Encryption: { EncryptionType: "SERVER_SIDE_ENCRYPTION_S3" } } },
      },
    });
  });

  it("makes films, then the poster in the smallest size", () => {
    expect(outputs.map((output) => [output.NameModifier, output.VideoDescription?.Width])).toEqual([
      ["_720p", 1280],
      ["_360p", 640],
      ["_poster", 640],
    ]);
  });

  it.each([
    [30_000, 3],
    [600_000, 60],
    [2000, 1],
    [undefined, 1],
  ])(
    "takes the poster of a film of %s ms from second %i, past what fades in from black",
    (durationMs, at) => {
      const { durationMs: _, ...rest } = SOURCE;
      const source = durationMs === undefined ? rest : { ...rest, durationMs };
      const made = renditionsJob({ ...order(), source }).Settings?.OutputGroups?.[0]?.Outputs?.at(-1);
      expect(made?.VideoDescription?.CodecSettings?.FrameCaptureSettings).toMatchObject({
        FramerateNumerator: 1,
        FramerateDenominator: at,
        MaxCaptures: 2,
      });
    },
  );

  it("asks a silent film for no sound at all", () => {
    const silent = renditionsJob(order({ audio: false }));
    expect(silent.Settings?.Inputs?.[0]).not.toHaveProperty("AudioSelectors");
    expect(silent.Settings?.OutputGroups?.[0]?.Outputs?.[0]).not.toHaveProperty("AudioDescriptions");
    expect(outputs[0]?.AudioDescriptions).toHaveLength(1);
  });

  it.each([
    [60, { FramerateControl: "SPECIFIED", FramerateNumerator: 30, FramerateDenominator: 1 }],
    [30, { FramerateControl: "INITIALIZE_FROM_SOURCE" }],
    [23.976, { FramerateControl: "INITIALIZE_FROM_SOURCE" }],
  ])("caps %d frames a second at 30", (framesPerSecond, expected) => {
    const [film] = renditionsJob(order({ framesPerSecond })).Settings?.OutputGroups?.[0]?.Outputs ?? [];
    expect(film?.VideoDescription?.CodecSettings?.H264Settings).toMatchObject(expected);
  });

  it("brings high dynamic range down, and leaves ordinary colours alone", () => {
    const of = (hdr: boolean) => JSON.stringify(renditionsJob(order({ hdr }))).includes("FORCE_709");
    expect([of(true), of(false)]).toEqual([true, false]);
  });
});

describe("the job for the animation", () => {
  it.each(PREVIEW_LADDER.map((step, rung) => [rung, step.longSide, step.framesPerSecond]))(
    "is smaller on rung %i: %i pixels, %i frames a second",
    (rung, width, fps) => {
      const job = previewJob(order(), rung);
      expect(job.Settings?.Inputs?.[0]?.InputClippings).toEqual([
        { StartTimecode: "00:00:03:00", EndTimecode: "00:00:06:00" },
      ]);
      const [output] = job.Settings?.OutputGroups?.[0]?.Outputs ?? [];
      expect(output?.VideoDescription).toMatchObject({
        Width: width,
        CodecSettings: { Codec: "GIF", GifSettings: { FramerateNumerator: fps } },
      });
    },
  );
});

it("clips the animation of a ten-minute film with minutes in its timecodes", () => {
  const job = previewJob(order({ durationMs: 600_000 }), 0);
  expect(job.Settings?.Inputs?.[0]?.InputClippings).toEqual([
    { StartTimecode: "00:01:00:00", EndTimecode: "00:01:03:00" },
  ]);
});

describe("judging an upload by its probe", () => {
  const video = (properties: object = {}, more: object = {}) => ({
    Container: {
      Format: "mp4" as const,
      Duration: 30.04,
      Tracks: [
        {
          TrackType: "video" as const,
          VideoProperties: {
            Width: 1920,
            Height: 1080,
            FrameRate: { Numerator: 30000, Denominator: 1001 },
            ...properties,
          },
        },
        { TrackType: "audio" as const },
      ],
      ...more,
    },
  });

  it("takes a phone film upright, as a person sees it", () => {
    expect(judgeOriginal(video({ Rotation: 90 }))).toEqual({
      kind: "accepted",
      source: {
        width: 1080,
        height: 1920,
        framesPerSecond: 30000 / 1001,
        durationMs: 30_040,
        audio: true,
        hdr: false,
      },
    });
  });

  it("takes a browser recording that does not say how long it is, and a silent film", () => {
    const { VideoProperties } = { VideoProperties: { Width: 640, Height: 480 } };
    const silent = { Format: "webm" as const, Tracks: [{ TrackType: "video" as const, VideoProperties }] };
    expect(judgeOriginal({ Container: silent })).toEqual({
      kind: "accepted",
      source: { width: 640, height: 480, audio: false, hdr: false },
    });
  });

  it.each([
    ["not_a_video", undefined],
    ["not_a_video", {}],
    ["not_a_video", video({}, { Format: undefined })],
    ["not_a_video", video({}, { Tracks: [] })],
    ["no_picture", video({}, { Format: "mp3" })],
    ["no_picture", video({}, { Tracks: [{ TrackType: "audio" }] })],
    ["too_long", video({}, { Duration: 600.5 })],
    ["too_small", video({ Width: 63, Height: 63 })],
    ["odd_shape", video({ Width: 3000, Height: 500 })],
  ] as const)("rejects with %s", (reason, probe) => {
    expect(judgeOriginal(probe)).toEqual({ kind: "rejected", reason });
  });

  it("takes exactly ten minutes", () => {
    expect(judgeOriginal(video({}, { Duration: 600 }))).toMatchObject({ kind: "accepted" });
  });
});
