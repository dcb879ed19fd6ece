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

/**
 * Pure: whether one word becomes the other by one letter more, less or other, or by two neighbours changing places.
 * Both are compared as they are.
 */
export function withinOneEdit(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let same = 0;
  while (same < short.length && short[same] === long[same]) same++;
  const rest = (word: string, from: number) => word.slice(from);
  if (short.length < long.length) return rest(short, same) === rest(long, same + 1);
  if (rest(short, same + 1) === rest(long, same + 1)) return true;
  const swapped = short[same] === long[same + 1] && short[same + 1] === long[same];
  return swapped && rest(short, same + 2) === rest(long, same + 2);
}
