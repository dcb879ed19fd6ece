import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Plan } from "../../plan/plan.ts";
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type AwsService,
  type EmitAwsEvent,
  type NeededAction,
} from "../../runtime-ports.ts";
import { type Binaries, findBinaries } from "./binaries.ts";
import { openJobJournal } from "./job-journal.ts";
import { startJobQueue } from "./job-queue.ts";
import { describeJob, isFinal, type JobRecord, jobArn, queueArn } from "./job-record.ts";
import { parseCreateJob } from "./job-settings.ts";
import type { MediaObjects } from "./media-objects.ts";
import { createProbe } from "./probe.ts";
import { clearStaleWork } from "./stale-work.ts";
import { trustsMediaConvert } from "./trust.ts";

export interface MediaConvertSettings {
  readonly plan: Pick<Plan, "region" | "account" | "roles">;
  /** Folder for the jobs and their work; created when missing. */
  readonly dir: string;
  readonly objects: MediaObjects;
  readonly emit: EmitAwsEvent;
  /** Where ffmpeg and ffprobe are; found among the installed packages by default. */
  readonly binaries?: () => Binaries;
}

const base = "/2017-08-29";
const json = (status: number, body: unknown): AwsResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

type Route =
  | { readonly name: "CreateJob" | "ListJobs" | "Probe" }
  | { readonly name: "GetJob" | "CancelJob"; readonly id: string };

/** @throws UnknownOperationException naming what was asked for. */
function routeOf({ method, url }: Pick<AwsRequest, "method" | "url">): Route {
  const path = url.pathname.replace(/\/$/, "");
  const id = path.startsWith(`${base}/jobs/`)
    ? decodeURIComponent(path.slice(`${base}/jobs/`.length))
    : undefined;
  if (path === `${base}/jobs` && method === "POST") return { name: "CreateJob" };
  if (path === `${base}/jobs` && method === "GET") return { name: "ListJobs" };
  if (path === `${base}/probe` && method === "POST") return { name: "Probe" };
  if (id && method === "GET") return { name: "GetJob", id };
  if (id && method === "DELETE") return { name: "CancelJob", id };
  throw new AwsError(
    404,
    "UnknownOperationException",
    `${method} ${url.pathname} is not supported by local MediaConvert.`,
  );
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8") || "{}");
  } catch (cause) {
    throw new AwsError(400, "BadRequestException", "Request body is not valid JSON", {
      cause: String(cause),
    });
  }
}

export interface MediaConvert extends AwsService {
  /** Jobs that are not over, or whose end has not been told. */
  readonly unfinished: number;
  close(): Promise<void>;
}

/** Starts MediaConvert on `dir`: ends what a killed run left working and begins its unfinished jobs again. */
export async function createMediaConvert(settings: MediaConvertSettings): Promise<MediaConvert> {
  const { plan, dir, objects, emit } = settings;
  const workDir = join(dir, "work");
  let found: Binaries | undefined;
  const binaries = (): Binaries => {
    found ??= (settings.binaries ?? findBinaries)();
    return found;
  };
  await clearStaleWork(workDir);
  const journal = await openJobJournal(join(dir, "jobs"));
  for (const job of journal.all()) {
    if (job.status === "PROGRESSING") await journal.save({ ...job, status: "SUBMITTED", percent: 0 });
  }
  const queue = startJobQueue({ journal, place: plan, emit, binaries, objects, workDir });
  const probe = createProbe({ binaries, objects, workDir });
  queue.wake();

  async function createJob(request: AwsRequest): Promise<AwsResponse> {
    const body = parseCreateJob(parseBody(request.body));
    const token = body.clientRequestToken;
    const earlier =
      token === undefined ? undefined : journal.all().find((job) => job.request.clientRequestToken === token);
    if (earlier) {
      if (!isDeepStrictEqual(earlier.request.settings, body.settings)) {
        throw new AwsError(
          409,
          "ConflictException",
          "The ClientRequestToken was used for a job with other settings.",
        );
      }
      return json(201, { job: describeJob(plan, earlier) });
    }
    const role = plan.roles.find(({ arn }) => arn === body.role);
    if (!role || !trustsMediaConvert(role.trust)) {
      const reason = role
        ? "its trust policy does not name mediaconvert.amazonaws.com"
        : "the template has no such role";
      throw new AwsError(
        400,
        "BadRequestException",
        `/role: MediaConvert cannot assume ${body.role}: ${reason}`,
      );
    }
    const now = Date.now();
    const job: JobRecord = {
      id: `${now}-${randomBytes(3).toString("hex")}`,
      request: body,
      status: "SUBMITTED",
      createdAt: now,
      pending: [],
    };
    await journal.save(job);
    queue.wake();
    return json(201, { job: describeJob(plan, job) });
  }

  function jobOf(id: string): JobRecord {
    const job = journal.find(id);
    if (!job) throw new AwsError(404, "NotFoundException", `The specified job ${id} was not found.`);
    return job;
  }

  function listJobs({ url }: AwsRequest): AwsResponse {
    const status = url.searchParams.get("status");
    const wanted = url.searchParams.get("queue");
    const limit = Math.min(Number(url.searchParams.get("maxResults") ?? 20), 20);
    const from = Number(url.searchParams.get("nextToken") ?? 0);
    const direction = url.searchParams.get("order") === "ASCENDING" ? 1 : -1;
    const matching = journal
      .all()
      .filter((job) => status === null || job.status === status)
      .filter((job) => wanted === null || queueArn(plan, job.request.queue) === queueArn(plan, wanted))
      .sort((a, b) => direction * (a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)));
    const jobs = matching.slice(from, from + limit).map((job) => describeJob(plan, job));
    return json(200, {
      jobs,
      ...(from + limit < matching.length ? { nextToken: String(from + limit) } : {}),
    });
  }

  function needs(request: AwsRequest): readonly NeededAction[] {
    const route = routeOf(request);
    if (route.name === "GetJob" || route.name === "CancelJob") {
      return [{ action: `mediaconvert:${route.name}`, resource: jobArn(plan, route.id) }];
    }
    if (route.name !== "CreateJob") return [{ action: `mediaconvert:${route.name}`, resource: "*" }];
    const { role, queue: name, tags } = parseCreateJob(parseBody(request.body));
    const resource = queueArn(plan, name);
    return [
      { action: "mediaconvert:CreateJob", resource },
      ...(tags && Object.keys(tags).length > 0
        ? [{ action: "mediaconvert:TagResource", resource: jobArn(plan, "*") }]
        : []),
      {
        action: "iam:PassRole",
        resource: role,
        context: { "iam:PassedToService": "mediaconvert.amazonaws.com" },
      },
    ];
  }

  return {
    signingName: "mediaconvert",
    needs,
    async handle(request) {
      const route = routeOf(request);
      switch (route.name) {
        case "CreateJob":
          return createJob(request);
        case "ListJobs":
          return listJobs(request);
        case "Probe":
          return json(200, await probe(parseBody(request.body), request.principal));
        case "GetJob":
          return json(200, { job: describeJob(plan, jobOf(route.id)) });
        case "CancelJob": {
          const { status } = jobOf(route.id);
          if (isFinal(status))
            throw new AwsError(409, "ConflictException", `Cannot cancel job ${route.id}: it is ${status}.`);
          await queue.cancel(route.id);
          return json(202, {});
        }
      }
    },
    get unfinished() {
      return journal.all().filter((job) => !isFinal(job.status) || job.pending.length > 0).length;
    },
    async close() {
      await Promise.all([queue.close(), probe.close()]);
    },
  };
}
