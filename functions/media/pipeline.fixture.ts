import type { CreateJobCommandInput, ProbeResult } from "@aws-sdk/client-mediaconvert";
import { sha256 } from "../runtime/hash.ts";
import type { PartStore } from "./part-store.ts";
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
    rewrite: async (from, to, _contentType, change) => {
      const bytes = objects.get(from);
      if (bytes === undefined) return undefined;
      const made = change(bytes);
      objects.set(to, made);
      return { bytes: made.length, sha256: sha256(made) };
    },
    read: async (key, etag) => {
      const bytes = objects.get(key);
      return bytes !== undefined && etagOf(bytes) === etag ? bytes : undefined;
    },
    write: async (key, bytes) => void objects.set(key, bytes),
    remove: async (key) => void objects.delete(key),
    list: async (prefix) => [...objects.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** Uploads in parts, in memory: key → arrived parts. Joining writes the object. */
export function memoryParts(objects: Map<string, Uint8Array>): PartStore & {
  readonly open: Map<string, Map<number, number>>;
} {
  const open = new Map<string, Map<number, number>>();
  return {
    open,
    begin: async (key) => {
      open.set(key, new Map());
      return "upload-1";
    },
    address: (key, uploadId, part) => `http://s3/${key}?${uploadId}&${part.number}&${part.bytes}`,
    arrived: async (key) => {
      const parts = open.get(key);
      return parts && [...parts].map(([number, bytes]) => ({ number, bytes, etag: `e${number}` }));
    },
    join: async (key, _uploadId, parts) => {
      objects.set(key, Buffer.alloc(Math.min(64, parts.length), "x"));
      return open.delete(key);
    },
    drop: async (key) => void open.delete(key),
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
