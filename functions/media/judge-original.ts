import type { ProbeResult, Track } from "@aws-sdk/client-mediaconvert";
import { type FailureReason, MAX_DURATION_MS, type Source } from "../../shared/model/asset.ts";

export type Judgement =
  | { readonly kind: "accepted"; readonly source: Source }
  | { readonly kind: "rejected"; readonly reason: FailureReason };

/** Containers that phones, cameras and browser recorders write. */
const CONTAINERS: readonly string[] = ["mp4", "quicktime", "webm", "matroska", "three_gp", "three_g2"];
const AUDIO_ONLY: readonly string[] = ["aac", "ac3", "eac3", "flac", "mp3", "ogg", "wave"];
const SMALLEST_SIDE = 64;
const LONGEST_SHAPE = 4;
const HDR_TRANSFERS: readonly string[] = ["SMPTE_2084", "ARIB_B67"];

/**
 * Decides from the probe whether an upload is a video we can use; the declared content type is never believed.
 * @param probe undefined when the file could not be read at all
 */
export function judgeOriginal(probe: ProbeResult | undefined): Judgement {
  const container = probe?.Container;
  const format = container?.Format;
  if (container === undefined || format === undefined) return rejected("not_a_video");
  if (AUDIO_ONLY.includes(format)) return rejected("no_picture");
  if (!CONTAINERS.includes(format)) return rejected("not_a_video");
  const tracks = container.Tracks ?? [];
  const audio = tracks.some((track) => track.TrackType === "audio");
  const picture = tracks.find((track) => track.TrackType === "video");
  const width = picture?.VideoProperties?.Width ?? 0;
  const height = picture?.VideoProperties?.Height ?? 0;
  if (picture === undefined || width === 0 || height === 0)
    return rejected(audio ? "no_picture" : "not_a_video");
  const durationMs = milliseconds(container.Duration ?? picture.Duration);
  if (durationMs !== undefined && durationMs > MAX_DURATION_MS) return rejected("too_long");
  if (Math.min(width, height) < SMALLEST_SIDE) return rejected("too_small");
  if (Math.max(width, height) > LONGEST_SHAPE * Math.min(width, height)) return rejected("odd_shape");
  const framesPerSecond = frameRate(picture);
  const hdr = HDR_TRANSFERS.includes(picture.VideoProperties?.TransferCharacteristics ?? "");
  return {
    kind: "accepted",
    source: {
      ...(turned(picture) ? { width: height, height: width } : { width, height }),
      ...(framesPerSecond === undefined ? {} : { framesPerSecond }),
      ...(durationMs === undefined ? {} : { durationMs }),
      audio,
      hdr,
    },
  };
}

/** Film lengths of output and source differ by frames; more than that and the file ended too early. */
export function isCutShort(source: Source, outputMs: number): boolean {
  if (source.durationMs === undefined) return false;
  return outputMs + Math.max(1000, source.durationMs * 0.05) < source.durationMs;
}

function rejected(reason: FailureReason): Judgement {
  return { kind: "rejected", reason };
}

/** A phone held upright writes a lying picture with the note to turn it by 90 or 270 degrees. */
function turned(track: Track): boolean {
  const degrees = (((track.VideoProperties?.Rotation ?? 0) % 360) + 360) % 360;
  return Math.abs(degrees - 90) <= 1 || Math.abs(degrees - 270) <= 1;
}

/** Browser recorders leave the duration out, which arrives as absent or 0. */
function milliseconds(seconds: number | undefined): number | undefined {
  const ms = Math.round((seconds ?? 0) * 1000);
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}

function frameRate(track: Track): number | undefined {
  const { Numerator: frames, Denominator: seconds } = track.VideoProperties?.FrameRate ?? {};
  return frames !== undefined && seconds !== undefined && frames > 0 && seconds > 0
    ? frames / seconds
    : undefined;
}
