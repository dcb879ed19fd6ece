import type { Client } from "../../../../client/client.ts";

/** Files that this window sent, so that refused rows can be given back as they were. */
const sent = new Map<string, File>();

/** The file of an import, when this window sent it. */
export function fileOfImport(importId: string): File | undefined {
  return sent.get(importId);
}

/**
 * Starts an import and posts its file to the storage.
 * @returns the import's id @throws when the storage did not take it
 */
export async function sendImport(
  client: Client,
  file: File,
  onSent: (share: number) => void,
): Promise<string> {
  const { importId, upload } = await client.call("startImport", { body: { fileName: file.name } });
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append("file", file);
  await new Promise<void>((done, fail) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.onload = () =>
      request.status < 300 ? done() : fail(new Error(`the storage answered ${request.status}`));
    request.onerror = () => fail(new TypeError("the line was lost"));
    request.open("POST", upload.url);
    request.send(form);
  });
  sent.set(importId, file);
  return importId;
}
