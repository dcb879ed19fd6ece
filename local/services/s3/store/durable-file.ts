import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** Makes a rename or unlink in `folder` durable. Windows has no such call and does not need it. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces `file` by `content` so that a crash leaves either the old or the new content; resolves when on disk. */
export async function writeFileDurably(file: string, content: string): Promise<void> {
  const temporary = `${file}.${randomBytes(6).toString("hex")}.new`;
  let handle: FileHandle | undefined;
  try {
    handle = await open(temporary, "w");
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle?.close();
  }
  await rename(temporary, file);
  await syncFolder(dirname(file));
}

/** Removes `file` if it is there; resolves when the removal is on disk. */
export async function removeFileDurably(file: string): Promise<void> {
  await rm(file, { force: true });
  await syncFolder(dirname(file));
}
