import type { CallOutput } from "../../../../client/client.ts";

export type AssetState = CallOutput<"readAsset">["state"];

/** The way of a video, in the words that people read. */
export const STEPS = [
  { name: "received", word: "Received", doing: "Sending" },
  { name: "checked", word: "Checked", doing: "Checking picture, length and shape" },
  { name: "made", word: "Films, poster and preview made", doing: "Making films, poster and preview" },
  { name: "ready", word: "Ready", doing: "Ready" },
] as const;

/** Pure: how many steps are done at this state; a failed one stays where it was found wanting. */
export function stepsDone(state: AssetState): number {
  switch (state) {
    case "awaiting_upload":
    case "failed":
      return 0;
    case "uploaded":
    case "probing":
      return 1;
    case "transcoding":
      return 2;
    case "ready":
    case "withdrawn":
      return 4;
  }
}

/** `12 MB`, `1.4 MB`, `600 kB`. */
export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  const megabytes = bytes / 1_000_000;
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}
