import { spawnSync } from "node:child_process";
import { createWriteStream, linkSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { JobOrder } from "../../functions/media/job-request.ts";
import { renditionsJob } from "../../functions/media/renditions-job.ts";
import { findBinaries } from "../../local/services/mediaconvert/binaries.ts";
import { parseCreateJob } from "../../local/services/mediaconvert/job-settings.ts";
import type { MediaObjects } from "../../local/services/mediaconvert/media-objects.ts";
import { transcodeJob } from "../../local/services/mediaconvert/transcode-job.ts";
import { AssetId } from "../../shared/model/ids.ts";
import { type Figure, type FigureResult, interleaved, median, medianRatio, rounded } from "./figure.ts";

const ROUNDS = 5;
const SECONDS = 8;

/** The local converter's job for renditions and poster against one ffmpeg call, written by hand, for the same files. */
async function transcode(): Promise<FigureResult[]> {
  const binaries = findBinaries();
  const dir = mkdtempSync(join(tmpdir(), "transcode-"));
  try {
    const film = join(dir, "film.mp4");
    const card = `testsrc2=size=1280x720:rate=24:duration=${SECONDS}`;
    const made = ["-f", "lavfi", "-i", card, "-f", "lavfi", "-i", `sine=duration=${SECONDS}`];
    run(binaries.ffmpeg, [...made, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac", "-y", film]);
    const job = parseCreateJob(wireForm(renditionsJob(ORDER)));
    const place = { binaries, objects: objectsOf(film, dir) };
    let round = 0;
    const throughJob = async () => {
      const signal = new AbortController().signal;
      const begun = performance.now();
      const outputs = await transcodeJob(job, join(dir, `job-${round++}`), place, {
        signal,
        onInput: async () => undefined,
        onProgress: () => undefined,
      });
      if (outputs.length !== 3) throw new Error(`the job made ${outputs.length} files`);
      return performance.now() - begun;
    };
    const byHand = () => {
      const begun = performance.now();
      run(binaries.ffmpeg, ["-nostdin", "-v", "error", "-y", "-i", film, ...HAND_WRITTEN(dir)]);
      return performance.now() - begun;
    };
    await throughJob();
    const samples = await interleaved({ job: throughJob, hand: byHand }, ROUNDS);
    const [taken = [], least = []] = [samples["job"], samples["hand"]];
    return [
      {
        name: "transcode",
        value: rounded(median(taken) / 1000),
        unit: "s",
        floor: rounded(median(least) / 1000),
        ratio: rounded(medianRatio(taken, least)),
        details: { rounds: ROUNDS, filmSeconds: SECONDS, outputs: "720p, 360p, poster", goal: 1.25 },
      },
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** One decode, 720p and 360p at the job's quality and rates, and the poster. */
const HAND_WRITTEN = (dir: string): string[] => {
  const h264 = (peak: number) => [
    ...["-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-maxrate", String(peak), "-bufsize"],
    ...[String(2 * peak), "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "96000", "-movflags", "+faststart"],
  ];
  const graph =
    "[0:v]split=3[a][b][c];[a]scale=1280:720[big];[b]scale=640:360[small];[c]select=eq(n\\,0),scale=640:360[poster]";
  return [
    ...["-filter_complex", graph],
    ...["-map", "[big]", "-map", "0:a", ...h264(3_000_000), join(dir, "720p.mp4")],
    ...["-map", "[small]", "-map", "0:a", ...h264(1_000_000), join(dir, "360p.mp4")],
    ...["-map", "[poster]", "-frames:v", "1", "-q:v", "5", join(dir, "poster.jpg")],
  ];
};

const ORDER: JobOrder = {
  bucket: "media",
  roleArn: "arn:aws:iam::111111111111:role/mc",
  assetId: AssetId.parse("ast_01JD0000000000000000000000"),
  attempt: 1,
  source: {
    width: 1280,
    height: 720,
    framesPerSecond: 24,
    durationMs: SECONDS * 1000,
    audio: true,
    hdr: false,
  },
};

/** The bucket as files: the input is linked, outputs are written away. */
function objectsOf(film: string, dir: string): MediaObjects {
  let written = 0;
  const objects: MediaObjects = {
    as: () => objects,
    head: async () => undefined,
    materialize: async (_bucket, _key, file) => {
      linkSync(film, file);
      return true;
    },
    put: (_bucket, _key, body) =>
      pipeline(Readable.from(body), createWriteStream(join(dir, `object-${written++ % 3}`))),
  };
  return objects;
}

/** The SDK's names begin with a capital letter, the wire's do not. */
function wireForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(wireForm);
  if (value === null || typeof value !== "object") return value;
  const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [/^[A-Z]\w*$/.test(name) ? lower(name) : name, wireForm(one)]),
  );
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`ffmpeg ended with ${status}: ${stderr}`);
}

export const transcodeFigures: readonly Figure[] = [
  { name: "transcode", what: "the local converter's job against one direct ffmpeg call", measure: transcode },
];
