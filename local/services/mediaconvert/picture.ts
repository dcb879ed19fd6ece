import type { JobOutput } from "./job-settings.ts";
import type { VideoFacts } from "./media-facts.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How the source picture becomes the output's: scale first, then crop or pad to the final size. */
export interface Picture extends Size {
  readonly scale: Size;
  readonly fit: "nothing" | "pad" | "crop";
}

/** 4:2:0 needs even sides. */
const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/** Size in square pixels after rotation: what a viewer sees. */
export function displaySize(video: VideoFacts, rotation: number): Size {
  const width = (video.width * video.sampleAspect.numerator) / video.sampleAspect.denominator;
  return rotation % 180 === 0 ? { width, height: video.height } : { width: video.height, height: width };
}

/**
 * MediaConvert's scaling: one side alone keeps the shape, none keeps the size; with both, DEFAULT fits and pads black,
 * FIT fits without padding, FIT_NO_UPSCALE also never enlarges, FILL covers and crops, STRETCH_TO_OUTPUT distorts.
 */
export function pictureFor(
  source: Size,
  video: Pick<JobOutput["videoDescription"], "width" | "height" | "scalingBehavior">,
): Picture {
  const aspect = source.width / source.height;
  const plain = (width: number, height: number): Picture => {
    const size = { width: even(width), height: even(height) };
    return { ...size, scale: size, fit: "nothing" };
  };
  const { width, height } = video;
  if (width === undefined && height === undefined) return plain(source.width, source.height);
  if (width === undefined) return plain((height ?? 0) * aspect, height ?? 0);
  if (height === undefined) return plain(width, width / aspect);
  if (video.scalingBehavior === "STRETCH_TO_OUTPUT") return plain(width, height);
  const inside = Math.min(width / source.width, height / source.height);
  if (video.scalingBehavior === "FIT") return plain(source.width * inside, source.height * inside);
  if (video.scalingBehavior === "FIT_NO_UPSCALE") {
    const factor = Math.min(1, inside);
    return plain(source.width * factor, source.height * factor);
  }
  if (video.scalingBehavior === "FILL") {
    const factor = Math.max(width / source.width, height / source.height);
    const scale = {
      width: Math.max(width, even(source.width * factor)),
      height: Math.max(height, even(source.height * factor)),
    };
    return { width, height, scale, fit: "crop" };
  }
  const scale = {
    width: Math.min(width, even(source.width * inside)),
    height: Math.min(height, even(source.height * inside)),
  };
  return { width, height, scale, fit: scale.width === width && scale.height === height ? "nothing" : "pad" };
}

/** ffmpeg filters for a picture, ending in square pixels. */
export function pictureFilters({ width, height, scale, fit }: Picture): readonly string[] {
  return [
    `scale=${scale.width}:${scale.height}:flags=lanczos`,
    ...(fit === "pad" ? [`pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2`] : []),
    ...(fit === "crop" ? [`crop=${width}:${height}`] : []),
    "setsar=1",
  ];
}

const highDynamicRange = new Set(["smpte2084", "arib-std-b67"]);

/**
 * Filters that bring high dynamic range down to BT.709 when the job forces it; ordinary sources stay as they are. Light
 * is mapped in linear float, which is slow: it comes after scaling.
 */
export function colorFilters(output: JobOutput["videoDescription"], video: VideoFacts): readonly string[] {
  const forced = output.videoPreprocessors?.colorCorrector?.colorSpaceConversion === "FORCE_709";
  if (!forced || !highDynamicRange.has(video.color?.transfer ?? "")) return [];
  return [
    "zscale=t=linear:npl=100",
    "format=gbrpf32le",
    "zscale=p=bt709",
    "tonemap=tonemap=hable:desat=0",
    "zscale=t=bt709:m=bt709:r=tv",
    "format=yuv420p",
  ];
}

const turns: Readonly<Record<number, readonly string[]>> = {
  90: ["transpose=clock"],
  180: ["hflip", "vflip"],
  270: ["transpose=cclock"],
};

/** ffmpeg filters that turn a picture clockwise. */
export const rotationFilters = (degrees: number): readonly string[] => turns[degrees] ?? [];

/** What `videoSelector.rotate` asks for; AUTO follows the file, and only .mov and .mp4 say. */
export function rotationOf(rotate: string, video: VideoFacts): number {
  if (rotate === "AUTO") return video.rotation;
  return Number(/\d+/.exec(rotate)?.[0] ?? 0);
}
