import type { Beacon } from "../../../shared/contracts/engagement.ts";
import { ActiveTime } from "./active-time.ts";
import { BeaconQueue, firstNumber } from "./beacon-queue.ts";
import { forgetPlaces, goOn, placeOf, sayPlace } from "./go-on.ts";
import { type PieceOnPage, stateOf } from "./page-state.ts";
import { playHere } from "./play-here.ts";
import { PlaySpans } from "./play-spans.ts";
import { keepUnsent, unsentOf } from "./unsent.ts";

/** The page flushes at this interval and whenever it goes out of sight, ms. */
const FLUSH_MS = 10_000;
/** How often the page looks at what is on screen, ms. */
const LOOK_MS = 1000;
/** What a person does with a page that they look at. */
const TOUCHES = ["pointerdown", "pointermove", "keydown", "scroll", "wheel", "touchmove"];

/**
 * Notes what a person attends to and sends it in batches. Loaded with `defer` where there is a film or a document, and only for
 * somebody who agreed to be counted; the page is complete without it. The visit is known to the server by the session cookie.
 */
function watchPage(): void {
  const articles = document.querySelectorAll<HTMLElement>("[data-version]");
  const visit = articles[0]?.dataset.visit ?? "";
  const queue = new BeaconQueue(firstNumber(Math.random()), unsentOf(visit));
  const counting = new AbortController();
  const { signal } = counting;
  const players: (() => void)[] = [];
  const pieces: PieceOnPage[] = [];
  const now = () => performance.now();
  const active = new ActiveTime(now());

  for (const article of articles) {
    const versionId = article.dataset.version ?? "";
    queue.note({ versionId, kind: 3, a: 0, b: 0, r: 100 });
    article
      .querySelector("[data-file]")
      ?.addEventListener("click", () => queue.note({ versionId, kind: 4, a: 0, b: 0, r: 100 }));
    const piece: PieceOnPage = { versionId, element: article, video: null };
    pieces.push(piece);
    const length = Number(article.dataset.seconds);
    const place = placeOf(versionId, length);
    if (place !== undefined) sayPlace(article.querySelector("[data-go-on]"), place);
    const follow = (video: HTMLVideoElement) => {
      piece.video = video;
      goOn(video, versionId, length, signal);
      players.push(watchVideo(video, versionId, queue));
      for (const name of ["playing", "pause", "ended", "waiting"]) video.addEventListener(name, () => look());
    };
    const here = article.querySelector("video");
    if (here !== null) follow(here);
    article.addEventListener("film", ({ target }) => {
      if (target instanceof HTMLVideoElement) follow(target);
    });
  }
  playHere();

  const look = (gone = false) => active.look(now(), gone ? { inFront: false } : stateOf(pieces));
  // the visit is over, or counting was switched off, perhaps in another tab: nothing stays on the phone (CON-10)
  const stop = () => {
    counting.abort();
    queue.stop();
    keepUnsent(visit, []);
    forgetPlaces();
  };
  const send = async (beacon: Beacon) => {
    const status = await post(beacon);
    if (status === 410) stop();
    return status;
  };
  const flush = (gone = false) => {
    if (signal.aborted) return;
    look(gone);
    for (const [versionId, ms] of active.take())
      queue.note({ versionId, kind: 2, a: 0, b: Math.min(ms, 60_000), r: 100 });
    for (const cut of players) cut();
    const sent = queue.flush(send);
    if (!gone) return;
    // what is on its way may never be answered; a repeat is harmless
    keepUnsent(visit, queue.rest());
    void sent.then(() => keepUnsent(visit, queue.rest()));
  };
  look();
  setInterval(() => look(), LOOK_MS);
  setInterval(() => flush(), FLUSH_MS);
  for (const name of TOUCHES)
    window.addEventListener(name, () => active.touch(now()), { passive: true, capture: true });
  for (const name of ["focus", "blur"]) window.addEventListener(name, () => look());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush(true);
    else look();
  });
  window.addEventListener("pagehide", () => flush(true));
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
