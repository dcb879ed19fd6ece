import type { CreateJobCommandInput } from "@aws-sdk/client-mediaconvert";

interface Places {
  /** S3 URI of the input. */
  readonly input?: string;
  /** Key of the destination in bucket `media`. */
  readonly to?: string;
}

function placed(job: CreateJobCommandInput, { input, to }: Places): CreateJobCommandInput {
  const [first] = job.Settings?.Inputs ?? [];
  if (first && input !== undefined) first.FileInput = input;
  const settings = job.Settings?.OutputGroups?.[0]?.OutputGroupSettings?.FileGroupSettings;
  if (settings && to !== undefined) settings.Destination = `s3://media/${to}`;
  return job;
}

/** The job that makes a film's renditions and posters, as the media capability submits it. */
export const renditionsJob = (places: Places = {}): CreateJobCommandInput =>
  placed(
    {
      Role: "arn:aws:iam::111111111111:role/mc",
      StatusUpdateInterval: "SECONDS_60",
      UserMetadata: { kind: "renditions", tenantId: "t1", videoId: "v1", version: "3" },
      Tags: { app: "x" },
      AccelerationSettings: { Mode: "DISABLED" },
      Settings: {
        TimecodeConfig: { Source: "ZEROBASED" },
        Inputs: [
          {
            FileInput: "s3://media/raw/v1/src.mp4",
            TimecodeSource: "ZEROBASED",
            VideoSelector: { Rotate: "AUTO" },
            AudioSelectors: { "Audio Selector 1": { DefaultSelection: "DEFAULT" } },
          },
        ],
        OutputGroups: [
          {
            Name: "files",
            OutputGroupSettings: {
              Type: "FILE_GROUP_SETTINGS",
              FileGroupSettings: {
                Destination: "s3://media/derived/v1/3/clip",
                DestinationSettings: {
                  S3Settings: { Encryption: { EncryptionType: "SERVER_SIDE_ENCRYPTION_S3" } },
                },
              },
            },
            Outputs: [
              {
                NameModifier: "_720p",
                ContainerSettings: {
                  Container: "MP4",
                  Mp4Settings: {
                    MoovPlacement: "PROGRESSIVE_DOWNLOAD",
                    CslgAtom: "INCLUDE",
                    FreeSpaceBox: "EXCLUDE",
                  },
                },
                VideoDescription: {
                  Width: 1280,
                  Height: 720,
                  ScalingBehavior: "DEFAULT",
                  AntiAlias: "ENABLED",
                  Sharpness: 50,
                  CodecSettings: {
                    Codec: "H_264",
                    H264Settings: {
                      RateControlMode: "QVBR",
                      MaxBitrate: 3000000,
                      QvbrSettings: { QvbrQualityLevel: 7 },
                      QualityTuningLevel: "SINGLE_PASS_HQ",
                      SceneChangeDetect: "TRANSITION_DETECTION",
                      CodecProfile: "MAIN",
                      CodecLevel: "AUTO",
                      GopSize: 2,
                      GopSizeUnits: "SECONDS",
                      FramerateControl: "INITIALIZE_FROM_SOURCE",
                      ParControl: "SPECIFIED",
                      ParNumerator: 1,
                      ParDenominator: 1,
                      InterlaceMode: "PROGRESSIVE",
                    },
                  },
                },
                AudioDescriptions: [
                  {
                    AudioSourceName: "Audio Selector 1",
                    CodecSettings: {
                      Codec: "AAC",
                      AacSettings: {
                        Bitrate: 96000,
                        CodingMode: "CODING_MODE_2_0",
                        SampleRate: 48000,
                        CodecProfile: "LC",
                        RateControlMode: "CBR",
                      },
                    },
                  },
                ],
              },
              {
                NameModifier: "_360p",
                ContainerSettings: {
                  Container: "MP4",
                  Mp4Settings: {
                    MoovPlacement: "PROGRESSIVE_DOWNLOAD",
                    CslgAtom: "INCLUDE",
                    FreeSpaceBox: "EXCLUDE",
                  },
                },
                VideoDescription: {
                  Width: 640,
                  Height: 360,
                  ScalingBehavior: "DEFAULT",
                  AntiAlias: "ENABLED",
                  Sharpness: 50,
                  CodecSettings: {
                    Codec: "H_264",
                    H264Settings: {
                      RateControlMode: "QVBR",
                      MaxBitrate: 1000000,
                      QvbrSettings: { QvbrQualityLevel: 7 },
                      QualityTuningLevel: "SINGLE_PASS_HQ",
                      SceneChangeDetect: "TRANSITION_DETECTION",
                      CodecProfile: "MAIN",
                      CodecLevel: "AUTO",
                      GopSize: 2,
                      GopSizeUnits: "SECONDS",
                      FramerateControl: "INITIALIZE_FROM_SOURCE",
                      ParControl: "SPECIFIED",
                      ParNumerator: 1,
                      ParDenominator: 1,
                      InterlaceMode: "PROGRESSIVE",
                    },
                  },
                },
                AudioDescriptions: [
                  {
                    AudioSourceName: "Audio Selector 1",
                    CodecSettings: {
                      Codec: "AAC",
                      AacSettings: {
                        Bitrate: 96000,
                        CodingMode: "CODING_MODE_2_0",
                        SampleRate: 48000,
                        CodecProfile: "LC",
                        RateControlMode: "CBR",
                      },
                    },
                  },
                ],
              },
              {
                NameModifier: "_poster",
                Extension: "jpg",
                ContainerSettings: { Container: "RAW" },
                VideoDescription: {
                  Width: 1280,
                  Height: 720,
                  CodecSettings: {
                    Codec: "FRAME_CAPTURE",
                    FrameCaptureSettings: {
                      FramerateNumerator: 1,
                      FramerateDenominator: 1,
                      MaxCaptures: 2,
                      Quality: 80,
                    },
                  },
                },
              },
            ],
          },
        ],
      },
    },
    places,
  );

/** The job that makes the animated preview. */
export const previewJob = (places: Places = {}): CreateJobCommandInput =>
  placed(
    {
      Role: "arn:aws:iam::111111111111:role/mc",
      UserMetadata: { kind: "preview" },
      Settings: {
        TimecodeConfig: { Source: "ZEROBASED" },
        Inputs: [
          {
            FileInput: "s3://media/raw/v1/src.mp4",
            TimecodeSource: "ZEROBASED",
            VideoSelector: { Rotate: "AUTO" },
            InputClippings: [{ StartTimecode: "00:00:00:00", EndTimecode: "00:00:03:00" }],
          },
        ],
        OutputGroups: [
          {
            Name: "gif",
            OutputGroupSettings: {
              Type: "FILE_GROUP_SETTINGS",
              FileGroupSettings: {
                Destination: "s3://media/derived/v1/3/clip",
                DestinationSettings: {
                  S3Settings: { Encryption: { EncryptionType: "SERVER_SIDE_ENCRYPTION_S3" } },
                },
              },
            },
            Outputs: [
              {
                NameModifier: "_preview",
                ContainerSettings: { Container: "GIF" },
                VideoDescription: {
                  Width: 320,
                  Height: 180,
                  CodecSettings: {
                    Codec: "GIF",
                    GifSettings: {
                      FramerateControl: "SPECIFIED",
                      FramerateNumerator: 10,
                      FramerateDenominator: 1,
                      FramerateConversionAlgorithm: "DUPLICATE_DROP",
                    },
                  },
                },
              },
            ],
          },
        ],
      },
    },
    places,
  );
