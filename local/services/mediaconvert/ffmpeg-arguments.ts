import { join } from "node:path";
import type { Clip } from "./clip.ts";
import type { CreateJob, JobOutput, VideoCodecSettings } from "./job-settings.ts";
import type { Fraction, MediaFacts, VideoFacts } from "./media-facts.ts";
import { outputLocation, type S3Location } from "./output-names.ts";
import {
  colorFilters,
  displaySize,
  type Picture,
  pictureFilters,
  pictureFor,
  rotationFilters,
  rotationOf,
} from "./picture.ts";

/** One output of the call: the file (or `%07d` pattern) ffmpeg writes and where it belongs. */
export interface PlannedOutput {
  readonly group: number;
  readonly index: number;
  readonly codec: VideoCodecSettings["codec"];
  readonly file: string;
  readonly location: S3Location;
  readonly picture: Picture;
}

export interface Transcode {
  readonly arguments: readonly string[];
  readonly outputs: readonly PlannedOutput[];
}

type H264 = Extract<VideoCodecSettings, { codec: "H_264" }>["h264Settings"];

/** QVBR's 1…10 on x264's scale: 7, AWS's advice for phones and web, is 23, x264's default; a level is two steps. */
export function crfOfQvbr(level: number, fineTune = 0): number {
  return 37 - 2 * (level + fineTune);
}

/** JPEG quality 1…100 on mjpeg's scale, where 2 is best; 80 is 5. */
export function qscaleOfQuality(quality: number): number {
  return Math.round(2 + (100 - quality) * 0.14);
}

function rateControl(settings: H264): readonly string[] {
  const { rateControlMode: mode, bitrate = 0, maxBitrate } = settings;
  const peak = maxBitrate ?? bitrate;
  const limit = ["-maxrate", String(peak), "-bufsize", String(settings.hrdBufferSize ?? 2 * peak)];
  if (mode === "QVBR") {
    const { qvbrQualityLevel = 7, qvbrQualityLevelFineTune = 0 } = settings.qvbrSettings ?? {};
    return ["-crf", String(crfOfQvbr(qvbrQualityLevel, qvbrQualityLevelFineTune)), ...limit];
  }
  if (mode === "CBR") return ["-b:v", String(bitrate), "-minrate", String(bitrate), ...limit];
  return ["-b:v", String(bitrate), ...limit];
}

const rateOf = (settings: {
  framerateControl: string;
  framerateNumerator?: number | undefined;
  framerateDenominator?: number | undefined;
}): Fraction | undefined =>
  settings.framerateControl === "SPECIFIED"
    ? { numerator: settings.framerateNumerator ?? 30, denominator: settings.framerateDenominator ?? 1 }
    : undefined;

function gop(settings: H264, rate: Fraction): readonly string[] {
  if (settings.gopSize === undefined || settings.gopSizeUnits === "AUTO") return [];
  const perSecond = rate.numerator / rate.denominator;
  const frames =
    settings.gopSizeUnits === "SECONDS" ? Math.round(settings.gopSize * perSecond) : settings.gopSize;
  return frames > 0 ? ["-g", String(frames)] : [];
}

function h264Arguments(settings: H264, source: VideoFacts, output: JobOutput): readonly string[] {
  const fastStart = output.containerSettings.mp4Settings?.moovPlacement !== "NORMAL";
  return [
    // veryfast is the knee: faster presets cost 1.4 times the bytes, slower ones twice the time.
    ...["-c:v", "libx264", "-preset", "veryfast", "-pix_fmt", "yuv420p"],
    ...["-profile:v", settings.codecProfile.toLowerCase()],
    ...(settings.codecLevel === "AUTO"
      ? []
      : ["-level", settings.codecLevel.replace("LEVEL_", "").replace("_", ".")]),
    ...rateControl(settings),
    ...gop(settings, rateOf(settings) ?? source.frameRate),
    ...(settings.sceneChangeDetect === "DISABLED" ? ["-sc_threshold", "0"] : []),
    // The encoder does not read the mark off the frames.
    ...(colorFilters(output.videoDescription, source).length > 0
      ? ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709"]
      : []),
    ...(fastStart ? ["-movflags", "+faststart"] : []),
  ];
}

function audioArguments(job: CreateJob, output: JobOutput, media: MediaFacts): readonly string[] {
  const channels = { CODING_MODE_1_0: 1, CODING_MODE_2_0: 2, CODING_MODE_5_1: 6 } as const;
  const selectors = job.settings.inputs[0]?.audioSelectors ?? {};
  return output.audioDescriptions.flatMap((audio, index) => {
    const track = selectors[audio.audioSourceName ?? "Audio Selector 1"]?.tracks?.[0] ?? 1;
    // A clip without that track has no audio in the output either.
    if (media.audio[track - 1] === undefined) return [];
    const { bitrate, codingMode, sampleRate } = audio.codecSettings.aacSettings;
    return [
      ...["-map", `0:a:${track - 1}`, `-c:a:${index}`, "aac", `-b:a:${index}`, String(bitrate)],
      ...[`-ar:a:${index}`, String(sampleRate), `-ac:a:${index}`, String(channels[codingMode])],
    ];
  });
}

/** Filters after the picture has its size: frame rate, choice of captures, palette. `label` names the result. */
function codecFilters(
  codec: VideoCodecSettings,
  label: string,
): { readonly before: readonly string[]; readonly tail: string } {
  if (codec.codec === "FRAME_CAPTURE") {
    const { framerateNumerator, framerateDenominator } = codec.frameCaptureSettings;
    const interval = framerateDenominator / framerateNumerator;
    // The first frame, then the first frame of each interval: the fps filter would round to the nearest instead.
    return {
      before: [`select=isnan(prev_selected_t)+gte(t-prev_selected_t\\,${interval})`],
      tail: `[${label}]`,
    };
  }
  const rate = rateOf(codec.codec === "GIF" ? codec.gifSettings : codec.h264Settings);
  const before = rate ? [`fps=${rate.numerator}/${rate.denominator}`] : [];
  if (codec.codec === "H_264") return { before, tail: `[${label}]` };
  // 128 colours, diff and bayer 5 are the measured best bytes for quality of a talking head.
  const palette = `palettegen=max_colors=128:stats_mode=diff[${label}p]`;
  const use = "paletteuse=dither=bayer:bayer_scale=5:diff_mode=rectangle";
  return {
    before,
    tail: `,split[${label}a][${label}b];[${label}a]${palette};[${label}b][${label}p]${use}[${label}]`,
  };
}

function outputArguments(
  job: CreateJob,
  output: JobOutput,
  media: MediaFacts,
  video: VideoFacts,
): readonly string[] {
  const codec = output.videoDescription.codecSettings;
  if (codec.codec === "H_264") {
    return [
      ...h264Arguments(codec.h264Settings, video, output),
      ...audioArguments(job, output, media),
      "-f",
      "mp4",
    ];
  }
  if (codec.codec === "GIF") return ["-loop", "0", "-f", "gif"];
  const { maxCaptures, quality } = codec.frameCaptureSettings;
  return [
    ...["-vsync", "vfr", "-c:v", "mjpeg", "-pix_fmt", "yuvj420p", "-q:v", String(qscaleOfQuality(quality))],
    ...["-frames:v", String(maxCaptures), "-start_number", "0", "-f", "image2"],
  ];
}

/**
 * One ffmpeg call that makes all outputs of a job from one decode of `input`, into `folder`. ffmpeg turns
 * the picture as the file says, which also clears the mark in the outputs; where the job wants another angle, the graph
 * turns on from there.
 */
export function transcodeOf(
  job: CreateJob,
  media: MediaFacts & { readonly video: VideoFacts },
  clip: Clip,
  input: string,
  folder: string,
): Transcode {
  const { video } = media;
  const rotation = rotationOf(job.settings.inputs[0]?.videoSelector.rotate ?? "DEGREE_0", video);
  const source = displaySize(video, rotation);
  const chains: string[] = [];
  const perOutput: string[] = [];
  const outputs: PlannedOutput[] = [];

  job.settings.outputGroups.forEach((group, g) => {
    group.outputs.forEach((output, index) => {
      const codec = output.videoDescription.codecSettings;
      const label = `v${outputs.length}`;
      const picture = pictureFor(source, output.videoDescription);
      const { before, tail } = codecFilters(codec, label);
      // Frames are dropped before they are scaled: scaling is what costs.
      chains.push(
        `[s${outputs.length}]${[...before, ...pictureFilters(picture), ...colorFilters(output.videoDescription, video)].join(",")}${tail}`,
      );
      const suffix = { H_264: ".mp4", FRAME_CAPTURE: ".%07d.jpg", GIF: ".gif" }[codec.codec];
      const file = join(folder, `${g}-${index}${suffix}`);
      perOutput.push("-map", `[${label}]`, ...outputArguments(job, output, media, video));
      perOutput.push("-map_metadata", "-1", "-map_chapters", "-1", file);
      outputs.push({
        group: g,
        index,
        codec: codec.codec,
        file,
        location: outputLocation(job, g, output),
        picture,
      });
    });
  });
  const heads = outputs.map((_, n) => `[s${n}]`).join("");
  const graph = [
    `[0:v:0]${[...rotationFilters((rotation - video.rotation + 360) % 360), `split=${outputs.length}`].join(",")}${heads}`,
    ...chains,
  ].join(";");
  return {
    outputs,
    arguments: [
      ...["-nostdin", "-hide_banner", "-v", "error", "-y", "-progress", "pipe:1"],
      ...(clip.start > 0 ? ["-ss", clip.start.toFixed(6)] : []),
      ...(clip.duration === undefined ? [] : ["-t", clip.duration.toFixed(6)]),
      ...["-i", input, "-filter_complex", graph],
      ...perOutput,
    ],
  };
}
