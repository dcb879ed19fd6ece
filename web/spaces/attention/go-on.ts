/** Near its beginning and its end a film is simply started again. */
const MARGIN_SECONDS = 5;

const keyOf = (versionId: string) => `at:${versionId}`;

/** Where somebody stopped, of a film of this length; undefined when that is no place to go on from. */
export function placeToGoOn(kept: string | null, length: number): number | undefined {
  const seconds = Number(kept);
  return seconds > MARGIN_SECONDS && seconds < length - MARGIN_SECONDS ? seconds : undefined;
}

/** Where somebody left a film of this length on this phone. */
export function placeOf(versionId: string, length: number): number | undefined {
  return placeToGoOn(localStorage.getItem(keyOf(versionId)), length);
}

/** Says beside a film where it goes on. */
export function sayPlace(note: HTMLElement | null, seconds: number): void {
  if (note === null) return;
  const time = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  note.textContent = (note.dataset.goOn ?? "").replace("{time}", time);
  note.hidden = false;
}

/**
 * Lets a film go on where it was left and keeps the place where it is left next. Only pages of people who agreed to be
 * counted load this, so nothing is kept on the phone of anybody else (CON-10), nor after the signal's end.
 */
export function goOn(video: HTMLVideoElement, versionId: string, length: number, signal: AbortSignal): void {
  const { localStorage: kept } = window;
  const seconds = placeOf(versionId, length);
  if (seconds !== undefined) video.currentTime = seconds;
  const keep = () => kept.setItem(keyOf(versionId), String(Math.floor(video.currentTime)));
  video.addEventListener("pause", keep, { signal });
  video.addEventListener("ended", () => kept.removeItem(keyOf(versionId)), { signal });
  const leave = () => {
    if (video.currentTime > 0 && !video.ended) keep();
  };
  window.addEventListener("pagehide", leave, { signal });
}

/** Forgets every place that was kept. */
export function forgetPlaces(): void {
  const { localStorage: kept } = window;
  for (const key of Object.keys(kept)) if (key.startsWith(keyOf(""))) kept.removeItem(key);
}
