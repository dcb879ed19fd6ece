import type { CallOutput } from "../../../../client/client.ts";

export type AssetState = CallOutput<"readAsset">["state"];

const RECEIVED = { name: "received", word: "Received", doing: "Sending" } as const;
const READY = { name: "ready", word: "Ready", doing: "Ready" } as const;

/** The way of an upload, in the words that people read. */
export const STEPS = {
  film: [
    RECEIVED,
    { name: "checked", word: "Checked", doing: "Checking picture, length and shape" },
    { name: "made", word: "Films, poster and preview made", doing: "Making films, poster and preview" },
    READY,
  ],
  document: [
    RECEIVED,
    { name: "checked", word: "Checked", doing: "Checking pages, and that nothing in it runs" },
    READY,
  ],
} as const;

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
