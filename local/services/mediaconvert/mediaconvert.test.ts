import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  CancelJobCommand,
  CreateJobCommand,
  type CreateJobCommandInput,
  GetJobCommand,
  ListJobsCommand,
  ListQueuesCommand,
  MediaConvertClient,
  ProbeCommand,
} from "@aws-sdk/client-mediaconvert";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { RolePlan } from "../../plan/plan.ts";
import type { BusEvent } from "../../runtime-ports.ts";
import { bucketPlan, type RunningS3, startS3 } from "../s3/s3.fixture.ts";
import { serve } from "../serve.fixture.ts";
import { findBinaries } from "./binaries.ts";
import { previewJob, renditionsJob } from "./jobs.fixture.ts";
import { createMediaConvert } from "./mediaconvert.ts";

const run = promisify(execFile);
const binaries = findBinaries();
const role: RolePlan = {
  stack: "test",
  logicalId: "MediaRole",
  name: "mc",
  arn: "arn:aws:iam::111111111111:role/mc",
  trust: {
    Statement: [
      { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "mediaconvert.amazonaws.com" } },
    ],
  },
  policies: [],
};
const stranger: RolePlan = {
  ...role,
  name: "fn",
  arn: "arn:aws:iam::111111111111:role/fn",
  trust: { Statement: [] },
};

interface Detail {
  readonly status: string;
  readonly jobId: string;
  readonly errorCode?: number;
  readonly errorMessage?: string;
  readonly userMetadata: Record<string, string>;
  readonly outputGroupDetails?: { type: string; outputDetails: Record<string, unknown>[] }[];
}

let s3: RunningS3;
let dir: string;
let events: BusEvent[];
let service: Awaited<ReturnType<typeof createMediaConvert>>;
let server: Awaited<ReturnType<typeof serve>>;
let client: MediaConvertClient;

const details = (): Detail[] => events.map(({ detail }) => detail as Detail);
const until = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 180_000, interval: 50 });
const finalEvent = async (jobId: string | undefined): Promise<Detail> => {
  let found: Detail | undefined;
  await until(() => {
    found = details().find(
      (one) => one.jobId === jobId && ["COMPLETE", "ERROR", "CANCELED"].includes(one.status),
    );
    expect(found).toBeDefined();
  });
  if (!found) throw new Error("no final event");
  return found;
};
const create = async (job: CreateJobCommandInput): Promise<string | undefined> =>
  (await client.send(new CreateJobCommand(job))).Job?.Id;

async function start(
  emit = async (event: BusEvent): Promise<void> => void events.push(event),
): Promise<void> {
  service = await createMediaConvert({
    plan: { region: "us-east-1", account: "111111111111", roles: [role, stranger] },
    dir,
    objects: s3.s3.objects,
    emit,
  });
  server = await serve(service);
  client = new MediaConvertClient({
    endpoint: server.endpoint,
    region: "us-east-1",
    maxAttempts: 1,
    credentials: { accessKeyId: "AKIADEVELOPER", secretAccessKey: "secret" },
  });
}
async function stop(): Promise<void> {
  client.destroy();
  await server.close();
  await service.close();
}

async function lavfi(name: string, ...args: string[]): Promise<void> {
  const file = join(dir, name);
  await run(binaries.ffmpeg, [
    "-v",
    "error",
    "-y",
    "-f",
    "lavfi",
    "-i",
    "testsrc2=s=320x180:r=25:d=2",
    ...args,
    file,
  ]);
  await s3.s3.objects.put("media", `raw/v1/${name}`, await readFile(file), { "content-type": "video/mp4" });
}

async function probeOutput(
  key: string,
): Promise<{ streams: Record<string, unknown>[]; format: Record<string, unknown> }> {
  const file = join(dir, "check");
  await rm(file, { force: true });
  expect(await s3.s3.objects.materialize("media", key, file)).toBe(true);
  const { stdout } = await run(binaries.ffprobe, [
    "-v",
    "error",
    "-print_format",
    "json",
    "-show_format",
    "-show_streams",
    file,
  ]);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "mediaconvert-"));
  s3 = await startS3([bucketPlan("media")]);
  events = [];
  await start();
  await lavfi(
    "src.mp4",
    "-f",
    "lavfi",
    "-i",
    "sine=d=2",
    "-shortest",
    "-c:v",
    "libx264",
    "-preset",
    "ultrafast",
    "-c:a",
    "aac",
  );
  await lavfi("silent.mp4", "-c:v", "libx264", "-preset", "ultrafast");
  // A display matrix of -90 degrees, which is what a phone held upright writes: players turn it 90 degrees clockwise.
  const turned = [
    "-v",
    "error",
    "-y",
    "-i",
    join(dir, "silent.mp4"),
    "-c",
    "copy",
    "-metadata:s:v:0",
    "rotate=270",
  ];
  await run(binaries.ffmpeg, [...turned, join(dir, "turned.mp4")]);
  await s3.s3.objects.put("media", "raw/v1/turned.mp4", await readFile(join(dir, "turned.mp4")));
  await s3.s3.objects.put("media", "raw/v1/notes.mp4", "this is not a film");
}, 60_000);
afterAll(async () => {
  await stop();
  await s3.close();
  await rm(dir, { recursive: true, force: true });
});
beforeEach(() => {
  events.length = 0;
  s3.authorizer.deny = () => false;
});

describe("a renditions job", () => {
  test("makes both renditions and the posters from one call and reports them in AWS's shape", {
    timeout: 180_000,
  }, async () => {
    const id = await create(renditionsJob());
    const detail = await finalEvent(id);
    expect(detail).toMatchObject({ status: "COMPLETE", userMetadata: { kind: "renditions", videoId: "v1" } });
    expect(details().map(({ status }) => status)).toEqual(["PROGRESSING", "INPUT_INFORMATION", "COMPLETE"]);
    expect(events.at(-1)).toMatchObject({
      source: "aws.mediaconvert",
      "detail-type": "MediaConvert Job State Change",
      resources: [`arn:aws:mediaconvert:us-east-1:111111111111:jobs/${id}`],
    });
    const [group] = detail.outputGroupDetails ?? [];
    expect(group?.type).toBe("FILE_GROUP");
    expect(
      group?.outputDetails.map(({ outputFilePaths, videoDetails }) => [outputFilePaths, videoDetails]),
    ).toEqual([
      [
        ["s3://media/derived/v1/3/clip_720p.mp4"],
        expect.objectContaining({ widthInPx: 1280, heightInPx: 720 }),
      ],
      [
        ["s3://media/derived/v1/3/clip_360p.mp4"],
        expect.objectContaining({ widthInPx: 640, heightInPx: 360 }),
      ],
      [
        ["s3://media/derived/v1/3/clip_poster.0000001.jpg"],
        expect.objectContaining({ widthInPx: 1280, heightInPx: 720 }),
      ],
    ]);
    const listed = await s3.s3.objects.list("media", "derived/v1/3/");
    expect(listed.map(({ key, contentType }) => [key.split("/").at(-1), contentType])).toEqual([
      ["clip_360p.mp4", "video/mp4"],
      ["clip_720p.mp4", "video/mp4"],
      ["clip_poster.0000000.jpg", "image/jpeg"],
      ["clip_poster.0000001.jpg", "image/jpeg"],
    ]);
    const { streams, format } = await probeOutput("derived/v1/3/clip_360p.mp4");
    expect(
      streams.map((stream) => [stream.codec_name, stream.profile, stream.width, stream.channels]),
    ).toEqual([
      ["h264", "Main", 640, undefined],
      ["aac", "LC", undefined, 2],
    ]);
    expect(Math.abs(Number(format.duration) - 2)).toBeLessThan(0.2);
    const bytes = await readFile(join(dir, "check"));
    expect(bytes.indexOf("moov")).toBeLessThan(bytes.indexOf("mdat"));
    const { Job } = await client.send(new GetJobCommand({ Id: id }));
    expect(Job).toMatchObject({
      Status: "COMPLETE",
      JobPercentComplete: 100,
      UserMetadata: { kind: "renditions" },
    });
    expect(Job?.OutputGroupDetails?.[0]?.OutputDetails?.[1]?.VideoDetails).toEqual({
      WidthInPx: 640,
      HeightInPx: 360,
    });
    expect(Job?.Timing?.FinishTime).toBeInstanceOf(Date);
  });

  test("works for a clip without sound", { timeout: 180_000 }, async () => {
    const detail = await finalEvent(
      await create(renditionsJob({ input: "s3://media/raw/v1/silent.mp4", to: "silent/clip" })),
    );
    expect(detail.status).toBe("COMPLETE");
    const { streams } = await probeOutput("silent/clip_360p.mp4");
    expect(streams.map((stream) => stream.codec_type)).toEqual(["video"]);
  });

  test("turns a portrait recording upright and pads it into the frame", { timeout: 180_000 }, async () => {
    const detail = await finalEvent(
      await create(renditionsJob({ input: "s3://media/raw/v1/turned.mp4", to: "turned/clip" })),
    );
    expect(detail.status).toBe("COMPLETE");
    const { streams } = await probeOutput("turned/clip_360p.mp4");
    expect([streams[0]?.width, streams[0]?.height, streams[0]?.side_data_list]).toEqual([
      640,
      360,
      undefined,
    ]);
    // 180 wide after turning 320x180: 202 of 640 columns hold picture, the left edge is black.
    const { stdout } = await run(
      binaries.ffmpeg,
      [
        "-v",
        "error",
        "-i",
        join(dir, "check"),
        "-vf",
        "crop=2:2:20:180",
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "-",
      ],
      { encoding: "buffer" },
    );
    expect(Math.max(...stdout)).toBeLessThan(24);
  });
});

test("high dynamic range is told by Probe and brought down to BT.709 when the job forces it", {
  timeout: 180_000,
}, async () => {
  const hlg = ["-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc"];
  await lavfi("hdr.mp4", "-c:v", "libx264", "-preset", "ultrafast", ...hlg);
  const FileUrl = "s3://media/raw/v1/hdr.mp4";
  const { ProbeResults } = await client.send(new ProbeCommand({ InputFiles: [{ FileUrl }] }));
  const track = ProbeResults?.[0]?.Container?.Tracks?.[0];
  expect(track?.VideoProperties).toMatchObject({
    ColorPrimaries: "ITU_2020",
    TransferCharacteristics: "ARIB_B67",
    MatrixCoefficients: "ITU_2020_NCL",
  });
  const job = renditionsJob({ input: FileUrl, to: "hdr/clip" });
  for (const { VideoDescription } of job.Settings?.OutputGroups?.[0]?.Outputs ?? []) {
    if (VideoDescription)
      VideoDescription.VideoPreprocessors = { ColorCorrector: { ColorSpaceConversion: "FORCE_709" } };
  }
  const detail = await finalEvent(await create(job));
  expect([detail.status, detail.errorMessage]).toEqual(["COMPLETE", undefined]);
  const { streams } = await probeOutput("hdr/clip_360p.mp4");
  expect([streams[0]?.color_transfer, streams[0]?.color_space]).toEqual(["bt709", "bt709"]);
});

test("a preview job makes a looping GIF of its size and rate from the clip alone", {
  timeout: 180_000,
}, async () => {
  const job = previewJob();
  const clipping = job.Settings?.Inputs?.[0]?.InputClippings?.[0];
  if (clipping) clipping.EndTimecode = "00:00:00:24";
  const detail = await finalEvent(await create(job));
  expect(detail.outputGroupDetails?.[0]?.outputDetails[0]).toMatchObject({
    outputFilePaths: ["s3://media/derived/v1/3/clip_preview.gif"],
  });
  const { streams, format } = await probeOutput("derived/v1/3/clip_preview.gif");
  expect([streams[0]?.codec_name, streams[0]?.width, streams[0]?.height, streams[0]?.r_frame_rate]).toEqual([
    "gif",
    320,
    180,
    "10/1",
  ]);
  expect(Math.abs(Number(format.duration) - 1)).toBeLessThan(0.11);
  expect((await readFile(join(dir, "check"))).includes("NETSCAPE2.0")).toBe(true);
});

describe("a job that cannot be done ends in an ERROR event with MediaConvert's number", () => {
  test.each([
    ["its input does not exist", "s3://media/raw/v1/absent.mp4", 1010],
    ["its input is not a film", "s3://media/raw/v1/notes.mp4", 1010],
  ])("when %s", async (_, input, errorCode) => {
    const detail = await finalEvent(await create(renditionsJob({ input })));
    expect(detail).toMatchObject({
      status: "ERROR",
      errorCode,
      errorMessage: expect.stringContaining(input),
    });
  });

  test.each([
    ["read the input", "s3:GetObject", 1010],
    ["write the outputs", "s3:PutObject", 1404],
  ])("when its role may not %s", { timeout: 180_000 }, async (_, action, errorCode) => {
    s3.authorizer.deny = (needed) => needed.action === action;
    const detail = await finalEvent(await create(previewJob()));
    expect(detail).toMatchObject({
      status: "ERROR",
      errorCode,
      errorMessage: expect.stringContaining(action),
    });
    const asked = s3.authorizer.seen.findLast(({ needed }) => needed.action === action);
    expect(asked?.principal).toMatchObject({ kind: "role", roleArn: role.arn });
  });

  test("when the clip begins behind the end of the input", async () => {
    const job = previewJob();
    const input = job.Settings?.Inputs?.[0];
    if (input) input.InputClippings = [{ StartTimecode: "00:01:00:00" }];
    expect(await finalEvent(await create(job))).toMatchObject({
      status: "ERROR",
      errorMessage: expect.stringContaining("clipping"),
    });
  });
});

describe("CreateJob", () => {
  type Change = (job: CreateJobCommandInput) => void;
  const video = (job: CreateJobCommandInput) =>
    job.Settings?.OutputGroups?.[0]?.Outputs?.[0]?.VideoDescription ?? {};
  test.each<[string, string, Change]>([
    [
      "QVBR without a maximum bitrate",
      "/outputGroups/0/outputs/0/videoDescription/codecSettings/h264Settings/maxBitrate",
      (job) => delete video(job).CodecSettings?.H264Settings?.MaxBitrate,
    ],
    [
      "an odd width",
      "/outputGroups/0/outputs/0/videoDescription/width",
      (job) => Object.assign(video(job), { Width: 1279 }),
    ],
    [
      "an unknown codec",
      "/outputGroups/0/outputs/0/videoDescription/codecSettings/codec",
      (job) => Object.assign(video(job), { CodecSettings: { Codec: "H_999" } }),
    ],
    [
      "an audio selector the input does not have",
      "/outputGroups/0/outputs/0/audioDescriptions/0/audioSourceName",
      (job) => {
        for (const input of job.Settings?.Inputs ?? []) input.AudioSelectors = {};
      },
    ],
    ["a role that is no ARN", "/role", (job) => Object.assign(job, { Role: "mc" })],
    [
      "a role the template does not have",
      "/role",
      (job) => Object.assign(job, { Role: "arn:aws:iam::111111111111:role/nobody" }),
    ],
    ["a role that does not trust MediaConvert", "/role", (job) => Object.assign(job, { Role: stranger.arn })],
    [
      "an unknown update interval",
      "/statusUpdateInterval",
      (job) => Object.assign(job, { StatusUpdateInterval: "SECONDS_7" }),
    ],
    [
      "two outputs of one name",
      "/outputGroups/0/outputs/1/nameModifier",
      (job) => Object.assign(job.Settings?.OutputGroups?.[0]?.Outputs?.[1] ?? {}, { NameModifier: "_720p" }),
    ],
  ])("refuses %s and names the path", async (_, path, change) => {
    const job = renditionsJob();
    change(job);
    const work = client.send(new CreateJobCommand(job));
    await expect(work).rejects.toMatchObject({
      name: "BadRequestException",
      message: expect.stringContaining(`${path}:`),
    });
  });

  test("gives the same job for the same client token, and refuses other settings under it", async () => {
    const job = previewJob({ input: "s3://media/raw/v1/absent.mp4" });
    const ids = [
      await create({ ...job, ClientRequestToken: "token" }),
      await create({ ...job, ClientRequestToken: "token" }),
    ];
    expect(ids[0]).toBe(ids[1]);
    await expect(create({ ...renditionsJob(), ClientRequestToken: "token" })).rejects.toMatchObject({
      name: "ConflictException",
    });
    await finalEvent(ids[0]);
    expect(details().filter(({ status }) => status === "ERROR")).toHaveLength(1);
  });

  test("needs the right to create in the queue and to pass the role to MediaConvert", () => {
    const body = JSON.stringify({
      role: role.arn,
      settings: { inputs: [{ fileInput: "s3://a/b" }], outputGroups: [previewOutputGroup] },
    });
    const needed = service.needs({
      service: "mediaconvert",
      method: "POST",
      url: new URL("http://x/2017-08-29/jobs"),
      headers: {},
      body: Buffer.from(body),
      principal: { kind: "anonymous" },
    });
    expect(needed).toEqual([
      {
        action: "mediaconvert:CreateJob",
        resource: "arn:aws:mediaconvert:us-east-1:111111111111:queues/Default",
      },
      {
        action: "iam:PassRole",
        resource: role.arn,
        context: { "iam:PassedToService": "mediaconvert.amazonaws.com" },
      },
    ]);
  });
});
const previewOutputGroup = {
  outputGroupSettings: { type: "FILE_GROUP_SETTINGS", fileGroupSettings: { destination: "s3://a/c" } },
  outputs: [
    { containerSettings: { container: "GIF" }, videoDescription: { codecSettings: { codec: "GIF" } } },
  ],
};

describe("Probe", () => {
  test("tells container, tracks, sizes and rotation", async () => {
    const probe = async (name: string) =>
      (await client.send(new ProbeCommand({ InputFiles: [{ FileUrl: `s3://media/raw/v1/${name}` }] })))
        .ProbeResults?.[0];
    expect(await probe("src.mp4")).toMatchObject({
      Container: {
        Format: "mp4",
        Duration: expect.closeTo(2, 0),
        Tracks: [
          {
            Index: 1,
            TrackType: "video",
            Codec: "AVC",
            VideoProperties: { Width: 320, Height: 180, FrameRate: { Numerator: 25, Denominator: 1 } },
          },
          { Index: 2, TrackType: "audio", Codec: "AAC", AudioProperties: { Channels: 1, SampleRate: 44100 } },
        ],
      },
      Metadata: {
        FileSize: expect.any(Number),
        MimeType: "video/mp4",
        LastModified: expect.any(Date),
        ETag: expect.any(String),
      },
    });
    expect((await probe("turned.mp4"))?.Container?.Tracks?.[0]?.VideoProperties?.Rotation).toBe(90);
  });

  test("refuses what is no film, what is not there and what the caller may not read", async () => {
    const probe = (name: string) =>
      client.send(new ProbeCommand({ InputFiles: [{ FileUrl: `s3://media/raw/v1/${name}` }] }));
    await expect(probe("notes.mp4")).rejects.toMatchObject({ name: "BadRequestException" });
    await expect(probe("absent.mp4")).rejects.toMatchObject({ name: "BadRequestException" });
    s3.authorizer.deny = ({ action }) => action === "s3:GetObject";
    await expect(probe("src.mp4")).rejects.toMatchObject({ name: "ForbiddenException" });
  });
});

describe("the queue", () => {
  test("runs the job of higher priority first and lists by status, newest first", {
    timeout: 180_000,
  }, async () => {
    const first = await create(renditionsJob({ to: "q/first" }));
    const low = await create({ ...previewJob({ to: "q/low" }), ClientRequestToken: "low", Priority: -5 });
    const high = await create({ ...previewJob({ to: "q/high" }), ClientRequestToken: "high", Priority: 5 });
    await finalEvent(low);
    const order = details()
      .filter(({ status }) => status === "COMPLETE")
      .map(({ jobId }) => jobId);
    expect(order).toEqual([first, high, low]);
    const { Jobs } = await client.send(new ListJobsCommand({ Status: "COMPLETE", MaxResults: 2 }));
    expect(Jobs?.map(({ Id }) => Id)).toEqual([high, low]);
  });

  test("stops a job that is cancelled while it runs and leaves no output", { timeout: 180_000 }, async () => {
    const id = await create(renditionsJob({ to: "cancelled/clip" }));
    await until(() =>
      expect(details().some(({ jobId, status }) => jobId === id && status === "INPUT_INFORMATION")).toBe(
        true,
      ),
    );
    await client.send(new CancelJobCommand({ Id: id }));
    expect((await finalEvent(id)).status).toBe("CANCELED");
    expect((await client.send(new GetJobCommand({ Id: id }))).Job?.Status).toBe("CANCELED");
    await expect(client.send(new CancelJobCommand({ Id: id }))).rejects.toMatchObject({
      name: "ConflictException",
    });
    await finalEvent(
      await create({ ...previewJob({ input: "s3://media/raw/v1/absent.mp4" }), ClientRequestToken: "after" }),
    );
    expect(await s3.s3.objects.list("media", "cancelled/")).toEqual([]);
  });

  test("begins an interrupted job again at the next start", { timeout: 180_000 }, async () => {
    const id = await create(renditionsJob({ to: "again/clip" }));
    await until(() =>
      expect(details().some(({ jobId, status }) => jobId === id && status === "INPUT_INFORMATION")).toBe(
        true,
      ),
    );
    await stop();
    expect(details().some(({ status }) => status === "COMPLETE")).toBe(false);
    await start();
    expect((await finalEvent(id)).status).toBe("COMPLETE");
    expect(await s3.s3.objects.list("media", "again/")).toHaveLength(4);
  });

  test("announces a finished job after a restart when the bus was not there", {
    timeout: 180_000,
  }, async () => {
    await stop();
    let refused = 0;
    const complete = ({ detail }: BusEvent): boolean => (detail as Detail).status === "COMPLETE";
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    await start(async (event) => {
      if (!complete(event)) return;
      refused++;
      throw new Error("the bus is not there");
    });
    const id = await create(previewJob({ to: "late/clip" }));
    await until(() => expect(refused).toBeGreaterThan(0));
    await stop();
    await start();
    expect((await finalEvent(id)).status).toBe("COMPLETE");
    expect(details().map(({ status }) => status)).toEqual(["COMPLETE"]);
    vi.restoreAllMocks();
  });

  test("ends the ffmpeg of a run that was killed, and only that", { timeout: 180_000 }, async () => {
    await stop();
    const work = join(dir, "work", "1-orphan");
    const { spawn } = await import("node:child_process");
    const orphan = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", work], { stdio: "ignore" });
    const bystander = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    const ended = new Promise((resolve) => orphan.once("exit", (_, signal) => resolve(signal)));
    const { mkdir } = await import("node:fs/promises");
    await mkdir(work, { recursive: true });
    await mkdir(`${work}-2`, { recursive: true });
    await writeFile(join(work, "ffmpeg.pid"), String(orphan.pid));
    await writeFile(join(`${work}-2`, "ffmpeg.pid"), String(bystander.pid));
    await start();
    expect(await ended).toBe("SIGKILL");
    expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    bystander.kill("SIGKILL");
  });
});

const film = process.env.SAMPLE_FILM;
test.skipIf(film === undefined)("a real film is transcoded and probed", { timeout: 300_000 }, async () => {
  await s3.s3.objects.put("media", "raw/film.webm", await readFile(film ?? ""), {
    "content-type": "video/webm",
  });
  const probe = await client.send(
    new ProbeCommand({ InputFiles: [{ FileUrl: "s3://media/raw/film.webm" }] }),
  );
  expect(probe.ProbeResults?.[0]?.Container?.Format).toBe("webm");
  const detail = await finalEvent(
    await create(renditionsJob({ input: "s3://media/raw/film.webm", to: "film/clip" })),
  );
  expect(detail.status).toBe("COMPLETE");
  const { format } = await probeOutput("film/clip_720p.mp4");
  expect(Number(format.duration)).toBeCloseTo(probe.ProbeResults?.[0]?.Container?.Duration ?? 0, 0);
});

test("an operation that is not hosted is refused by name", async () => {
  await expect(client.send(new ListQueuesCommand({}))).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: expect.stringContaining("/2017-08-29/queues"),
  });
});

test("a missing ffmpeg is named with its package and platform", () => {
  const missing = (): never => {
    throw new Error("Cannot find module");
  };
  expect(() => findBinaries(missing)).toThrow(`@ffmpeg-installer/${process.platform}-${process.arch}`);
});
