import type { CreateJobCommandInput, ProbeResult } from "@aws-sdk/client-mediaconvert";
import type { Sha256 } from "../../shared/model/ids.ts";

/** The media bucket, as far as this capability needs it. Keys are whole object keys. */
export interface MediaFiles {
  /** undefined when there is no such object. */
  head(key: string): Promise<{ readonly bytes: number; readonly etag: string } | undefined>;
  /** Streams the object through SHA-256. undefined when it is gone or has another etag than asked for. */
  digest(
    key: string,
    etag?: string,
  ): Promise<{ readonly bytes: number; readonly sha256: Sha256 } | undefined>;
  /** Copies within the bucket, `served` to where the site loads it from; false when the source is not there. */
  copy(from: string, to: string, served?: { readonly contentType: string }): Promise<boolean>;
  /** Writes what `change` makes of a small object to where the site loads it from; undefined when the source is not there. */
  rewrite(
    from: string,
    to: string,
    contentType: string,
    change: (bytes: Uint8Array) => Uint8Array,
  ): Promise<{ readonly bytes: number; readonly sha256: Sha256 } | undefined>;
  /** The whole of an object; undefined when it is gone or has another etag than asked for. */
  read(key: string, etag: string): Promise<Uint8Array | undefined>;
  /** Writes an object to where the site loads it from. */
  write(
    key: string,
    bytes: Uint8Array,
    served: { readonly contentType: string; readonly contentDisposition: string },
  ): Promise<void>;
  remove(key: string): Promise<void>;
  /** Keys below a prefix. */
  list(prefix: string): Promise<string[]>;
}

/** The video converter. */
export interface Transcoder {
  /** undefined when the file cannot be read as media at all. */
  probe(key: string): Promise<ProbeResult | undefined>;
  /** @throws JobRefused when it definitely did not start; anything else may have started */
  start(job: CreateJobCommandInput): Promise<{ readonly jobId: string }>;
  /** undefined when it knows no such job. `durationMs` is the length of the film it made, if it says. */
  find(jobId: string): Promise<JobStanding | undefined>;
}
export type JobStanding =
  | { readonly status: "running" }
  | { readonly status: "complete"; readonly durationMs?: number }
  | { readonly status: "failed" };

/** The converter said no, so the same attempt may be made again. */
export class JobRefused extends Error {
  constructor(cause: unknown) {
    super("the converter refused the job", { cause });
    this.name = "JobRefused";
  }
}
