import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import type { Material } from "./main-job.ts";

const SAMPLES = resolve(import.meta.dirname, "../../../shared/samples");

/** The real samples where they lie beside the project; else a small file and a generated film of our own. */
export async function material(dir = mkdtempSync(join(tmpdir(), "invito-material-"))): Promise<Material> {
  const video = join(SAMPLES, "big-buck-bunny-30s.webm");
  if (existsSync(video)) return { csv: join(SAMPLES, "hcps.csv"), video, videoSeconds: 30, real: true };
  return { csv: writeCsv(dir), video: makeFilm(dir), videoSeconds: 20, real: false };
}

function writeCsv(dir: string): string {
  const header =
    "external_id,npi,title,first_name,last_name,specialty,taxonomy_code,kind,institution,country,region,city,time_zone,language,email,mobile,formulary_status,territory";
  const rows = [
    "HCP-1,,Dr.,Orla,Brennan,Cardiology,207RC0000X,community,Harbour Practice,GB,ENG,Leeds,Europe/London,en-GB,orla.brennan@example.com,+447700900001,covered,GB-01",
    "HCP-2,,Dr.,Séan,O'Dowd,Cardiology,207RC0000X,academic,North Clinic,GB,ENG,Leeds,Europe/London,en-GB,sean.odowd@example.com,+447700900002,covered,GB-01",
    "HCP-3,,Dr.,Bad,Zone,Cardiology,207RC0000X,community,Clinic,DE,BY,München,Europe/Munich,de-DE,bad.zone@example.com,+4915550999001,covered,DE-01",
  ];
  const file = join(dir, "hcps.csv");
  writeFileSync(file, `${[header, ...rows].join("\n")}\n`);
  return file;
}

function makeFilm(dir: string): string {
  const file = join(dir, "film.webm");
  const made = spawnSync(ffmpeg.path, [
    ...[
      "-f",
      "lavfi",
      "-i",
      "testsrc2=size=1280x720:rate=24:duration=20",
      "-f",
      "lavfi",
      "-i",
      "sine=duration=20",
    ],
    ...[
      "-c:v",
      "libvpx",
      "-b:v",
      "1M",
      "-deadline",
      "realtime",
      "-cpu-used",
      "8",
      "-c:a",
      "libvorbis",
      "-y",
      file,
    ],
  ]);
  if (made.status !== 0) throw new Error(`ffmpeg made no film: ${made.stderr}`);
  return file;
}
