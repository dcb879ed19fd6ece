import type { CreateJobCommandInput, ProbeResult } from "@aws-sdk/client-mediaconvert";
import { sha256 } from "../runtime/hash.ts";
import { JobRefused, type JobStanding, type MediaFiles, type Transcoder } from "./ports.ts";

/** A bucket in memory: key → bytes. */
export function memoryFiles(objects: Map<string, Uint8Array>): MediaFiles {
  const etagOf = (bytes: Uint8Array) => sha256(bytes).slice(0, 8);
  return {
    head: async (key) => {
      const bytes = objects.get(key);
      return bytes && { bytes: bytes.length, etag: etagOf(bytes) };
    },
    digest: async (key, etag) => {
      const bytes = objects.get(key);
      if (bytes === undefined || (etag !== undefined && etagOf(bytes) !== etag)) return undefined;
      return { bytes: bytes.length, sha256: sha256(bytes) };
    },
    copy: async (from, to) => {
      const bytes = objects.get(from);
      if (bytes !== undefined) objects.set(to, bytes);
      return bytes !== undefined;
    },
    remove: async (key) => void objects.delete(key),
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** A converter that remembers its jobs and lets the test finish them. */
export interface FakeTranscoder extends Transcoder {
  readonly jobs: CreateJobCommandInput[];
  readonly standings: Map<string, JobStanding>;
  /** Refuse or lose the next start. */
  trouble: "refuse" | "time out" | undefined;
}

export function fakeTranscoder(probe: () => ProbeResult | undefined): FakeTranscoder {
  const jobs: CreateJobCommandInput[] = [];
  const standings = new Map<string, JobStanding>();
  return {
    jobs,
    standings,
    trouble: undefined,
    probe: async () => probe(),
    async start(job) {
      const trouble = this.trouble;
      this.trouble = undefined;
      if (trouble === "refuse") throw new JobRefused("throttled");
      if (trouble === "time out") throw new Error("socket hang up");
      jobs.push(job);
      const jobId = `job-${jobs.length}`;
      standings.set(jobId, { status: "running" });
      return { jobId };
    },
    find: async (jobId) => standings.get(jobId),
  };
}
