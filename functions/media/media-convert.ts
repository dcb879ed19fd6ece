import {
  BadRequestException,
  CreateJobCommand,
  GetJobCommand,
  type Job,
  type MediaConvertClient,
  MediaConvertServiceException,
  NotFoundException,
  ProbeCommand,
  UnprocessableEntityException,
} from "@aws-sdk/client-mediaconvert";
import { JobRefused, type JobStanding, type Transcoder } from "./ports.ts";
import { filmMs } from "./settle-job.ts";

/** The converter on MediaConvert, reading from and writing to one bucket. */
export function openTranscoder(client: MediaConvertClient, bucket: string): Transcoder {
  return {
    async probe(key) {
      try {
        const answer = await client.send(
          new ProbeCommand({ InputFiles: [{ FileUrl: `s3://${bucket}/${key}` }] }),
        );
        return answer.ProbeResults?.[0];
      } catch (error) {
        // what it cannot read is the uploader's matter, everything else (throttle, missing grant) is ours
        const unreadable =
          error instanceof BadRequestException || error instanceof UnprocessableEntityException;
        if (unreadable) return undefined;
        throw error;
      }
    },
    async start(job) {
      try {
        const answer = await client.send(new CreateJobCommand(job));
        const jobId = answer.Job?.Id;
        if (jobId === undefined) throw new Error("the converter gave no job id");
        return { jobId };
      } catch (error) {
        if (error instanceof MediaConvertServiceException && error.$fault === "client")
          throw new JobRefused(error);
        throw error;
      }
    },
    async find(jobId) {
      try {
        const answer = await client.send(new GetJobCommand({ Id: jobId }));
        return answer.Job && standingOf(answer.Job);
      } catch (error) {
        if (error instanceof NotFoundException) return undefined;
        throw error;
      }
    },
  };
}

function standingOf(job: Job): JobStanding {
  if (job.Status === "ERROR" || job.Status === "CANCELED") return { status: "failed" };
  if (job.Status !== "COMPLETE") return { status: "running" };
  // details follow the order of the outputs, and the first output of every job is a film
  return { status: "complete", ...filmMs(job.OutputGroupDetails?.[0]?.OutputDetails?.[0]?.DurationInMs) };
}
