import type { PageState } from "./active-time.ts";

/** A piece on the page, with its film once one plays here. */
export interface PieceOnPage {
  readonly versionId: string;
  readonly element: HTMLElement;
  video: HTMLVideoElement | null;
}

/** What somebody in front of the page sees of its pieces now. */
export function stateOf(pieces: readonly PieceOnPage[]): PageState {
  let onScreen: string | undefined;
  let playing: string | undefined;
  let largest = 0;
  for (const { versionId, element, video } of pieces) {
    const [area] = visibleArea(element);
    if (area > largest) {
      largest = area;
      onScreen = versionId;
    }
    if (video === null || video.paused || video.ended || video.readyState < 3) continue;
    const [seen, whole] = visibleArea(video);
    if (seen * 2 >= whole) playing = versionId;
  }
  const inFront = document.visibilityState === "visible" && document.hasFocus();
  return { inFront, playing, onScreen };
}

/** Visible and whole area of an element, in square pixels. */
function visibleArea(element: HTMLElement): [seen: number, whole: number] {
  const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
  const x = Math.min(right, innerWidth) - Math.max(left, 0);
  const y = Math.min(bottom, innerHeight) - Math.max(top, 0);
  return [Math.max(0, x) * Math.max(0, y), width * height];
}
