/** Two lines of a small phone have about this many letters, and a bar of more than four would be in the way. */
const AT_LEAST = 60;
const AT_MOST = 170;

/** A safety text in two parts that stand below each other, so that the whole of it is read once and in order. */
export interface Lead {
  /** Whole sentences that the bar at the lower edge shows, or the whole text. */
  readonly lead: string;
  /** What follows it; the whole text again where it does not begin with short sentences. */
  readonly rest: string;
}

/** Pure: how much of a safety text stands in the bar. Wording and order stay as they were approved. */
export function leadOf(text: string, lang: string): Lead {
  const whole = text.trim();
  if (whole.length <= AT_MOST) return { lead: whole, rest: "" };
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter(lang, { granularity: "sentence" }).segment(whole)) {
    const next = index + segment.trimEnd().length;
    if (end >= AT_LEAST || next > AT_MOST) break;
    end = next;
  }
  return end === 0
    ? { lead: whole, rest: whole }
    : { lead: whole.slice(0, end), rest: whole.slice(end).trim() };
}
