import type { Fraction, MediaFacts } from "./media-facts.ts";

/** The probed object as S3 knows it. */
export interface ProbedObject {
  readonly etag: string;
  readonly size: number;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
  readonly contentType: string;
}

const codecs: Readonly<Record<string, string>> = {
  h264: "AVC",
  mpeg2video: "MPEG2",
  mpeg1video: "MPEG1",
  mpeg4: "MP4V",
  vc1: "VC1",
  eac3: "EAC3",
  amr_nb: "AMR",
  rawvideo: "UNCOMPRESSED",
};
const sameName = new Set([
  "AAC",
  "AC3",
  "AV1",
  "DV",
  "FLAC",
  "H263",
  "HEVC",
  "JPEG2000",
  "MJPEG",
  "MP2",
  "MP3",
  "OPUS",
  "PRORES",
  "QTRLE",
  "THEORA",
  "VORBIS",
  "VP8",
  "VP9",
]);

/** MediaConvert's name of a codec that ffprobe names. */
export function codecName(codec: string): string {
  const upper = codec.toUpperCase();
  return codecs[codec] ?? (sameName.has(upper) ? upper : codec.startsWith("pcm_") ? "PCM" : "UNKNOWN");
}

/** MediaConvert's names of what ffprobe says about colour; what the file does not say stays out. */
const primaries: Readonly<Record<string, string>> = {
  bt709: "ITU_709",
  bt2020: "ITU_2020",
  bt470bg: "ITU_470BG",
  bt470m: "ITU_470M",
  smpte170m: "SMPTE_170M",
  smpte240m: "SMPTE_240M",
  smpte431: "SMPTE_431_2",
  smpte432: "SMPTE_EG_432_1",
};
const transfers: Readonly<Record<string, string>> = {
  bt709: "ITU_709",
  "bt2020-10": "ITU_2020_10bit",
  "bt2020-12": "ITU_2020_12bit",
  smpte2084: "SMPTE_2084",
  "arib-std-b67": "ARIB_B67",
  smpte170m: "SMPTE_170M",
  smpte240m: "SMPTE_240M",
  "iec61966-2-1": "IEC_61966_2_1",
  linear: "LINEAR",
};
const matrices: Readonly<Record<string, string>> = {
  bt709: "ITU_709",
  bt2020nc: "ITU_2020_NCL",
  bt2020c: "ITU_2020_CL",
  bt470bg: "ITU_470BG",
  smpte170m: "SMPTE_170M",
  smpte240m: "SMPTE_240M",
  gbr: "RGB",
};

/** ffprobe tells Matroska from WebM and MP4 from QuickTime only by codec and brand. */
function formatName({ format, brand, video }: MediaFacts): string | undefined {
  const names = format.split(",");
  if (names.includes("mp4"))
    return brand === "qt" ? "quicktime" : brand?.startsWith("3g") ? "three_gp" : "mp4";
  if (names.includes("webm"))
    return video === undefined || /^(vp8|vp9|av1)$/.test(video.codec) ? "webm" : "matroska";
  const others: Readonly<Record<string, string>> = { mpeg: "mpegps", wav: "wave" };
  const known = ["aac", "ac3", "asf", "avi", "eac3", "flac", "mp3", "mpegts", "mxf", "ogg"];
  const [name = ""] = names;
  return others[name] ?? (known.includes(name) ? name : undefined);
}

const wireFraction = ({ numerator, denominator }: Fraction): object => ({ numerator, denominator });

/** One element of Probe's `probeResults`, in wire names. A rotation of 0 is null there, as in AWS's answer. */
export function probeResult(media: MediaFacts, object: ProbedObject): Readonly<Record<string, unknown>> {
  const { video, audio } = media;
  const tracks = [
    ...(video
      ? [
          {
            index: 1,
            trackType: "video",
            codec: codecName(video.codec),
            duration: video.durationSeconds ?? media.durationSeconds,
            videoProperties: {
              width: video.width,
              height: video.height,
              bitDepth: video.bitDepth,
              bitRate: video.bitRate,
              frameRate: wireFraction(video.frameRate),
              colorPrimaries: primaries[video.color?.primaries ?? ""],
              transferCharacteristics: transfers[video.color?.transfer ?? ""],
              matrixCoefficients: matrices[video.color?.matrix ?? ""],
              rotation: video.rotation === 0 ? undefined : video.rotation,
              sampleAspectRatio: wireFraction(video.sampleAspect),
            },
          },
        ]
      : []),
    ...audio.map((track, index) => ({
      index: index + (video ? 2 : 1),
      trackType: "audio",
      codec: codecName(track.codec),
      duration: track.durationSeconds ?? media.durationSeconds,
      audioProperties: {
        channels: track.channels,
        channelLayout: track.channelLayout,
        sampleRate: track.sampleRate,
        bitRate: track.bitRate,
        languageCode: track.language,
      },
    })),
  ];
  return {
    container: { format: formatName(media), duration: media.durationSeconds, bitRate: media.bitRate, tracks },
    metadata: {
      eTag: `"${object.etag}"`,
      fileSize: object.size,
      lastModified: Math.floor(object.lastModified / 1000),
      mimeType: object.contentType,
    },
    trackMappings: [
      {
        videoTrackIndexes: tracks.filter(({ trackType }) => trackType === "video").map(({ index }) => index),
        audioTrackIndexes: tracks.filter(({ trackType }) => trackType === "audio").map(({ index }) => index),
        dataTrackIndexes: [],
      },
    ],
  };
}
