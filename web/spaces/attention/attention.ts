import type { Beacon } from "../../../shared/contracts/engagement.ts";
import { BeaconQueue } from "./beacon-queue.ts";
import { goOn } from "./go-on.ts";
import { PlaySpans } from "./play-spans.ts";

/** The page flushes at this interval and whenever it goes out of sight, ms. */
const FLUSH_MS = 10_000;

/**
 * Notes what a person attends to and sends it in batches. Loaded with `defer` where there is a film, and only for
 * somebody who agreed to be counted; the page is complete without it. The visit is known to the server by the session cookie.
 */
function watchPage(): void {
  // the counter survives a reload of the same visit in this tab, so that numbers are never used twice
  const store = window.sessionStorage;
  const queue = new BeaconQueue(Number(store.getItem("seq") ?? 0), (next) =>
    store.setItem("seq", String(next)),
  );
  const players: (() => void)[] = [];

  for (const article of document.querySelectorAll<HTMLElement>("[data-version]")) {
    const versionId = article.dataset.version ?? "";
    queue.note({ versionId, kind: 3, a: 0, b: 0, r: 100 });
    const video = article.querySelector("video");
    if (video === null) continue;
    goOn(video, versionId, article.querySelector("[data-go-on]"));
    players.push(watchVideo(video, versionId, queue));
  }

  const flush = (send: (beacon: Beacon) => Promise<number>) => {
    for (const cut of players) cut();
    void queue.flush(send);
  };
  setInterval(() => flush(post), FLUSH_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush(post);
  });
  window.addEventListener("pagehide", () => flush(post));
}

/** Follows one player; the returned function moves its finished spans into the queue. */
function watchVideo(video: HTMLVideoElement, versionId: string, queue: BeaconQueue): () => void {
  const spans = new PlaySpans();
  let at = performance.now();
  const begin = () => {
    at = performance.now();
    spans.start(video.currentTime, video.playbackRate);
  };
  video.addEventListener("playing", begin);
  video.addEventListener("ratechange", () => {
    if (!video.paused) begin();
  });
  video.addEventListener("timeupdate", () => {
    const now = performance.now();
    spans.tick(video.currentTime, (now - at) / 1000);
    at = now;
  });
  for (const name of ["pause", "ended", "waiting", "emptied"]) {
    video.addEventListener(name, () => spans.stop(video.currentTime));
  }
  return () => {
    for (const span of spans.take()) {
      queue.note({ versionId, kind: 1, a: span.fromMs, b: span.toMs, r: span.ratePercent });
    }
  };
}

/** `keepalive` lets the request outlive the page, as sendBeacon does, and still tells the answer. */
async function post(beacon: Beacon): Promise<number> {
  try {
    const answer = await fetch("/e", {
      method: "POST",
      body: JSON.stringify(beacon),
      headers: { "content-type": "application/json" },
      keepalive: true,
      credentials: "same-origin",
    });
    return answer.status;
  } catch {
    return 0;
  }
}

watchPage();
