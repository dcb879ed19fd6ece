import type { ReadyDocument, ReadyFilm } from "../../shared/model/asset.ts";
import { AssetId, type Sha256, UserId } from "../../shared/model/ids.ts";
import { type Instant, instantText } from "../../shared/model/time.ts";
import { newId } from "../runtime/ids.ts";

const hash = (digit: string) => digit.repeat(64) as Sha256;

/** A finished document for tests, as the pipeline would leave it. */
export function readyDocument(now: Instant, fields: Partial<ReadyDocument> = {}): ReadyDocument {
  const { assetId, previewName, createdBy, createdAt, heardAt, original } = readyAsset(now);
  return {
    state: "ready",
    kind: "document",
    assetId,
    rev: 1,
    fileName: "card.pdf",
    contentType: "application/pdf",
    previewName,
    createdBy,
    createdAt,
    heardAt,
    original,
    file: { key: `renditions/${assetId}/document.pdf`, bytes: 900, sha256: hash("1") },
    pages: 2,
    bytesSha256: hash("d"),
    uses: 0,
    ...fields,
  };
}

/** A finished film for tests, as the pipeline would leave it. */
export function readyAsset(now: Instant, fields: Partial<ReadyFilm> = {}): ReadyFilm {
  const assetId = AssetId.parse(newId("ast", now));
  return {
    state: "ready",
    kind: "film",
    assetId,
    rev: 1,
    fileName: "film.mp4",
    contentType: "video/mp4",
    previewName: "p".repeat(32),
    createdBy: UserId.parse("u-marketer"),
    createdAt: instantText(now),
    heardAt: instantText(now),
    original: { key: `originals/${assetId}/source`, size: 900, etag: "e1", sha256: hash("1") },
    renditions: [
      {
        name: "720p",
        key: `renditions/${assetId}/1/clip_720p.mp4`,
        width: 1280,
        height: 720,
        bytes: 600,
        sha256: hash("2"),
      },
      {
        name: "360p",
        key: `renditions/${assetId}/1/clip_360p.mp4`,
        width: 640,
        height: 360,
        bytes: 300,
        sha256: hash("3"),
      },
    ],
    poster: { key: `renditions/${assetId}/1/clip_poster.0000001.jpg`, bytes: 20, sha256: hash("4") },
    preview: { kind: "gif", key: `previews/${"p".repeat(32)}.gif`, bytes: 200, sha256: hash("5") },
    durationSeconds: 30,
    bytesSha256: hash("a"),
    uses: 0,
    ...fields,
  };
}
