import { createReadStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Principal } from "../../runtime-ports.ts";
import type { Binaries } from "./binaries.ts";
import { clipOf } from "./clip.ts";
import { type PlannedOutput, transcodeOf } from "./ffmpeg-arguments.ts";
import type { JobPhase, OutputResult } from "./job-record.ts";
import type { CreateJob } from "./job-settings.ts";
import { type MediaFacts, readMediaFacts } from "./media-facts.ts";
import type { MediaObjects } from "./media-objects.ts";
import { captureName, parseS3Uri } from "./output-names.ts";
import { pidFileIn, progressSeconds, runProgram } from "./run-ffmpeg.ts";

/** Why a job ends in ERROR, with the number MediaConvert documents for it. */
export class JobError extends Error {
  constructor(
    /** 1010: the input cannot be opened or read; 1404: an output cannot be written; 1999: the transcode failed. */
    readonly code: 1010 | 1404 | 1999,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = "JobError";
  }
}

export interface TranscodeHooks {
  readonly signal: AbortSignal;
  onInput(media: MediaFacts): Promise<void>;
  onProgress(phase: JobPhase, phasePercent: number): void;
}

const contentTypes = { H_264: "video/mp4", FRAME_CAPTURE: "image/jpeg", GIF: "image/gif" } as const;
const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** What is in a local file, or undefined when ffprobe cannot tell. */
export async function probeFile(
  binaries: Binaries,
  file: string,
  signal: AbortSignal,
): Promise<MediaFacts | undefined> {
  const args = ["-v", "error", "-print_format", "json", "-show_format", "-show_streams", file];
  const { code, stdout } = await runProgram(binaries.ffprobe, args, { signal });
  return code === 0 ? readMediaFacts(stdout) : undefined;
}

async function fetchInput(objects: MediaObjects, uri: string, file: string): Promise<void> {
  const { bucket, key } = parseS3Uri(uri);
  try {
    if (await objects.materialize(bucket, key, file)) return;
  } catch (error) {
    throw new JobError(
      1010,
      `Unable to open input file [${uri}]: [Failed probe/open: [${messageOf(error)}]]`,
      { cause: error },
    );
  }
  throw new JobError(
    1010,
    `Unable to open input file [${uri}]: [Failed probe/open: [Failed to read data: HeadObject failed: Not Found]]`,
  );
}

/** The files an output became: one, or as many captures as there were. */
async function filesOf(
  output: PlannedOutput,
): Promise<readonly { readonly file: string; readonly key: string }[]> {
  if (output.codec !== "FRAME_CAPTURE") return [{ file: output.file, key: output.location.key }];
  const [before = "", after = ""] = basename(output.file).split("%07d");
  const present = (await readdir(dirname(output.file)))
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .sort();
  return present.map((_, number) => ({
    file: captureName(output.file, number),
    key: captureName(output.location.key, number),
  }));
}

function encryptionHeaders(job: CreateJob, group: number): Record<string, string> {
  const settings =
    job.settings.outputGroups[group]?.outputGroupSettings.fileGroupSettings.destinationSettings?.s3Settings;
  const { encryptionType, kmsKeyArn } = settings?.encryption ?? {};
  if (encryptionType === undefined) return {};
  if (encryptionType === "SERVER_SIDE_ENCRYPTION_S3") return { "x-amz-server-side-encryption": "AES256" };
  return {
    "x-amz-server-side-encryption": "aws:kms",
    ...(kmsKeyArn === undefined ? {} : { "x-amz-server-side-encryption-aws-kms-key-id": kmsKeyArn }),
  };
}

async function upload(
  job: CreateJob,
  objects: MediaObjects,
  output: PlannedOutput,
  duration: number,
): Promise<OutputResult> {
  const { bucket } = output.location;
  const files = await filesOf(output);
  let bytes = 0;
  for (const { file, key } of files) {
    try {
      bytes += (await stat(file)).size;
      const headers = { "content-type": contentTypes[output.codec], ...encryptionHeaders(job, output.group) };
      await objects.put(bucket, key, createReadStream(file), headers);
    } catch (error) {
      throw new JobError(
        1404,
        `Unable to write to output file [s3://${bucket}/${key}]: [${messageOf(error)}]`,
        { cause: error },
      );
    }
  }
  const last = files.at(-1)?.key ?? output.location.key;
  return {
    group: output.group,
    // Like AWS, captures are told by the last one only.
    paths: [`s3://${bucket}/${last}`],
    durationMs: Math.round(duration * 1000),
    width: output.picture.width,
    height: output.picture.height,
    averageBitrate: duration > 0 ? Math.round((bytes * 8) / duration) : 0,
  };
}

/**
 * Runs one job in `folder`, which is its own and is removed: fetch, probe, one ffmpeg call for all outputs, upload. The
 * objects are read and written as the job's role. @throws JobError; whatever `signal` aborts ends in an error too.
 */
export async function transcodeJob(
  job: CreateJob,
  folder: string,
  { binaries, objects }: { readonly binaries: Binaries; readonly objects: MediaObjects },
  hooks: TranscodeHooks,
): Promise<readonly OutputResult[]> {
  const { signal } = hooks;
  const role: Principal = { kind: "role", roleArn: job.role, accessKeyId: "mediaconvert" };
  const asRole = objects.as(role);
  const [input] = job.settings.inputs;
  const uri = input?.fileInput ?? "";
  await mkdir(folder, { recursive: true });
  try {
    hooks.onProgress("PROBING", 0);
    const source = join(folder, "input");
    await fetchInput(asRole, uri, source);
    const media = await probeFile(binaries, source, signal);
    if (!media?.video) {
      throw new JobError(
        1010,
        `Unable to open input file [${uri}]: [Failed probe/open: [Couldn't find a parser for the container, or no video in it]]`,
      );
    }
    const { video } = media;
    await hooks.onInput(media);
    const clip = clipOf(input?.inputClippings[0], video.frameRate, media.durationSeconds);
    if (!clip)
      throw new JobError(
        1999,
        "The input clipping selects nothing: it starts at or behind the end of the input or of itself.",
      );

    const transcode = transcodeOf(job, { ...media, video }, clip, source, folder);
    hooks.onProgress("TRANSCODING", 0);
    let reached = 0;
    const { code, complaint } = await runProgram(binaries.ffmpeg, transcode.arguments, {
      signal,
      pidFile: pidFileIn(folder),
      onLine: (line) => {
        reached = progressSeconds(line) ?? reached;
        if (clip.duration !== undefined)
          hooks.onProgress("TRANSCODING", Math.min(99, Math.floor((reached / clip.duration) * 100)));
      },
    });
    if (code !== 0)
      throw new JobError(
        1999,
        `The transcode failed: ${complaint === "" ? `ffmpeg ended with ${code}` : complaint}`,
      );

    hooks.onProgress("UPLOADING", 0);
    const results: OutputResult[] = [];
    for (const output of transcode.outputs) {
      signal.throwIfAborted();
      const made =
        output.codec === "FRAME_CAPTURE" ? undefined : await probeFile(binaries, output.file, signal);
      results.push(await upload(job, asRole, output, made?.durationSeconds ?? clip.duration ?? reached));
      hooks.onProgress("UPLOADING", Math.floor((results.length / transcode.outputs.length) * 100));
    }
    return results;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
