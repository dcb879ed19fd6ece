import * as z from "zod";
import { AwsError } from "../../runtime-ports.ts";

/**
 * CreateJob as it is on the wire (lowerCamelCase), as far as this runtime transcodes it. Members it does not read pass
 * through to GetJob; values it cannot honour are refused, so that nothing is silently different from AWS.
 */
const dimension = z
  .int()
  .min(32)
  .max(8192)
  .refine((size) => size % 2 === 0, "Should be a multiple of 2: H.264 and GIF outputs are 4:2:0");
const timecode = z
  .string()
  .regex(/^\d\d:[0-5]\d:[0-5]\d[:;]\d\d(@\d+(\.\d+)?(:\d+)?)?$/, "Should be HH:MM:SS:FF");
const s3Uri = z.string().regex(/^s3:\/\/[a-z0-9.-]+\/.*$/, "Should be an S3 URI: s3://bucket/key");

const framerate = {
  framerateControl: z.enum(["INITIALIZE_FROM_SOURCE", "SPECIFIED"]).default("INITIALIZE_FROM_SOURCE"),
  framerateNumerator: z.int().min(1).optional(),
  framerateDenominator: z.int().min(1).optional(),
};

function needsFraction(
  settings: {
    framerateControl: string;
    framerateNumerator?: number | undefined;
    framerateDenominator?: number | undefined;
  },
  context: z.RefinementCtx,
): void {
  if (settings.framerateControl !== "SPECIFIED") return;
  for (const name of ["framerateNumerator", "framerateDenominator"] as const) {
    if (settings[name] === undefined)
      context.addIssue({
        code: "custom",
        path: [name],
        message: "is required when framerateControl is SPECIFIED",
      });
  }
}

const h264Settings = z
  .looseObject({
    ...framerate,
    rateControlMode: z.enum(["QVBR", "VBR", "CBR"]).default("VBR"),
    bitrate: z.int().min(1000).max(1_152_000_000).optional(),
    maxBitrate: z.int().min(1000).max(1_152_000_000).optional(),
    hrdBufferSize: z.int().min(0).optional(),
    qvbrSettings: z
      .looseObject({
        qvbrQualityLevel: z.int().min(1).max(10).optional(),
        qvbrQualityLevelFineTune: z.number().min(0).max(1).optional(),
        maxAverageBitrate: z.int().optional(),
      })
      .optional(),
    qualityTuningLevel: z.enum(["SINGLE_PASS", "SINGLE_PASS_HQ", "MULTI_PASS_HQ"]).default("SINGLE_PASS"),
    sceneChangeDetect: z.enum(["DISABLED", "ENABLED", "TRANSITION_DETECTION"]).default("ENABLED"),
    codecProfile: z.enum(["BASELINE", "MAIN", "HIGH"]).default("MAIN"),
    codecLevel: z
      .string()
      .regex(/^(AUTO|LEVEL_\d(_\d)?)$/, "Should be AUTO or LEVEL_n_n")
      .default("AUTO"),
    gopSize: z.number().min(0).optional(),
    gopSizeUnits: z.enum(["FRAMES", "SECONDS", "AUTO"]).default("AUTO"),
    interlaceMode: z.enum(["PROGRESSIVE"]).default("PROGRESSIVE"),
  })
  .superRefine((settings, context) => {
    needsFraction(settings, context);
    const require = (name: "maxBitrate" | "bitrate", mode: string): void => {
      if (settings.rateControlMode === mode && settings[name] === undefined) {
        context.addIssue({
          code: "custom",
          path: [name],
          message: `is a required property when rateControlMode is ${mode}`,
        });
      }
    };
    require("maxBitrate", "QVBR");
    require("bitrate", "CBR");
    require("bitrate", "VBR");
    if (
      settings.qvbrSettings?.maxAverageBitrate !== undefined &&
      settings.qualityTuningLevel !== "MULTI_PASS_HQ"
    ) {
      context.addIssue({
        code: "custom",
        path: ["qvbrSettings", "maxAverageBitrate"],
        message: "is allowed only with MULTI_PASS_HQ",
      });
    }
  });

const codecSettings = z.discriminatedUnion("codec", [
  z.looseObject({ codec: z.literal("H_264"), h264Settings: h264Settings }),
  z.looseObject({
    codec: z.literal("FRAME_CAPTURE"),
    frameCaptureSettings: z
      .looseObject({
        framerateNumerator: z.int().min(1).default(1),
        framerateDenominator: z.int().min(1).default(1),
        maxCaptures: z.int().min(1).max(10_000_000).default(10_000_000),
        quality: z.int().min(1).max(100).default(80),
      })
      .prefault({}),
  }),
  z.looseObject({
    codec: z.literal("GIF"),
    gifSettings: z.looseObject(framerate).superRefine(needsFraction).prefault({}),
  }),
]);

const aacBitrates = [
  6000, 8000, 10000, 12000, 14000, 16000, 20000, 24000, 28000, 32000, 40000, 48000, 56000, 64000, 80000,
  96000, 112000, 128000, 160000, 192000, 224000, 256000, 288000, 320000, 384000, 448000, 512000, 576000,
  640000, 768000, 896000, 1024000,
];
const audioDescription = z.looseObject({
  audioSourceName: z.string().optional(),
  codecSettings: z.looseObject({
    codec: z.literal("AAC"),
    aacSettings: z.looseObject({
      bitrate: z
        .int()
        .refine((rate) => aacBitrates.includes(rate), "Should be one of AWS's AAC bitrates")
        .default(96000),
      codingMode: z.enum(["CODING_MODE_1_0", "CODING_MODE_2_0", "CODING_MODE_5_1"]),
      sampleRate: z.union(
        [8000, 12000, 16000, 22050, 24000, 32000, 44100, 48000, 88200, 96000].map((rate) => z.literal(rate)),
      ),
    }),
  }),
});

const output = z
  .looseObject({
    nameModifier: z.string().min(1).max(256).optional(),
    extension: z.string().max(256).optional(),
    containerSettings: z.looseObject({
      container: z.enum(["MP4", "RAW", "GIF"]),
      mp4Settings: z
        .looseObject({ moovPlacement: z.enum(["PROGRESSIVE_DOWNLOAD", "NORMAL"]).optional() })
        .optional(),
    }),
    videoDescription: z.looseObject({
      width: dimension.optional(),
      height: dimension.optional(),
      scalingBehavior: z
        .enum(["DEFAULT", "STRETCH_TO_OUTPUT", "FIT", "FIT_NO_UPSCALE", "FILL"])
        .default("DEFAULT"),
      videoPreprocessors: z
        .looseObject({
          colorCorrector: z
            .looseObject({ colorSpaceConversion: z.enum(["NONE", "FORCE_709"]).default("NONE") })
            .optional(),
        })
        .optional(),
      codecSettings,
    }),
    audioDescriptions: z.array(audioDescription).default([]),
  })
  .superRefine(({ containerSettings, videoDescription, audioDescriptions }, context) => {
    const wanted = { H_264: "MP4", FRAME_CAPTURE: "RAW", GIF: "GIF" }[videoDescription.codecSettings.codec];
    if (containerSettings.container !== wanted) {
      const message = `Should be ${wanted} for codec ${videoDescription.codecSettings.codec}`;
      context.addIssue({ code: "custom", path: ["containerSettings", "container"], message });
    }
    if (wanted !== "MP4" && audioDescriptions.length > 0) {
      context.addIssue({
        code: "custom",
        path: ["audioDescriptions"],
        message: `Should not be present for container ${wanted}`,
      });
    }
  });

const settings = z
  .looseObject({
    timecodeConfig: z
      .looseObject({ source: z.enum(["EMBEDDED", "SPECIFIEDSTART", "ZEROBASED"]).optional() })
      .optional(),
    inputs: z
      .array(
        z.looseObject({
          fileInput: s3Uri,
          timecodeSource: z.enum(["EMBEDDED", "ZEROBASED", "SPECIFIEDSTART"]).default("EMBEDDED"),
          videoSelector: z
            .looseObject({
              rotate: z
                .enum(["AUTO", "DEGREE_0", "DEGREES_90", "DEGREES_180", "DEGREES_270"])
                .default("DEGREE_0"),
            })
            .prefault({}),
          audioSelectors: z
            .record(z.string(), z.looseObject({ tracks: z.array(z.int().min(1)).optional() }))
            .default({}),
          inputClippings: z
            .array(z.looseObject({ startTimecode: timecode.optional(), endTimecode: timecode.optional() }))
            .max(1, "Should hold one clip: the local runtime does not join several")
            .default([]),
        }),
      )
      .length(1, "Should hold one input: the local runtime does not join several"),
    outputGroups: z
      .array(
        z.looseObject({
          outputGroupSettings: z.looseObject({
            type: z.literal("FILE_GROUP_SETTINGS"),
            fileGroupSettings: z.looseObject({
              destination: s3Uri,
              destinationSettings: z
                .looseObject({
                  s3Settings: z
                    .looseObject({
                      encryption: z
                        .looseObject({
                          encryptionType: z
                            .enum(["SERVER_SIDE_ENCRYPTION_S3", "SERVER_SIDE_ENCRYPTION_KMS"])
                            .optional(),
                          kmsKeyArn: z.string().optional(),
                        })
                        .optional(),
                    })
                    .optional(),
                })
                .optional(),
            }),
          }),
          outputs: z.array(output).min(1),
        }),
      )
      .min(1),
  })
  .superRefine(({ inputs, outputGroups }, context) => {
    const selectors = Object.keys(inputs[0]?.audioSelectors ?? {});
    outputGroups.forEach((group, g) => {
      const names = new Set<string>();
      group.outputs.forEach((one, o) => {
        const path = ["outputGroups", g, "outputs", o];
        if (group.outputs.length > 1 && one.nameModifier === undefined) {
          context.addIssue({
            code: "custom",
            path: [...path, "nameModifier"],
            message: "is required when the group has several outputs",
          });
        }
        const name = `${one.nameModifier ?? ""}.${one.extension ?? one.containerSettings.container}`;
        if (names.has(name))
          context.addIssue({
            code: "custom",
            path: [...path, "nameModifier"],
            message: "Should differ from the other outputs'",
          });
        names.add(name);
        one.audioDescriptions.forEach((audio, a) => {
          const source = audio.audioSourceName ?? "Audio Selector 1";
          if (selectors.includes(source)) return;
          const message = `"${source}" is not an audio selector of the input`;
          context.addIssue({
            code: "custom",
            path: [...path, "audioDescriptions", a, "audioSourceName"],
            message,
          });
        });
      });
    });
  });

const intervals = [10, 12, 15, 20, 30, 60, 120, 180, 240, 300, 360, 420, 480, 540, 600].map(
  (seconds) => `SECONDS_${seconds}`,
);

const createJob = z.looseObject({
  role: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/, "Should be the ARN of an IAM role"),
  clientRequestToken: z.string().min(1).max(64).optional(),
  priority: z.int().min(-50).max(50).default(0),
  queue: z.string().optional(),
  statusUpdateInterval: z.enum(intervals).default("SECONDS_60"),
  userMetadata: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.string()).optional(),
  settings,
});

export type CreateJob = z.output<typeof createJob>;
type JobSettings = CreateJob["settings"];
export type JobOutput = JobSettings["outputGroups"][number]["outputs"][number];
export type VideoCodecSettings = JobOutput["videoDescription"]["codecSettings"];

/**
 * Reads a CreateJob body. @throws BadRequestException that names every path that is wrong, as AWS writes paths:
 * from the job's settings, e.g. `/outputGroups/0/outputs/1/videoDescription/width`.
 */
export function parseCreateJob(body: unknown): CreateJob {
  const result = createJob.safeParse(body);
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => {
    const steps = path[0] === "settings" ? path.slice(1) : path;
    return `/${steps.map(String).join("/")}: ${message}`;
  });
  throw new AwsError(400, "BadRequestException", problems.join(" | "));
}
