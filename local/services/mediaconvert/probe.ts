import { randomBytes } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { AwsError, type Principal } from "../../runtime-ports.ts";
import type { Binaries } from "./binaries.ts";
import type { MediaObjects } from "./media-objects.ts";
import { parseS3Uri } from "./output-names.ts";
import { probeResult } from "./probe-response.ts";
import { probeFile } from "./transcode-job.ts";

const request = z.object({
  inputFiles: z.array(z.object({ fileUrl: z.string().regex(/^s3:\/\/[a-z0-9.-]+\/.+$/) })).length(1),
});

export interface Probe {
  /** Answers Probe with what is in the file, read as the caller. @throws BadRequestException, and S3's refusals. */
  (body: unknown, caller: Principal): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

export function createProbe({
  binaries,
  objects,
  workDir,
}: {
  readonly binaries: () => Binaries;
  readonly objects: MediaObjects;
  readonly workDir: string;
}): Probe {
  const closing = new AbortController();
  const underWay = new Set<Promise<unknown>>();

  async function probe(body: unknown, caller: Principal): Promise<Readonly<Record<string, unknown>>> {
    const parsed = request.safeParse(body);
    const url = parsed.data?.inputFiles[0]?.fileUrl;
    if (url === undefined) {
      throw new AwsError(
        400,
        "BadRequestException",
        "/inputFiles/0/fileUrl: Should be one S3 URI: s3://bucket/key",
      );
    }
    const { bucket, key } = parseS3Uri(url);
    const asCaller = objects.as(caller);
    const folder = join(workDir, `probe-${randomBytes(6).toString("hex")}`);
    const missing = (): AwsError =>
      new AwsError(400, "BadRequestException", `Unable to open input file [${url}]: no such object`);
    await mkdir(folder, { recursive: true });
    try {
      const object = await asCaller.head(bucket, key);
      if (!object || !(await asCaller.materialize(bucket, key, join(folder, "input")))) throw missing();
      const media = await probeFile(binaries(), join(folder, "input"), closing.signal);
      if (!media)
        throw new AwsError(
          400,
          "BadRequestException",
          `Unable to open input file [${url}]: not a media file`,
        );
      return { probeResults: [probeResult(media, object)] };
    } catch (error) {
      if (error instanceof AwsError && error.status === 403) {
        throw new AwsError(403, "ForbiddenException", `Unable to open input file [${url}]: ${error.message}`);
      }
      throw error;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  return Object.assign(
    (body: unknown, caller: Principal) => {
      const work = probe(body, caller);
      underWay.add(work);
      return work.finally(() => underWay.delete(work));
    },
    {
      async close() {
        closing.abort();
        await Promise.allSettled(underWay);
      },
    },
  );
}
