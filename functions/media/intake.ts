import { type AssetIn, DOCUMENT_TYPE } from "../../shared/model/asset.ts";
import type { AssetId } from "../../shared/model/ids.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import { sha256 } from "../runtime/hash.ts";
import type { Signal } from "./asset-state.ts";
import { changeAsset } from "./change-asset.ts";
import { documentKey, originalKey } from "./encoding-plan.ts";
import { judgeDocument } from "./judge-document.ts";
import { judgeOriginal } from "./judge-original.ts";
import { type PipelineDeps, startJobs } from "./next-step.ts";
import { findAsset } from "./store.ts";

/** A slow line may take hours; after a day nobody is uploading any more. */
const UPLOAD_PATIENCE_MS = DAY;

/**
 * Takes in an upload: looks whether it is there, hashes and judges it, starts the conversion of a film. The storage
 * event, the browser's call and the reconciler all come here, in any order and number.
 */
export async function takeIn(deps: PipelineDeps, assetId: AssetId, now: Instant): Promise<void> {
  let asset = await findAsset(deps, assetId);
  if (asset?.state === "awaiting_upload" || asset?.state === "uploaded") {
    const object = await deps.files.head(originalKey(assetId));
    if (object !== undefined) {
      const signal = { kind: "original_found", size: object.bytes, etag: object.etag } as const;
      asset = await changeAsset(deps, assetId, signal, now);
    } else if (now - Date.parse(asset.createdAt) > UPLOAD_PATIENCE_MS) {
      asset = await changeAsset(deps, assetId, { kind: "upload_missing" }, now);
    }
  }
  if (asset?.state === "probing") {
    const judge = asset.kind === "document" ? judgedDocument : judgedFilm;
    asset = await changeAsset(deps, assetId, await judge(deps, asset), now);
  }
  await startJobs(deps, asset, now);
}

/** The bytes that were judged are the ones that are served: they are written, not copied once more. */
async function judgedDocument(deps: PipelineDeps, asset: AssetIn<"probing">): Promise<Signal> {
  const { key, etag } = asset.original;
  const bytes = await deps.files.read(key, etag);
  if (bytes === undefined) return { kind: "rejected", reason: "changed_after_upload" };
  const judgement = judgeDocument(bytes);
  if (judgement.kind === "rejected") return judgement;
  const to = documentKey(asset.assetId);
  await deps.files.write(to, bytes, {
    contentType: DOCUMENT_TYPE,
    contentDisposition: 'inline; filename="document.pdf"',
  });
  const { pages } = judgement;
  return {
    kind: "document_accepted",
    etag,
    file: { key: to, bytes: bytes.byteLength, sha256: sha256(bytes) },
    ...(pages === undefined ? {} : { pages }),
  };
}

async function judgedFilm(deps: PipelineDeps, asset: AssetIn<"probing">): Promise<Signal> {
  const { key, etag } = asset.original;
  const judgement = judgeOriginal(await deps.transcoder.probe(key));
  if (judgement.kind === "rejected") return judgement;
  const digest = await deps.files.digest(key, etag);
  if (digest === undefined) return { kind: "rejected", reason: "changed_after_upload" };
  return { kind: "accepted", etag, sha256: digest.sha256, source: judgement.source };
}
