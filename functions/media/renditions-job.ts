import type { AudioDescription, CreateJobCommandInput, Output } from "@aws-sdk/client-mediaconvert";
import type { Source } from "../../shared/model/asset.ts";
import {
  MAX_FRAMES_PER_SECOND,
  type PictureSize,
  type PlannedRendition,
  plannedRenditions,
  showcaseStart,
} from "./encoding-plan.ts";
import { colors, type JobOrder, jobRequest } from "./job-request.ts";

const AUDIO = "Audio Selector 1";

/** The job that makes the films and the poster. Pure; the settings are validated in aws-facts 2.2. */
export function renditionsJob(order: JobOrder): CreateJobCommandInput {
  const planned = plannedRenditions(order.source);
  const smallest = planned.at(-1);
  if (smallest === undefined) throw new RangeError("a source always gives one rendition");
  // a selector without a track would make silence or an error, so a silent film asks for no sound at all
  const sound = order.source.audio
    ? { AudioSelectors: { [AUDIO]: { DefaultSelection: "DEFAULT" as const } } }
    : {};
  const films = planned.map((rendition) => film(order.source, rendition));
  return jobRequest(order, "renditions", sound, [...films, poster(order.source, smallest)]);
}

function film(source: Source, rendition: PlannedRendition): Output {
  const capped =
    source.framesPerSecond !== undefined && source.framesPerSecond > MAX_FRAMES_PER_SECOND + 0.01;
  return {
    NameModifier: `_${rendition.name}`,
    ContainerSettings: {
      Container: "MP4",
      Mp4Settings: { MoovPlacement: "PROGRESSIVE_DOWNLOAD", CslgAtom: "INCLUDE", FreeSpaceBox: "EXCLUDE" },
    },
    VideoDescription: {
      Width: rendition.width,
      Height: rendition.height,
      ScalingBehavior: "DEFAULT",
      AntiAlias: "ENABLED",
      Sharpness: 50,
      ...colors(source),
      CodecSettings: {
        Codec: "H_264",
        H264Settings: {
          RateControlMode: "QVBR",
          MaxBitrate: rendition.maxBitrate,
          QvbrSettings: { QvbrQualityLevel: 7 },
          // the single pass keeps the job in the Basic price tier
          QualityTuningLevel: "SINGLE_PASS_HQ",
          SceneChangeDetect: "TRANSITION_DETECTION",
          CodecProfile: "MAIN",
          CodecLevel: "AUTO",
          GopSize: 2,
          GopSizeUnits: "SECONDS",
          ...(capped
            ? {
                FramerateControl: "SPECIFIED",
                FramerateNumerator: MAX_FRAMES_PER_SECOND,
                FramerateDenominator: 1,
              }
            : { FramerateControl: "INITIALIZE_FROM_SOURCE" }),
          ParControl: "SPECIFIED",
          ParNumerator: 1,
          ParDenominator: 1,
          InterlaceMode: "PROGRESSIVE",
        },
      },
    },
    ...(source.audio ? { AudioDescriptions: [SOUND] } : {}),
  };
}

const SOUND: AudioDescription = {
  AudioSourceName: AUDIO,
  CodecSettings: {
    Codec: "AAC",
    AacSettings: {
      Bitrate: 96_000,
      CodingMode: "CODING_MODE_2_0",
      SampleRate: 48_000,
      CodecProfile: "LC",
      RateControlMode: "CBR",
    },
  },
};

/**
 * In the smallest size: a poster has 25 kB on the page (performance.md 6). Two captures, one at the start and one an
 * interval later, which is where the film shows something.
 */
function poster(source: Source, size: PictureSize): Output {
  return {
    NameModifier: "_poster",
    Extension: "jpg",
    ContainerSettings: { Container: "RAW" },
    VideoDescription: {
      Width: size.width,
      Height: size.height,
      ...colors(source),
      CodecSettings: {
        Codec: "FRAME_CAPTURE",
        FrameCaptureSettings: {
          FramerateNumerator: 1,
          FramerateDenominator: showcaseStart(source),
          MaxCaptures: 2,
          Quality: 70,
        },
      },
    },
  };
}
