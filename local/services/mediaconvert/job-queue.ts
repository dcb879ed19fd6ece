import { join } from "node:path";
import type { BusEvent, EmitAwsEvent } from "../../runtime-ports.ts";
import type { Binaries } from "./binaries.ts";
import {
  canceledEvent,
  completeEvent,
  errorEvent,
  inputInformationEvent,
  progressingEvent,
  statusUpdateEvent,
} from "./job-events.ts";
import type { JobJournal } from "./job-journal.ts";
import { isFinal, type JobPhase, type JobRecord } from "./job-record.ts";
import type { MediaObjects } from "./media-objects.ts";
import { JobError, transcodeJob } from "./transcode-job.ts";

export interface JobQueue {
  /** Wakes the queue: a job was saved as SUBMITTED. */
  wake(): void;
  /** Marks a job that is not over as CANCELED and stops it when it runs. */
  cancel(id: string): Promise<void>;
  /** Stops what runs (the next start begins it again) and resolves when no process is left. */
  close(): Promise<void>;
}

interface QueueSettings {
  readonly journal: JobJournal;
  readonly place: { readonly region: string; readonly account: string };
  readonly emit: EmitAwsEvent;
  readonly binaries: () => Binaries;
  readonly objects: MediaObjects;
  readonly workDir: string;
}

/** Who is next: the highest priority, then who came first. */
export function nextJob(jobs: readonly JobRecord[]): JobRecord | undefined {
  return jobs
    .filter(({ status }) => status === "SUBMITTED")
    .sort(
      (a, b) =>
        b.request.priority - a.request.priority || a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1),
    )[0];
}

const shares: Readonly<Record<JobPhase, { readonly from: number; readonly share: number }>> = {
  PROBING: { from: 0, share: 5 },
  TRANSCODING: { from: 5, share: 90 },
  UPLOADING: { from: 95, share: 5 },
};

/**
 * Works the journal's jobs off, one at a time. Jobs that an earlier run did not finish begin again; an event that
 * belongs to a status is saved with it and emitted until the bus took it.
 */
export function startJobQueue({ journal, place, emit, binaries, objects, workDir }: QueueSettings): JobQueue {
  const closing = new AbortController();
  let current: { readonly id: string; readonly stop: AbortController } | undefined;
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;

  async function update(id: string, change: (job: JobRecord) => JobRecord): Promise<JobRecord | undefined> {
    const job = journal.find(id);
    if (!job) return undefined;
    const after = change(job);
    if (after !== job) await journal.save(after);
    return after;
  }

  /** News on the way is worth telling, but not worth failing a job for. */
  const tell = (event: BusEvent): Promise<void> =>
    emit(event).catch((error: unknown) =>
      console.error("mediaconvert: the bus did not take an event", error),
    );

  /** Emits what belongs to a job's status. A bus that refuses is asked again a second later. */
  async function deliver(id: string): Promise<void> {
    for (let job = journal.find(id); job?.pending[0] !== undefined; job = journal.find(id)) {
      await emit(job.pending[0]);
      await update(id, (latest) => ({ ...latest, pending: latest.pending.slice(1) }));
    }
  }

  async function finish(id: string, change: (job: JobRecord) => JobRecord): Promise<void> {
    await update(id, (job) => (isFinal(job.status) ? job : { ...change(job), finishedAt: Date.now() }));
    await deliver(id);
  }

  async function work(job: JobRecord): Promise<void> {
    const stop = new AbortController();
    current = { id: job.id, stop };
    const signal = AbortSignal.any([stop.signal, closing.signal]);
    const begun = await update(job.id, (latest) => ({
      ...latest,
      status: "PROGRESSING",
      phase: "PROBING",
      percent: 0,
      startedAt: Date.now(),
    }));
    const ticker = { phase: "PROBING" as JobPhase, percent: 0 };
    const seconds = Number(job.request.statusUpdateInterval.replace("SECONDS_", ""));
    const ticking = setInterval(() => {
      const latest = journal.find(job.id);
      if (latest?.status === "PROGRESSING") {
        void tell(statusUpdateEvent(place, latest, ticker.phase, ticker.percent));
      }
    }, seconds * 1000);
    try {
      if (begun) await tell(progressingEvent(place, begun));
      const results = await transcodeJob(
        job.request,
        join(workDir, job.id),
        { binaries: binaries(), objects },
        {
          signal,
          onInput: (media) => tell(inputInformationEvent(place, job, media)),
          onProgress(phase, percent) {
            const { from, share } = shares[phase];
            const overall = Math.floor(from + (share * percent) / 100);
            if (ticker.phase === phase && ticker.percent === percent) return;
            Object.assign(ticker, { phase, percent });
            const tenth = Math.floor(overall / 10) !== Math.floor((journal.find(job.id)?.percent ?? 0) / 10);
            // Progress is worth a write now and then, not forty a second.
            if (tenth || percent === 0) {
              update(job.id, (latest) =>
                latest.status === "PROGRESSING" ? { ...latest, phase, percent: overall } : latest,
              ).catch(() => undefined);
            }
          },
        },
      );
      await finish(job.id, (latest) => ({
        ...latest,
        status: "COMPLETE",
        outputs: results,
        pending: [...latest.pending, completeEvent(place, latest, results)],
      }));
    } catch (error) {
      // Left as PROGRESSING: the next start begins it again.
      if (closing.signal.aborted || stop.signal.aborted) return;
      const { code, message } =
        error instanceof JobError
          ? error
          : { code: 1999, message: error instanceof Error ? error.message : String(error) };
      await finish(job.id, (latest) => ({
        ...latest,
        status: "ERROR",
        errorCode: code,
        errorMessage: message,
        pending: [...latest.pending, errorEvent(place, latest, code, message)],
      }));
    } finally {
      clearInterval(ticking);
      current = undefined;
    }
  }

  async function run(): Promise<void> {
    try {
      for (const job of journal.all()) await deliver(job.id);
      for (let job = nextJob(journal.all()); job && !closing.signal.aborted; job = nextJob(journal.all()))
        await work(job);
    } catch (error) {
      if (closing.signal.aborted) return;
      console.error("mediaconvert: the queue will go on in a second", error);
      retry = setTimeout(() => {
        retry = undefined;
        wake();
      }, 1000);
    }
  }

  function wake(): void {
    if (running || retry || closing.signal.aborted) return;
    running = run().finally(() => {
      running = undefined;
      // A job may have come between the last look and the end.
      if (!retry && nextJob(journal.all())) wake();
    });
  }

  return {
    wake,
    async cancel(id) {
      await finish(id, (job) => ({
        ...job,
        status: "CANCELED",
        pending: [...job.pending, canceledEvent(place, job)],
      }));
      if (current?.id === id) current.stop.abort();
    },
    async close() {
      closing.abort();
      clearTimeout(retry);
      await running;
    },
  };
}
