import type { BusEvent } from "../../runtime-ports.ts";
import { type JobPhase, type JobRecord, jobArn, type OutputResult, queueArn } from "./job-record.ts";
import type { MediaFacts } from "./media-facts.ts";
import { codecName } from "./probe-response.ts";

interface Place {
  readonly region: string;
  readonly account: string;
}

function stateChange(place: Place, job: JobRecord, status: string, more: object = {}): BusEvent {
  return {
    source: "aws.mediaconvert",
    "detail-type": "MediaConvert Job State Change",
    resources: [jobArn(place, job.id)],
    detail: {
      timestamp: Date.now(),
      accountId: place.account,
      queue: queueArn(place, job.request.queue),
      jobId: job.id,
      status,
      userMetadata: job.request.userMetadata,
      ...more,
    },
  };
}

export const progressingEvent = (place: Place, job: JobRecord): BusEvent =>
  stateChange(place, job, "PROGRESSING");
export const canceledEvent = (place: Place, job: JobRecord): BusEvent => stateChange(place, job, "CANCELED");

/** Media information about the input, soon after the start. */
export function inputInformationEvent(place: Place, job: JobRecord, media: MediaFacts): BusEvent {
  const { video } = media;
  const inputDetails = [
    {
      id: 1,
      uri: job.request.settings.inputs[0]?.fileInput,
      audio: media.audio.map((audio, index) => ({
        channels: audio.channels,
        codec: codecName(audio.codec),
        language: (audio.language ?? "UND").toUpperCase(),
        sampleRate: audio.sampleRate,
        streamId: index + (video ? 2 : 1),
      })),
      video: video
        ? [
            {
              bitDepth: video.bitDepth,
              codec:
                video.codec === "h264" ? "H_264" : video.codec === "hevc" ? "H_265" : codecName(video.codec),
              colorFormat: "YUV_420",
              frameRate: Math.round((video.frameRate.numerator / video.frameRate.denominator) * 1000) / 1000,
              height: video.height,
              interlaceMode: "PROGRESSIVE",
              sar: `${video.sampleAspect.numerator}:${video.sampleAspect.denominator}`,
              standard: "UNSPECIFIED",
              streamId: 1,
              width: video.width,
            },
          ]
        : [],
    },
  ];
  return stateChange(place, job, "INPUT_INFORMATION", { inputDetails });
}

const phases: readonly JobPhase[] = ["PROBING", "TRANSCODING", "UPLOADING"];

/** How far the job is; `phasePercent` is that of the phase it is in. */
export function statusUpdateEvent(
  place: Place,
  job: JobRecord,
  phase: JobPhase,
  phasePercent: number,
): BusEvent {
  const now = phases.indexOf(phase);
  const phaseProgress = Object.fromEntries(
    phases.map((name, index) => [
      name,
      index < now
        ? { status: "COMPLETE", percentComplete: 100 }
        : {
            status: index === now ? "PROGRESSING" : "PENDING",
            percentComplete: index === now ? phasePercent : 0,
          },
    ]),
  );
  const jobProgress = {
    phaseProgress,
    jobPercentComplete: job.percent ?? 0,
    currentPhase: phase,
    retryCount: 0,
  };
  return stateChange(place, job, "STATUS_UPDATE", { jobProgress });
}

/** The outputs in the order of the job's settings, group by group. */
export function completeEvent(place: Place, job: JobRecord, outputs: readonly OutputResult[]): BusEvent {
  const outputGroupDetails = job.request.settings.outputGroups.map((_, group) => ({
    outputDetails: outputs
      .filter((output) => output.group === group)
      .map(({ paths, durationMs, width, height, averageBitrate }) => ({
        outputFilePaths: paths,
        durationInMs: durationMs,
        videoDetails: { widthInPx: width, heightInPx: height, averageBitrate },
      })),
    type: "FILE_GROUP",
  }));
  return stateChange(place, job, "COMPLETE", {
    warnings: [],
    outputGroupDetails,
    paddingInserted: 0,
    blackVideoDetected: 0,
  });
}

export function errorEvent(place: Place, job: JobRecord, errorCode: number, errorMessage: string): BusEvent {
  return stateChange(place, job, "ERROR", { errorCode, errorMessage, warnings: [] });
}
