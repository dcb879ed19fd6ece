import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ChecksumAlgorithm } from "./checksums.ts";
import { syncFolder, writeFileDurably } from "./durable-file.ts";
import type { ObjectAttributes } from "./object-record.ts";

/** A multipart upload between create and complete or abort. */
export interface Upload {
  readonly id: string;
  readonly key: string;
  /** Milliseconds since the epoch. */
  readonly initiated: number;
  readonly attributes: ObjectAttributes;
  readonly keyArn?: string;
  readonly checksum?: { readonly algorithm: ChecksumAlgorithm; readonly type: "FULL_OBJECT" | "COMPOSITE" };
}

export interface UploadPart {
  readonly number: number;
  readonly blob: string;
  readonly size: number;
  readonly etag: string;
  readonly lastModified: number;
  readonly checksum?: string;
}

/** Uploads of a bucket, one folder each; every call resolves when its effect is durable. */
export interface Uploads {
  create(upload: Omit<Upload, "id">): Promise<Upload>;
  find(key: string, id: string): Upload | undefined;
  /** Sorted by key, then by time. */
  all(): readonly Upload[];
  /** In ascending order. */
  parts(id: string): readonly UploadPart[];
  /** Returns the part that was replaced; undefined when the upload ended meanwhile: `part` is then not kept. */
  addPart(id: string, part: UploadPart): Promise<{ readonly replaced?: UploadPart } | undefined>;
  remove(id: string): Promise<readonly UploadPart[]>;
}

export async function openUploads(folder: string): Promise<Uploads> {
  await mkdir(folder, { recursive: true });
  const uploads = new Map<string, { upload: Upload; parts: Map<number, UploadPart> }>();

  for (const id of await readdir(folder)) {
    const inside = await readdir(join(folder, id));
    if (!inside.includes("upload.json")) {
      await rm(join(folder, id), { recursive: true, force: true });
      continue;
    }
    const upload: Upload = JSON.parse(await readFile(join(folder, id, "upload.json"), "utf8"));
    const parts = new Map<number, UploadPart>();
    for (const name of inside.filter((file) => /^part-\d+\.json$/.test(file))) {
      const part: UploadPart = JSON.parse(await readFile(join(folder, id, name), "utf8"));
      parts.set(part.number, part);
    }
    uploads.set(id, { upload, parts });
  }

  return {
    async create(fields) {
      const upload: Upload = { ...fields, id: randomBytes(24).toString("base64url") };
      await mkdir(join(folder, upload.id));
      await writeFileDurably(join(folder, upload.id, "upload.json"), JSON.stringify(upload));
      await syncFolder(folder);
      uploads.set(upload.id, { upload, parts: new Map() });
      return upload;
    },
    find(key, id) {
      const found = uploads.get(id)?.upload;
      return found?.key === key ? found : undefined;
    },
    all: () =>
      [...uploads.values()]
        .map(({ upload }) => upload)
        .sort((a, b) => (a.key === b.key ? a.initiated - b.initiated : a.key < b.key ? -1 : 1)),
    parts: (id) => [...(uploads.get(id)?.parts.values() ?? [])].sort((a, b) => a.number - b.number),
    async addPart(id, part) {
      // A folder that was removed by complete or abort makes this fail, which is what keeps a late part out.
      const kept = uploads.get(id);
      if (!kept) return undefined;
      const file = join(folder, id, `part-${part.number}.json`);
      await writeFileDurably(file, JSON.stringify(part)).catch((error: unknown) => {
        if (uploads.has(id)) throw error;
      });
      if (!uploads.has(id)) return undefined;
      const replaced = kept.parts.get(part.number);
      kept.parts.set(part.number, part);
      return replaced ? { replaced } : {};
    },
    async remove(id) {
      const parts = [...(uploads.get(id)?.parts.values() ?? [])];
      if (!uploads.delete(id)) return [];
      // Renamed first: a crash within the removal must not leave an upload that lost some of its parts.
      const gone = join(folder, `${id}.gone`);
      await rename(join(folder, id), gone);
      await rm(join(gone, "upload.json"), { force: true });
      await syncFolder(folder);
      await rm(gone, { recursive: true, force: true });
      return parts;
    },
  };
}
