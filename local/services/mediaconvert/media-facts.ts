import * as z from "zod";

/** A fraction as media files give rates. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

export interface VideoFacts {
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** Clockwise degrees that a player turns the picture by: 0, 90, 180 or 270. */
  readonly rotation: number;
  readonly frameRate: Fraction;
  readonly sampleAspect: Fraction;
  readonly bitDepth: number;
  /** ffmpeg's names (bt709, smpte2084 …), as far as the file says. */
  readonly color?: { readonly primaries?: string; readonly transfer?: string; readonly matrix?: string };
  readonly bitRate?: number;
  readonly durationSeconds?: number;
}

interface AudioFacts {
  readonly codec: string;
  readonly channels: number;
  readonly channelLayout?: string;
  readonly sampleRate: number;
  readonly bitRate?: number;
  readonly durationSeconds?: number;
  readonly language?: string;
}

/** What is in a media file. */
export interface MediaFacts {
  /** ffprobe's format names, comma separated, and the file's major brand when it has one. */
  readonly format: string;
  readonly brand?: string;
  /** Absent for recordings that were never finished with an index, such as a browser's. */
  readonly durationSeconds?: number;
  readonly bitRate?: number;
  readonly video?: VideoFacts;
  readonly audio: readonly AudioFacts[];
}

const numeric = z.coerce.number().optional().catch(undefined);
const probed = z.object({
  format: z.object({
    format_name: z.string(),
    duration: numeric,
    bit_rate: numeric,
    tags: z.record(z.string(), z.string()).optional(),
  }),
  streams: z
    .array(
      z.object({
        codec_type: z.string().optional(),
        codec_name: z.string().optional(),
        width: z.number().optional(),
        height: z.number().optional(),
        avg_frame_rate: z.string().optional(),
        r_frame_rate: z.string().optional(),
        sample_aspect_ratio: z.string().optional(),
        bits_per_raw_sample: numeric,
        color_primaries: z.string().optional(),
        color_transfer: z.string().optional(),
        color_space: z.string().optional(),
        bit_rate: numeric,
        duration: numeric,
        channels: z.number().optional(),
        channel_layout: z.string().optional(),
        sample_rate: numeric,
        disposition: z.object({ attached_pic: z.number().optional() }).optional(),
        tags: z.record(z.string(), z.string()).optional(),
        side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
      }),
    )
    .default([]),
});
type Stream = z.output<typeof probed>["streams"][number];

function fraction(text: string | undefined, separator: string): Fraction | undefined {
  const [numerator, denominator] = (text ?? "").split(separator).map(Number);
  return numerator && denominator ? { numerator, denominator } : undefined;
}

/** The tag says clockwise, the display matrix counter-clockwise; both within a degree of a right angle. */
function rotationOf({ tags, side_data_list: sideData }: Stream): number {
  const matrix = sideData?.find(({ rotation }) => rotation !== undefined)?.rotation;
  const clockwise = matrix === undefined ? Number(tags?.rotate ?? 0) : -matrix;
  const turned = ((clockwise % 360) + 360) % 360;
  const right = Math.round(turned / 90) * 90;
  return Math.abs(turned - right) <= 1 ? right % 360 : 0;
}

const optional = <Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [key in Name]?: Value } => (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value };

function videoFacts(stream: Stream): VideoFacts {
  return {
    codec: stream.codec_name ?? "unknown",
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    rotation: rotationOf(stream),
    frameRate: fraction(stream.avg_frame_rate, "/") ??
      fraction(stream.r_frame_rate, "/") ?? { numerator: 30, denominator: 1 },
    sampleAspect: fraction(stream.sample_aspect_ratio, ":") ?? { numerator: 1, denominator: 1 },
    bitDepth: stream.bits_per_raw_sample || 8,
    color: {
      ...optional("primaries", stream.color_primaries),
      ...optional("transfer", stream.color_transfer),
      ...optional("matrix", stream.color_space),
    },
    ...optional("bitRate", stream.bit_rate),
    ...optional("durationSeconds", stream.duration),
  };
}

function audioFacts(stream: Stream): AudioFacts {
  return {
    codec: stream.codec_name ?? "unknown",
    channels: stream.channels ?? 0,
    sampleRate: stream.sample_rate ?? 0,
    ...optional("channelLayout", stream.channel_layout),
    ...optional("bitRate", stream.bit_rate),
    ...optional("durationSeconds", stream.duration),
    ...optional("language", stream.tags?.language),
  };
}

/** Reads `ffprobe -print_format json -show_format -show_streams`; undefined when that is not a media file's. */
export function readMediaFacts(json: string): MediaFacts | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return undefined;
  }
  const result = probed.safeParse(parsed);
  if (!result.success) return undefined;
  const { format, streams } = result.data;
  const video = streams.find(
    (stream) => stream.codec_type === "video" && stream.disposition?.attached_pic !== 1,
  );
  return {
    format: format.format_name,
    ...optional("brand", format.tags?.major_brand?.trim()),
    ...optional("durationSeconds", format.duration),
    ...optional("bitRate", format.bit_rate),
    ...(video ? { video: videoFacts(video) } : {}),
    audio: streams.filter((stream) => stream.codec_type === "audio").map(audioFacts),
  };
}
