import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ffmpeg from "@ffmpeg-installer/ffmpeg";
import { type House, until } from "./house.ts";
import { upload } from "./upload.ts";

/** Sources of generated films, in ffmpeg's words: a test card, noise that no GIF compresses, and sound alone. */
const SOURCES = {
  card: ["-f", "lavfi", "-i", "testsrc2=size=320x180:rate=12:duration=2"],
  noise: ["-f", "lavfi", "-i", "color=gray:size=360x360:rate=10:duration=3,noise=alls=100:allf=t+u"],
  sound: ["-f", "lavfi", "-i", "sine=duration=2"],
} as const;

/** A small WebM file, made on the spot. */
export function film(source: keyof typeof SOURCES = "card"): Blob {
  const dir = mkdtempSync(join(tmpdir(), "invito-film-"));
  const file = join(dir, "film.webm");
  const codecs = ["-c:v", "libvpx", "-b:v", "8M", "-deadline", "realtime", "-cpu-used", "8"];
  const made = spawnSync(ffmpeg.path, [...SOURCES[source], ...codecs, "-c:a", "libvorbis", "-y", file]);
  if (made.status !== 0) throw new Error(`ffmpeg made no film: ${made.stderr}`);
  const bytes = readFileSync(file);
  rmSync(dir, { recursive: true });
  return new Blob([bytes], { type: "video/webm" });
}

/** Uploads a file as a film and waits until the asset is ready or failed. */
export async function uploadFilm(house: House, file: Blob) {
  const assetId = await sendFilm(house, file);
  return settledAsset(house, assetId);
}

/** Uploads a file as a film; the asset is on its way then. */
export async function sendFilm(house: House, file: Blob): Promise<string> {
  const { assetId, upload: ticket } = await house.as("marketer").call("startUpload", {
    body: { fileName: "film.webm", contentType: "video/webm", bytes: Math.max(1, file.size) },
  });
  await upload(ticket, file);
  return assetId;
}

/** Seconds that preparing a film may take: it is the processor's work, and others may be at it. */
const PREPARED_WITHIN = 110;

/** Waits for the end of an asset's preparation. */
export function settledAsset(house: House, assetId: string) {
  const ended = async () => {
    const asset = await house.as("marketer").call("readAsset", { params: { assetId } });
    return asset.state === "ready" || asset.state === "failed" ? asset : undefined;
  };
  return until(`the end of ${assetId}`, ended, PREPARED_WITHIN);
}

/** What a marketer writes about a film, for tests of content. */
export function textAbout(assetId: string, change: { country?: "GB" | "FR"; title?: string } = {}) {
  const country = change.country ?? "GB";
  return {
    product: "Cardivex",
    title: change.title ?? "How to start",
    safetyText: "Do not use in severe hepatic impairment. The most common side effect is dizziness.",
    assetId,
    countries: [country],
    language: country === "GB" ? "en-GB" : "fr-FR",
    channels: ["email" as const, "sms" as const, "space" as const],
  };
}

/** By house: preparing a film computes for seconds, and no test but those of media minds whose bytes it shows. */
const cards = new Map<string, Promise<string>>();

/** The asset of a small film that is ready, the same one for all who ask in a house. */
function cardIn(house: House): Promise<string> {
  const known = cards.get(house.address.app);
  if (known !== undefined) return known;
  const made = uploadFilm(house, film()).then(({ assetId }) => assetId);
  cards.set(house.address.app, made);
  // the next one tries again
  made.catch(() => cards.delete(house.address.app));
  return made;
}

/** A film that is approved for a country. @param assetId one that is ready; a small one otherwise */
export async function publish(
  house: House,
  change: { assetId?: string; country?: "GB" | "FR"; title?: string } = {},
) {
  const assetId = change.assetId ?? (await cardIn(house));
  const { versionId } = await house
    .as("marketer")
    .call("createContent", { body: textAbout(assetId, change) });
  const submitted = await house.as("marketer").call("submitVersion", { params: { versionId } });
  await house.as("reviewer").call("approveVersion", {
    params: { versionId },
    body: { sha256: submitted.bytesSha256 ?? "", meaning: "I approve this material as medically accurate" },
  });
  return { assetId, versionId, contentId: submitted.contentId };
}

/** Puts these versions into an HCP's space, in place of what was there. */
export async function arrange(house: House, hcpId: string, versionIds: readonly string[]): Promise<void> {
  const params = { hcpId };
  const { rev } = await house.as("rep").call("readSpace", { params });
  const items = versionIds.map((versionId) => ({ versionId }));
  await house.as("rep").call("arrangeSpace", { params, body: { items, rev } });
}
