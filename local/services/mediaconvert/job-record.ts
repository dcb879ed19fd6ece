import type { BusEvent } from "../../runtime-ports.ts";
import type { CreateJob } from "./job-settings.ts";

export type JobStatus = "SUBMITTED" | "PROGRESSING" | "COMPLETE" | "CANCELED" | "ERROR";
export type JobPhase = "PROBING" | "TRANSCODING" | "UPLOADING";

/** What one output turned out to be. */
export interface OutputResult {
  readonly group: number;
  readonly paths: readonly string[];
  readonly durationMs: number;
  readonly width: number;
  readonly height: number;
  /** Bits per second. */
  readonly averageBitrate: number;
}

/** A job as it is kept on disk: `pending` are events of its status that are not known to be on the bus yet. */
export interface JobRecord {
  readonly id: string;
  readonly request: CreateJob;
  readonly status: JobStatus;
  readonly phase?: JobPhase;
  readonly percent?: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly errorCode?: number;
  readonly errorMessage?: string;
  readonly outputs?: readonly OutputResult[];
  readonly pending: readonly BusEvent[];
}

export const isFinal = (status: JobStatus): boolean =>
  status === "COMPLETE" || status === "CANCELED" || status === "ERROR";

interface Place {
  readonly region: string;
  readonly account: string;
}

export const jobArn = ({ region, account }: Place, id: string): string =>
  `arn:aws:mediaconvert:${region}:${account}:jobs/${id}`;

/** The ARN of a queue given by ARN or name; the account's default queue without one. */
export function queueArn({ region, account }: Place, queue = "Default"): string {
  return queue.startsWith("arn:") ? queue : `arn:aws:mediaconvert:${region}:${account}:queues/${queue}`;
}

const seconds = (ms: number | undefined): number | undefined =>
  ms === undefined ? undefined : Math.floor(ms / 1000);

/** The job as GetJob answers it: wire names, times in seconds since the epoch; undefined members are left out of JSON. */
export function describeJob(place: Place, job: JobRecord): Readonly<Record<string, unknown>> {
  const { request } = job;
  const groups = request.settings.outputGroups.map((_, group) => ({
    outputDetails: (job.outputs ?? [])
      .filter((output) => output.group === group)
      .map(({ durationMs, width, height }) => ({
        durationInMs: durationMs,
        videoDetails: { widthInPx: width, heightInPx: height },
      })),
  }));
  return {
    arn: jobArn(place, job.id),
    id: job.id,
    status: job.status,
    currentPhase: job.phase,
    jobPercentComplete: job.status === "COMPLETE" ? 100 : job.percent,
    createdAt: seconds(job.createdAt),
    timing: {
      submitTime: seconds(job.createdAt),
      startTime: seconds(job.startedAt),
      finishTime: seconds(job.finishedAt),
    },
    errorCode: job.errorCode,
    errorMessage: job.errorMessage,
    outputGroupDetails: job.outputs ? groups : undefined,
    clientRequestToken: request.clientRequestToken,
    priority: request.priority,
    queue: queueArn(place, request.queue),
    retryCount: 0,
    role: request.role,
    settings: request.settings,
    statusUpdateInterval: request.statusUpdateInterval,
    userMetadata: request.userMetadata,
    accelerationSettings: request.accelerationSettings,
    accelerationStatus: "NOT_APPLICABLE",
    billingTagsSource: "JOB",
    messages: { info: [], warning: [] },
    warnings: [],
  };
}
