import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { copyFile, link, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import type { ByteRange } from "../wire/byte-range.ts";
import { type ChecksumAlgorithm, startChecksum } from "./checksums.ts";
import { syncFolder } from "./durable-file.ts";

/** Bytes on disk and what was computed while they passed. */
export interface Blob {
  readonly id: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly md5: string;
  readonly sha256?: string;
  /** Base64, for each algorithm that was asked for. */
  readonly checksums: Readonly<Partial<Record<ChecksumAlgorithm, string>>>;
}

/** A bucket's bytes: immutable files under random names, which records refer to. */
export interface Blobs {
  /**
   * Streams `source` to disk; resolves when the bytes are durable. Nothing is kept when the source fails.
   * `sha256` asks for the hex hash of the payload that a signature covers.
   */
  write(
    source: AsyncIterable<Buffer>,
    ask: { checksums: readonly ChecksumAlgorithm[]; sha256?: boolean },
  ): Promise<Blob>;
  /** The file is open when this resolves, so that a later removal does not cut the stream off. */
  read(id: string, range?: ByteRange): Promise<Readable>;
  /** A private file with the same bytes: a hard link where the disk allows it. */
  materialize(id: string, file: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes what no record refers to: half-written uploads and blobs of a commit that never happened. */
  sweep(referenced: ReadonlySet<string>): Promise<void>;
}

/** Opens the blobs kept in `folder`, which is created when missing. */
export async function openBlobs(folder: string): Promise<Blobs> {
  await mkdir(folder, { recursive: true });
  const path = (id: string): string => join(folder, id);
  return {
    async write(source, ask) {
      const id = randomBytes(16).toString("hex");
      const md5 = createHash("md5");
      const sha256 = ask.sha256 ? createHash("sha256") : undefined;
      const checksums = ask.checksums.map((algorithm) => ({ algorithm, running: startChecksum(algorithm) }));
      let size = 0;
      const handle = await open(path(id), "wx");
      try {
        for await (const chunk of source) {
          size += chunk.length;
          md5.update(chunk);
          sha256?.update(chunk);
          for (const { running } of checksums) running.update(chunk);
          for (let written = 0; written < chunk.length; ) {
            written += (await handle.write(chunk, written, chunk.length - written)).bytesWritten;
          }
        }
        await handle.sync();
        await handle.close();
        await syncFolder(folder);
      } catch (error) {
        await handle.close().catch(() => undefined);
        await rm(path(id), { force: true });
        throw error;
      }
      return {
        id,
        size,
        md5: md5.digest("hex"),
        ...(sha256 ? { sha256: sha256.digest("hex") } : {}),
        checksums: Object.fromEntries(
          checksums.map(({ algorithm, running }) => [algorithm, running.digest()]),
        ),
      };
    },
    async read(id, range) {
      const handle = await open(path(id), "r");
      // 256 KiB chunks: a quarter of the calls of the default, and still little memory per reader.
      return createReadStream("", { fd: handle, highWaterMark: 262_144, ...range });
    },
    async materialize(id, file) {
      await link(path(id), file).catch(() => copyFile(path(id), file));
    },
    remove: (id) => rm(path(id), { force: true }),
    async sweep(referenced) {
      for (const name of await readdir(folder))
        if (!referenced.has(name)) await rm(path(name), { force: true });
    },
  };
}
