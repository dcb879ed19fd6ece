/** Signs that mean STOP by themselves; looked for before anything is dropped (domain-rules 2.7, step 1). */
const STOP_SIGNS = ["🛑", "❌", "🚫"] as const;

/** Whether a text holds a sign that means STOP. */
export function hasStopSign(text: string): boolean {
  return STOP_SIGNS.some((sign) => text.includes(sign));
}

/**
 * Pure: a text as it is compared: compatibility forms, case and accents folded, invisible characters and apostrophes
 * dropped, everything else that is neither letter nor digit a space, single spaces. Doing it twice changes nothing.
 */
export function normaliseReply(text: string): string {
  let folded = text;
  // a letter that one round makes may have a form of its own to fold: a handful of characters need a second round
  for (let round = 0; round < 4; round++) {
    const next = foldOnce(folded);
    if (next === folded) break;
    folded = next;
  }
  return folded;
}

function foldOnce(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/\p{M}|\p{Cf}|['’‘`´]/gu, "")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
