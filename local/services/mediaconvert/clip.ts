import type { Fraction } from "./media-facts.ts";

/** The part of the input to transcode, in seconds; without an end it goes to the input's. */
export interface Clip {
  readonly start: number;
  readonly duration?: number;
}

/** Seconds of a zero-based `HH:MM:SS:FF` at a frame rate. */
export function timecodeSeconds(timecode: string, rate: Fraction): number {
  const [hours = 0, minutes = 0, seconds = 0, frames = 0] = timecode
    .replace(/@.*$/, "")
    .split(/[:;]/)
    .map(Number);
  return hours * 3600 + minutes * 60 + seconds + (frames * rate.denominator) / rate.numerator;
}

/**
 * The clip between two timecodes, of which the end frame is part of it, within an input of `inputSeconds` (when known).
 * Undefined when it would be empty.
 */
export function clipOf(
  clipping:
    | { readonly startTimecode?: string | undefined; readonly endTimecode?: string | undefined }
    | undefined,
  rate: Fraction,
  inputSeconds: number | undefined,
): Clip | undefined {
  const start = clipping?.startTimecode === undefined ? 0 : timecodeSeconds(clipping.startTimecode, rate);
  const frame = rate.denominator / rate.numerator;
  const wanted =
    clipping?.endTimecode === undefined ? undefined : timecodeSeconds(clipping.endTimecode, rate) + frame;
  const end = wanted === undefined ? inputSeconds : Math.min(wanted, inputSeconds ?? wanted);
  if (end === undefined) return { start };
  return end > start ? { start, duration: end - start } : undefined;
}
