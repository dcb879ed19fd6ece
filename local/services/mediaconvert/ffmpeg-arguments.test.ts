import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clipOf, timecodeSeconds } from "./clip.ts";
import { crfOfQvbr, qscaleOfQuality, transcodeOf } from "./ffmpeg-arguments.ts";
import { nextJob } from "./job-queue.ts";
import type { JobRecord } from "./job-record.ts";
import { parseCreateJob } from "./job-settings.ts";
import { type MediaFacts, readMediaFacts, type VideoFacts } from "./media-facts.ts";
import { captureName, outputLocation } from "./output-names.ts";
import { pictureFor } from "./picture.ts";

const video: VideoFacts = {
  codec: "h264",
  width: 1920,
  height: 1080,
  rotation: 0,
  frameRate: { numerator: 30, denominator: 1 },
  sampleAspect: { numerator: 1, denominator: 1 },
  bitDepth: 8,
};
const sound = { codec: "aac", channels: 2, sampleRate: 48_000 };
const media: MediaFacts & { video: VideoFacts } = {
  format: "mov,mp4",
  durationSeconds: 10,
  video,
  audio: [sound],
};

const h264 = (settings: object = {}, description: object = {}, output: object = {}) => ({
  nameModifier: "_out",
  containerSettings: { container: "MP4" },
  videoDescription: {
    width: 1280,
    height: 720,
    codecSettings: {
      codec: "H_264",
      h264Settings: { rateControlMode: "QVBR", maxBitrate: 3_000_000, ...settings },
    },
    ...description,
  },
  ...output,
});
const aac = {
  audioDescriptions: [
    {
      codecSettings: {
        codec: "AAC",
        aacSettings: { bitrate: 96_000, codingMode: "CODING_MODE_2_0", sampleRate: 48_000 },
      },
    },
  ],
};
const gif = {
  containerSettings: { container: "GIF" },
  videoDescription: {
    width: 320,
    height: 180,
    codecSettings: {
      codec: "GIF",
      gifSettings: { framerateControl: "SPECIFIED", framerateNumerator: 10, framerateDenominator: 1 },
    },
  },
};
const poster = {
  containerSettings: { container: "RAW" },
  videoDescription: {
    codecSettings: {
      codec: "FRAME_CAPTURE",
      frameCaptureSettings: { framerateNumerator: 1, framerateDenominator: 3, maxCaptures: 2, quality: 80 },
    },
  },
};

const jobWith = (outputs: readonly object[], destination = "s3://out/a/clip", input: object = {}) =>
  parseCreateJob({
    role: "arn:aws:iam::111111111111:role/mc",
    settings: {
      inputs: [
        { fileInput: "s3://in/raw/my.film.mov", audioSelectors: { "Audio Selector 1": {} }, ...input },
      ],
      outputGroups: [
        {
          outputGroupSettings: { type: "FILE_GROUP_SETTINGS", fileGroupSettings: { destination } },
          outputs: outputs.map((output, n) => ({ nameModifier: `_${n}`, ...output })),
        },
      ],
    },
  });
const line = (outputs: readonly object[], facts = media, input: object = {}): string =>
  transcodeOf(jobWith(outputs, undefined, input), facts, { start: 0 }, "in", "/w").arguments.join(" ");

describe("job settings become ffmpeg arguments", () => {
  test.each<[string, object, string]>([
    [
      "QVBR 7 with its maximum",
      h264({ qvbrSettings: { qvbrQualityLevel: 7 } }),
      "-crf 23 -maxrate 3000000 -bufsize 6000000",
    ],
    [
      "CBR",
      h264({ rateControlMode: "CBR", bitrate: 1_000_000, maxBitrate: undefined }),
      "-b:v 1000000 -minrate 1000000 -maxrate 1000000",
    ],
    ["VBR", h264({ rateControlMode: "VBR", bitrate: 900_000 }), "-b:v 900000 -maxrate 3000000"],
    [
      "profile and level",
      h264({ codecProfile: "HIGH", codecLevel: "LEVEL_4_1" }),
      "-profile:v high -level 4.1",
    ],
    ["a GOP in seconds", h264({ gopSize: 2, gopSizeUnits: "SECONDS" }), "-g 60"],
    ["a GOP in frames", h264({ gopSize: 48, gopSizeUnits: "FRAMES" }), "-g 48"],
    ["no scene changes", h264({ sceneChangeDetect: "DISABLED" }), "-sc_threshold 0"],
    ["a progressive download", h264(), "-movflags +faststart"],
    [
      "a specified frame rate",
      h264({ framerateControl: "SPECIFIED", framerateNumerator: 30_000, framerateDenominator: 1001 }),
      "fps=30000/1001",
    ],
    ["audio", h264({}, {}, aac), "-map 0:a:0 -c:a:0 aac -b:a:0 96000 -ar:a:0 48000 -ac:a:0 2"],
    ["a GIF", gif, "palettegen=max_colors=128:stats_mode=diff"],
    ["a GIF's dither", gif, "paletteuse=dither=bayer:bayer_scale=5:diff_mode=rectangle"],
    ["captures", poster, "-q:v 5 -frames:v 2 -start_number 0 -f image2"],
    ["capture intervals", poster, "select=isnan(prev_selected_t)+gte(t-prev_selected_t\\,3)"],
  ])("%s", (_, output, expected) => {
    expect(line([output])).toContain(expected);
  });

  test("one decode feeds all outputs of all kinds", () => {
    const text = line([h264(), { ...h264(), nameModifier: "_b" }, gif, poster]);
    expect(text.match(/ -i /g)).toHaveLength(1);
    expect(text).toContain("[0:v:0]split=4[s0][s1][s2][s3]");
  });

  test("a moov atom at the end and a clip without the audio track leave their arguments out", () => {
    const normal = { containerSettings: { container: "MP4", mp4Settings: { moovPlacement: "NORMAL" } } };
    expect(line([h264({}, {}, normal)])).not.toContain("faststart");
    expect(line([h264({}, {}, aac)], { ...media, audio: [] })).not.toContain("0:a");
  });

  test.each([
    [90, "AUTO", ""],
    [90, "DEGREE_0", "transpose=cclock,"],
    [0, "AUTO", ""],
    [0, "DEGREES_90", "transpose=clock,"],
    [180, "DEGREES_270", "transpose=clock,"],
    [0, "DEGREES_180", "hflip,vflip,"],
  ])(
    "a file marked %i turned %s is turned on by %j from what ffmpeg does itself",
    (rotation, rotate, filters) => {
      const facts = { ...media, video: { ...video, rotation } };
      expect(line([h264()], facts, { videoSelector: { rotate } })).toContain(`[0:v:0]${filters}split=1[s0]`);
    },
  );
});

describe("the picture", () => {
  const source = { width: 1920, height: 1080 };
  test.each([
    ["nothing asked", {}, "DEFAULT", { width: 1920, height: 1080, fit: "nothing" }],
    ["height only", { height: 360 }, "DEFAULT", { width: 640, height: 360, fit: "nothing" }],
    ["width only", { width: 320 }, "DEFAULT", { width: 320, height: 180, fit: "nothing" }],
    [
      "a square",
      { width: 480, height: 480 },
      "DEFAULT",
      { width: 480, height: 480, scale: { width: 480, height: 270 }, fit: "pad" },
    ],
    ["a square to fit", { width: 480, height: 480 }, "FIT", { width: 480, height: 270, fit: "nothing" }],
    [
      "something larger to fit",
      { width: 3840, height: 2160 },
      "FIT_NO_UPSCALE",
      { width: 1920, height: 1080, fit: "nothing" },
    ],
    [
      "a square to fill",
      { width: 480, height: 480 },
      "FILL",
      { width: 480, height: 480, scale: { width: 854, height: 480 }, fit: "crop" },
    ],
    [
      "a square to stretch",
      { width: 480, height: 480 },
      "STRETCH_TO_OUTPUT",
      { scale: { width: 480, height: 480 }, fit: "nothing" },
    ],
  ] as const)("of 1920x1080 with %s under %s", (_, size, scalingBehavior, expected) => {
    expect(
      pictureFor(source, { width: undefined, height: undefined, ...size, scalingBehavior }),
    ).toMatchObject(expected);
  });

  test("has even sides, and never pads or crops beyond its frame", () => {
    const side = fc.integer({ min: 16, max: 2000 }).map((half) => half * 2);
    const behaviour = fc.constantFrom(
      "DEFAULT",
      "FIT",
      "FIT_NO_UPSCALE",
      "FILL",
      "STRETCH_TO_OUTPUT" as const,
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 16, max: 4000 }),
        fc.integer({ min: 16, max: 4000 }),
        fc.option(side, { nil: undefined }),
        fc.option(side, { nil: undefined }),
        behaviour,
        (w, h, width, height, scalingBehavior) => {
          const picture = pictureFor({ width: w, height: h }, { width, height, scalingBehavior });
          for (const one of [picture.width, picture.height, picture.scale.width, picture.scale.height])
            expect(one % 2).toBe(0);
          if (picture.fit === "pad")
            expect(picture.scale.width <= picture.width && picture.scale.height <= picture.height).toBe(true);
          if (picture.fit === "crop")
            expect(picture.scale.width >= picture.width && picture.scale.height >= picture.height).toBe(true);
        },
      ),
    );
  });
});

describe("a clip", () => {
  const rate = { numerator: 25, denominator: 1 };
  test.each([
    [undefined, 10, { start: 0, duration: 10 }],
    [undefined, undefined, { start: 0 }],
    [{ startTimecode: "00:00:01:00", endTimecode: "00:00:02:24" }, 10, { start: 1, duration: 2 }],
    [{ endTimecode: "00:00:03:00" }, 2, { start: 0, duration: 2 }],
    [{ startTimecode: "00:01:00:00" }, 10, undefined],
  ])("%j of %s seconds is %j", (clipping, seconds, expected) => {
    const clip = clipOf(clipping, rate, seconds);
    if (expected === undefined) expect(clip).toBeUndefined();
    else
      expect(clip).toEqual({
        start: expect.closeTo(expected.start, 6),
        ...("duration" in expected ? { duration: expect.closeTo(expected.duration, 6) } : {}),
      });
  });

  test("counts the frames of a timecode", () => {
    expect(timecodeSeconds("01:02:03:05", rate)).toBeCloseTo(3723.2, 6);
  });
});

test("outputs are named as MediaConvert names them", () => {
  const name = (destination: string, output: object): string => {
    const job = jobWith([output], destination);
    const [only] = job.settings.outputGroups[0]?.outputs ?? [];
    return only ? outputLocation(job, 0, only).key : "";
  };
  expect(name("s3://out/a/clip", { ...h264(), nameModifier: "_720p" })).toBe("a/clip_720p.mp4");
  expect(name("s3://out/a/", h264())).toBe("a/my.film_out.mp4");
  expect(name("s3://out/a/clip", { ...gif, extension: "GIF" })).toBe("a/clip_0.GIF");
  expect(captureName(name("s3://out/a/clip", poster), 12)).toBe("a/clip_0.0000012.jpg");
});

test("quality scales are monotonous and within the encoders' ranges", () => {
  const levels = Array.from({ length: 10 }, (_, n) => crfOfQvbr(n + 1));
  expect(levels).toEqual(levels.toSorted((a, b) => b - a));
  for (let quality = 1; quality <= 100; quality++) expect(qscaleOfQuality(quality)).toBeGreaterThanOrEqual(2);
  expect([qscaleOfQuality(100), qscaleOfQuality(80)]).toEqual([2, 5]);
});

test("rotation is told clockwise from the tag and from the display matrix", () => {
  const facts = (stream: object) =>
    readMediaFacts(
      JSON.stringify({ format: { format_name: "mov,mp4" }, streams: [{ codec_type: "video", ...stream }] }),
    )?.video?.rotation;
  expect(facts({ tags: { rotate: "90" } })).toBe(90);
  expect(facts({ side_data_list: [{ rotation: -90 }] })).toBe(90);
  expect(facts({ side_data_list: [{ rotation: 90.4 }] })).toBe(270);
  expect(facts({ side_data_list: [{ rotation: 30 }] })).toBe(0);
  expect(readMediaFacts("not json")).toBeUndefined();
});

test("the next job has the highest priority and waited longest", () => {
  const job = (
    id: string,
    priority: number,
    createdAt: number,
    status: JobRecord["status"] = "SUBMITTED",
  ): JobRecord => ({
    id,
    request: { ...jobWith([h264()]), priority },
    status,
    createdAt,
    pending: [],
  });
  expect(nextJob([job("a", 0, 2), job("b", 0, 1), job("c", -1, 0), job("d", 9, 0, "COMPLETE")])?.id).toBe(
    "b",
  );
  expect(nextJob([])).toBeUndefined();
});
