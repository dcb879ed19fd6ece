import { useSyncExternalStore } from "react";
import { ApiProblem, type CallOutput, type Client } from "../../../../client/client.ts";
import { mayPass, putPart, rest } from "./put-part.ts";
import { isSameFile, rememberedUpload, rememberUpload } from "./remembered-upload.ts";
import { sendParts } from "./send-parts.ts";
import { kindOfFile, type Upload } from "./upload.ts";

type Parts = CallOutput<"readParts">;

let upload: Upload = { step: "none" };
let file: File | undefined;
let pauseNow: AbortController | undefined;
const listeners = new Set<() => void>();

function set(next: Upload): void {
  upload = next;
  for (const listener of listeners) listener();
}

/** The upload of this window, as it stands now. */
export function currentUpload(): Upload {
  return upload;
}

/** The upload of this window, on a screen. */
export function useUpload(): Upload {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentUpload);
}

/** Begins with a file, or goes on with the one that was under way when it is the same. */
export async function startUpload(client: Client, chosen: File): Promise<void> {
  const before = rememberedUpload();
  file = chosen;
  const { name, size } = chosen;
  set({ step: "starting", name, bytes: size });
  try {
    if (before !== undefined && isSameFile(before, chosen)) {
      const parts = await partsOf(client, before.assetId);
      if (parts?.state === "awaiting_upload") return await send(client, parts);
    }
    const contentType =
      kindOfFile(name) === "document"
        ? "application/pdf"
        : chosen.type === ""
          ? "application/octet-stream"
          : chosen.type;
    const parts = await client.call("startPartedUpload", {
      body: { fileName: name, contentType, bytes: size },
    });
    rememberUpload({ assetId: parts.assetId, name, size, modified: chosen.lastModified });
    await send(client, parts);
  } catch (error) {
    set({ step: "failed", name, bytes: size, error });
  }
}

/** How an upload stands; undefined where there is none. @throws when nobody answers */
async function partsOf(client: Client, assetId: string): Promise<Parts | undefined> {
  try {
    return await client.call("readParts", { params: { assetId } });
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.status === 404;
}

function isWrongState(error: unknown): boolean {
  return error instanceof ApiProblem && error.problem.code === "wrong_state";
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

/** Gives the upload up: its parts are forgotten on the other side as well. Where nobody says that they are, it is paused. */
export async function giveUpUpload(client: Client): Promise<void> {
  pauseNow?.abort(new Error("given up"));
  if (upload.step !== "sending" && upload.step !== "paused") return clearUpload();
  const { assetId, name, bytes, sent } = upload;
  set({ step: "paused", assetId, name, bytes, sent, fileGone: file === undefined });
  try {
    await client.call("giveUpUpload", { params: { assetId } });
  } catch (error) {
    const now = currentUpload();
    if (now.step !== "paused" || now.assetId !== assetId) return;
    if (isWrongState(error)) {
      // it was given up or joined by a call whose answer was lost: what stands says which
      set({ step: "none" });
      return findLeftUpload(client);
    }
    if (!isGone(error)) return set({ ...now, error });
  }
  clearUpload();
}

/** Forgets the upload of this window, so that another can begin. */
export function clearUpload(): void {
  pauseNow?.abort(new Error("forgotten"));
  file = undefined;
  rememberUpload(undefined);
  set({ step: "none" });
}

/**
 * Finds an upload that an earlier page left behind, and how far it came. It is forgotten only when the other side says that
 * there is none: without an answer its parts are kept there, and it can be asked for again.
 */
export async function findLeftUpload(client: Client): Promise<void> {
  const left = rememberedUpload();
  if (left === undefined || (upload.step !== "none" && upload.step !== "left")) return;
  const before = upload;
  try {
    const parts = await partsOf(client, left.assetId);
    if (upload !== before) return;
    if (parts === undefined) return clearUpload();
    const { assetId, fileName: name, bytes, arrived } = parts;
    if (parts.state !== "awaiting_upload") {
      rememberUpload(undefined);
      set(parts.state === "failed" ? { step: "none" } : { step: "sent", assetId, name, bytes });
      return;
    }
    const sent = arrived.reduce((sum, part) => sum + part.bytes, 0);
    set({ step: "paused", assetId, name, bytes, sent, fileGone: true });
  } catch (error) {
    if (upload === before) set({ step: "left", name: left.name, bytes: left.size, error });
  }
}
