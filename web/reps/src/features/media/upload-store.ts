import { useSyncExternalStore } from "react";
import type { CallOutput, Client } from "../../../../client/client.ts";
import { mayPass, putPart, rest } from "./put-part.ts";
import { isSameFile, rememberedUpload, rememberUpload } from "./remembered-upload.ts";
import { sendParts } from "./send-parts.ts";

/** The one upload of this window. It goes on while other screens are looked at. */
export type Upload =
  | { readonly step: "none" }
  /** The other side is being asked. */
  | { readonly step: "starting"; readonly name: string; readonly bytes: number }
  | {
      readonly step: "sending";
      readonly assetId: string;
      readonly name: string;
      readonly bytes: number;
      readonly sent: number;
      readonly waiting: boolean;
    }
  | {
      readonly step: "paused";
      readonly assetId: string;
      readonly name: string;
      readonly bytes: number;
      readonly sent: number;
      /** The page was loaded anew: the file has to be chosen again. */
      readonly fileGone: boolean;
    }
  | { readonly step: "sent"; readonly assetId: string; readonly name: string; readonly bytes: number }
  | { readonly step: "failed"; readonly name: string; readonly bytes: number; readonly error: unknown };

type Parts = CallOutput<"readParts">;

let upload: Upload = { step: "none" };
let file: File | undefined;
let pauseNow: AbortController | undefined;
const listeners = new Set<() => void>();

function set(next: Upload): void {
  upload = next;
  for (const listener of listeners) listener();
}

/** The upload of this window. */
export function useUpload(): Upload {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => upload,
  );
}

/** Begins with a file, or goes on with the one that was under way when it is the same. */
export async function startUpload(client: Client, chosen: File): Promise<void> {
  const before = rememberedUpload();
  file = chosen;
  const { name, size } = chosen;
  set({ step: "starting", name, bytes: size });
  try {
    if (before !== undefined && isSameFile(before, chosen)) {
      const parts = await client.call("readParts", { params: { assetId: before.assetId } });
      if (parts.state === "awaiting_upload") return await send(client, parts);
    }
    const contentType = chosen.type === "" ? "application/octet-stream" : chosen.type;
    const parts = await client.call("startPartedUpload", {
      body: { fileName: name, contentType, bytes: size },
    });
    rememberUpload({ assetId: parts.assetId, name, size, modified: chosen.lastModified });
    await send(client, parts);
  } catch (error) {
    set({ step: "failed", name, bytes: size, error });
  }
}

async function send(client: Client, parts: Parts): Promise<void> {
  if (file === undefined) return;
  const { assetId, fileName: name, bytes } = parts;
  const params = { assetId };
  const pause = new AbortController();
  pauseNow = pause;
  let sent = 0;
  let waiting = false;
  const tell = () => {
    if (!pause.signal.aborted) set({ step: "sending", assetId, name, bytes, sent, waiting });
  };
  try {
    await sendParts(
      file,
      parts,
      {
        sign: async ({ number }) => {
          const signed = await client.call("signParts", { params, body: { numbers: [number] } });
          return signed.parts[0]?.url ?? "";
        },
        put: putPart,
        rest,
        mayPass,
      },
      {
        onSent: (count) => {
          sent = count;
          tell();
        },
        onWait: (waits) => {
          waiting = waits;
          tell();
        },
      },
      pause.signal,
    );
    await join(client, assetId);
    rememberUpload(undefined);
    set({ step: "sent", assetId, name, bytes });
  } catch (error) {
    if (pause.signal.aborted) return;
    set({ step: "failed", name, bytes, error });
  }
}

/** Joining may be asked for again: its answer can get lost like any other. */
async function join(client: Client, assetId: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await client.call("joinParts", { params: { assetId } });
      return;
    } catch (error) {
      if (!mayPass(error) || tries > 8) throw error;
      await rest(tries, new AbortController().signal);
    }
  }
}

/** Stops sending and keeps what has arrived. */
export function pauseUpload(): void {
  if (upload.step !== "sending") return;
  const { assetId, name, bytes, sent } = upload;
  pauseNow?.abort(new Error("paused"));
  set({ step: "paused", assetId, name, bytes, sent, fileGone: false });
}

/** Goes on after a pause. */
export async function resumeUpload(client: Client): Promise<void> {
  if (file !== undefined) await startUpload(client, file);
}

/** Gives the upload up: its parts are forgotten on the other side as well. */
export async function giveUpUpload(client: Client): Promise<void> {
  const assetId = "assetId" in upload ? upload.assetId : undefined;
  pauseNow?.abort(new Error("given up"));
  if (assetId !== undefined) await client.call("giveUpUpload", { params: { assetId } });
  clearUpload();
}

/** Forgets the upload of this window, so that another can begin. */
export function clearUpload(): void {
  pauseNow?.abort(new Error("forgotten"));
  file = undefined;
  rememberUpload(undefined);
  set({ step: "none" });
}

/** Finds an upload that an earlier page left behind, and how far it came. */
export async function findLeftUpload(client: Client): Promise<void> {
  const left = rememberedUpload();
  if (left === undefined || upload.step !== "none") return;
  try {
    const parts = await client.call("readParts", { params: { assetId: left.assetId } });
    if (upload.step !== "none") return;
    const { assetId, fileName: name, bytes, arrived } = parts;
    if (parts.state !== "awaiting_upload") {
      rememberUpload(undefined);
      if (parts.state !== "failed") set({ step: "sent", assetId, name, bytes });
      return;
    }
    const sent = arrived.reduce((sum, part) => sum + part.bytes, 0);
    set({ step: "paused", assetId, name, bytes, sent, fileGone: true });
  } catch {
    // somebody else's, or long ago: nothing to go on with
    rememberUpload(undefined);
  }
}
