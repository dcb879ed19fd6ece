import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import type { Role } from "../../shared/model/roles.ts";
import type { House } from "../journeys/house.ts";
import { until } from "../journeys/house.ts";

/** Tuesday, 10:00 in London: inside every window for hours to come, so that the gate allows. */
export const START = "2026-11-24T10:00:00Z";
export const TERRITORY = "GB-01";
const ROLES: readonly Role[] = ["rep", "admin", "marketer", "reviewer"];

export interface Setting {
  readonly film: Uint8Array;
  /** Approved versions of one film. */
  readonly versionIds: readonly string[];
}

/** A form that S3 takes, posted with a file. @throws Error with the status when it was not taken */
export async function postForm(
  ticket: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  bytes: Uint8Array,
  type: string,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(bytes)], { type }));
  const answer = await fetch(ticket.url, { method: "POST", body: form });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`S3 answered ${answer.status}`);
}

/** Aligns the rep, brings a film through encoding and makes approved versions of it. Nothing is hurt yet. */
export async function prepare(house: House, dataDir: string, versions: number): Promise<Setting> {
  for (const role of ROLES) await house.userId(role);
  const userId = await house.userId("rep");
  await house.as("admin").call("alignRep", {
    params: { territory: TERRITORY, userId } as never,
    body: { from: "2026-11-01T00:00:00.000Z" },
  });
  const film = makeFilm(dataDir);
  const marketer = house.as("marketer");
  const { assetId, upload } = await marketer.call("startUpload", {
    body: { fileName: "film.webm", contentType: "video/webm", bytes: film.length },
  });
  await postForm(upload, film, "video/webm");
  await marketer.call("completeUpload", { params: { assetId } });
  await until("the renditions", async () => {
    const asset = await marketer.call("readAsset", { params: { assetId } });
    return asset.state === "ready" ? asset : undefined;
  });
  const versionIds: string[] = [];
  for (let number = 1; number <= versions; number++) {
    const draft = await marketer.call("createContent", {
      body: {
        product: "Cardivex",
        title: `Chapter ${number}`,
        safetyText: "Do not use in severe hepatic impairment.",
        assetId,
        countries: ["GB"],
        language: "en-GB",
        channels: ["email", "space"],
      } as never,
    });
    const params = { versionId: draft.versionId };
    const submitted = await marketer.call("submitVersion", { params });
    await house.as("reviewer").call("approveVersion", {
      params,
      body: { sha256: submitted.bytesSha256 as never, meaning: "I approve this material for GB" },
    });
    versionIds.push(draft.versionId);
  }
  return { film, versionIds };
}

/** Two seconds of a test picture. */
function makeFilm(dir: string): Uint8Array {
  const file = join(dir, "film.webm");
  const source = ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=12:duration=2"];
  const target = ["-c:v", "libvpx", "-b:v", "200k", "-deadline", "realtime", "-cpu-used", "8", "-y", file];
  const made = spawnSync(ffmpeg.path, [...source, ...target]);
  if (made.status !== 0) throw new Error(`ffmpeg made no film: ${made.stderr}`);
  return readFileSync(file);
}
