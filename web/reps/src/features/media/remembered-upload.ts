/** An upload under way, so that it can go on after the page was closed. The file itself has to be chosen again. */
export interface RememberedUpload {
  readonly assetId: string;
  readonly name: string;
  readonly size: number;
  readonly modified: number;
}

const KEY = "invito.upload";

/** What a file is known by again: a browser gives no path. */
export function isSameFile(upload: RememberedUpload, file: File): boolean {
  return upload.name === file.name && upload.size === file.size && upload.modified === file.lastModified;
}

/** The upload under way of this browser, if there is one. */
export function rememberedUpload(storage: Storage = localStorage): RememberedUpload | undefined {
  try {
    const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "null");
    if (kept === null || typeof kept !== "object") return undefined;
    const { assetId, name, size, modified } = kept as Record<string, unknown>;
    return typeof assetId === "string" &&
      typeof name === "string" &&
      typeof size === "number" &&
      typeof modified === "number"
      ? { assetId, name, size, modified }
      : undefined;
  } catch {
    // a browser that keeps nothing, or something else under our name
    return undefined;
  }
}

/** Remembers an upload, or forgets it with undefined. */
export function rememberUpload(upload: RememberedUpload | undefined, storage: Storage = localStorage): void {
  try {
    if (upload === undefined) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify(upload));
  } catch {
    // going on after a reload is a comfort; the upload itself does not need it
  }
}
