import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Instant } from "../../shared/model/time.ts";
import { type Call, forEach, postFile, type Ticket, until } from "./callers.ts";
import { demoUserOf } from "./demo-users.ts";
import { DOCUMENTS, type DocumentName, makeDocument } from "./documents/documents.ts";
import { lengthOf, makeFilm } from "./films/film.ts";
import { FILMS, type FilmName } from "./films/films.ts";
import { PAPERS, type PaperName, PIECES, type PieceName, textOf } from "./pieces.ts";

/** Which rep holds which territories of the demo data. */
const TERRITORIES = [
  { username: "ana", territories: ["IE-01", "GB-01"] },
  { username: "ben", territories: ["DE-01", "FR-01"] },
] as const;
const HELD_SINCE = "2026-01-01T00:00:00.000Z";

type As = (roleOrName: string) => Call;

/** Who is in the demo data: the id and the mail address by external id. The API shows addresses only in part. */
export type People = ReadonlyMap<
  string,
  { readonly hcpId: string; readonly email: string; readonly mobile: string }
>;

/** Imports the demo company's people and gives them to its two reps. */
export async function bringPeopleIn(as: As): Promise<People> {
  const admin = as("admin");
  const csv = await readFile(resolve(import.meta.dirname, "hcps.csv"), "utf8");
  const { importId, upload } = await admin<{ importId: string; upload: Ticket }>("POST", "/api/imports", {
    fileName: "hcps.csv",
  });
  await postFile(upload, new Blob([csv], { type: "text/csv" }));
  await until("the import of the demo people", async () => {
    const job = await admin<{ state: string; failure?: string }>("GET", `/api/imports/${importId}`);
    if (job.state === "failed") throw new Error(job.failure);
    return job.state === "done" ? job : undefined;
  });
  for (const { username, territories } of TERRITORIES) {
    for (const territory of territories) {
      const path = `/api/territories/${territory}/reps/${demoUserOf(username)?.sub}`;
      await admin("PUT", path, { from: HELD_SINCE });
    }
  }
  const addresses = new Map(
    csv
      .trim()
      .split("\n")
      .map((line) => line.split(","))
      .map((row) => [row[0] ?? "", row]),
  );
  const people = new Map<string, { hcpId: string; email: string; mobile: string }>();
  for (const { username } of TERRITORIES) {
    const { items } = await as(username)<{ items: { hcpId: string; externalId: string }[] }>(
      "GET",
      "/api/hcps?limit=100",
    );
    for (const { hcpId, externalId } of items) {
      const row = addresses.get(externalId);
      people.set(externalId, { hcpId, email: row?.[14] ?? "", mobile: row?.[15] ?? "" });
    }
  }
  return people;
}

/** Version ids by piece. */
export type Versions = ReadonlyMap<PieceName | PaperName, string>;

/**
 * Draws the films and writes the documents, lets the house prepare them as it prepares every upload, and brings each piece as far as it goes.
 * @param expiresAt when the piece that expires does so
 */
export async function publishPieces(as: As, expiresAt: Instant): Promise<Versions> {
  const marketer = as("marketer");
  const assets = new Map<FilmName | DocumentName, string>();
  await forEach(
    Object.keys(FILMS) as FilmName[],
    async (name) => assets.set(name, await uploadFilm(marketer, name)),
    2,
  );
  for (const name of Object.keys(DOCUMENTS) as DocumentName[]) {
    const document = DOCUMENTS[name];
    assets.set(name, await uploadFile(marketer, `${document.name}.pdf`, makeDocument(document)));
  }
  const versions = new Map<PieceName | PaperName, string>();
  const all = { ...PIECES, ...PAPERS };
  for (const name of Object.keys(all) as (PieceName | PaperName)[]) {
    const piece = all[name];
    const expiry = piece.fate === "expires" ? new Date(expiresAt).toISOString() : undefined;
    const source = "film" in piece ? piece.film : piece.document;
    const text = textOf(piece, assets.get(source) ?? "", expiry);
    const { versionId } = await marketer<{ versionId: string }>("POST", "/api/content", text);
    versions.set(name, versionId);
    if (piece.fate === "draft") continue;
    const { bytesSha256 } = await marketer<{ bytesSha256: string }>(
      "POST",
      `/api/versions/${versionId}/submit`,
    );
    if (piece.fate === "in_review") continue;
    await as("reviewer")("POST", `/api/versions/${versionId}/approve`, {
      sha256: bytesSha256,
      meaning: `I approve this material as medically accurate for ${piece.country}`,
    });
  }
  return versions;
}

async function uploadFilm(marketer: Call, name: FilmName): Promise<string> {
  const film = FILMS[name];
  return uploadFile(marketer, `${film.name}-${lengthOf(film)}s.mp4`, await makeFilm(film));
}

async function uploadFile(marketer: Call, fileName: string, file: Blob): Promise<string> {
  const { assetId, upload } = await marketer<{ assetId: string; upload: Ticket }>("POST", "/api/assets", {
    fileName,
    contentType: file.type,
    bytes: file.size,
  });
  await postFile(upload, file);
  await marketer("POST", `/api/assets/${assetId}/complete`);
  await until(`the file ${fileName}`, async () => {
    const asset = await marketer<{ state: string; failure?: { detail: string } }>(
      "GET",
      `/api/assets/${assetId}`,
    );
    if (asset.state === "failed") throw new Error(asset.failure?.detail);
    return asset.state === "ready" ? asset : undefined;
  });
  return assetId;
}
