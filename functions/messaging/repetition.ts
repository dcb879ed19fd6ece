import type { ContactCaps, CountryProfile } from "../../shared/model/country-profile.ts";
import { dayOf, type PublicHolidays } from "../../shared/model/public-holidays.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import type { Touch } from "./attention.ts";
import type { CapQuestion, CapRefusal, ShownPiece } from "./contact-caps.ts";
import { wallClock } from "./wall-clock.ts";

type Rules = Pick<CountryProfile, "caps" | "holidays">;

/**
 * Pure: whether a message brings nothing new (5.1). The space stays at its address, so a message is a repetition only when
 * everything on the page was sent: the version within 90 days, or the same piece, which makes the same claims, within 14.
 * The same on the second channel may leave once: when the first did not arrive, or brought no visit in five business days.
 */
export function repetitionRefusal(
  touches: readonly Touch[],
  message: CapQuestion,
  { caps, holidays }: Rules,
  now: Instant,
): CapRefusal | undefined {
  const freshAt = message.pieces.map((piece) =>
    Math.max(...touches.map((touch) => endOfEcho(touch, piece, caps)), Number.NEGATIVE_INFINITY),
  );
  const newAt = Math.min(...freshAt);
  if (message.pieces.length === 0 || newAt <= now) return undefined;
  const words = `Everything on the page was sent within ${caps.sameVersionDays} days: add something new.`;
  const first = earlierElsewhere(touches, message, caps, now);
  const otherWayAt = first === undefined ? undefined : openAt(first, message, { caps, holidays });
  if (otherWayAt !== undefined && otherWayAt <= now) return undefined;
  return { words, earliestAt: Math.min(newAt, otherWayAt ?? newAt), remedy: "something_new" };
}

/**
 * Pure: the one earlier message, on the other channel, that showed something of this page and makes it a repetition.
 * undefined when there were several, or one on this channel: then the second way was taken already.
 */
export function earlierElsewhere(
  touches: readonly Touch[],
  { channel, pieces }: Pick<CapQuestion, "channel" | "pieces">,
  caps: ContactCaps,
  now: Instant,
): Touch | undefined {
  const echoes = touches.filter((touch) => pieces.some((piece) => endOfEcho(touch, piece, caps) > now));
  const [first] = echoes;
  return echoes.length === 1 && first?.channel !== channel ? first : undefined;
}

/** Until when a touch makes a piece old. */
function endOfEcho({ at, versionIds, contentIds }: Touch, piece: ShownPiece, caps: ContactCaps): Instant {
  const version = versionIds.includes(piece.versionId) ? at + caps.sameVersionDays * DAY : -Infinity;
  const claims =
    piece.contentId !== undefined && contentIds.includes(piece.contentId)
      ? at + caps.sameClaimsDays * DAY
      : -Infinity;
  return Math.max(version, claims);
}

/** From when the same may be said on the second channel; undefined when nobody can know that it is needed. */
function openAt(first: Touch, message: CapQuestion, { caps, holidays }: Rules): Instant | undefined {
  if (message.undelivered.includes(first.messageId)) return first.at;
  const { visits } = message;
  if (visits.kind === "unknown" || (visits.lastAt ?? -Infinity) > first.at) return undefined;
  return businessDaysAfter(first.at, caps.secondChannelBusinessDays, message.timeZone, holidays);
}

/** A year without its holidays has no business day that anybody knows of. */
const LONGEST = 60;

/** The instant some business days of the practice later; undefined where the calendar does not reach so far. */
function businessDaysAfter(
  from: Instant,
  days: number,
  timeZone: string,
  holidays: PublicHolidays,
): Instant | undefined {
  let left = days;
  for (let day = 1; day <= LONGEST; day++) {
    const at = from + day * DAY;
    const { date, weekday } = wallClock(timeZone, at);
    if (weekday !== "sat" && weekday !== "sun" && dayOf(holidays, date) === "open") left -= 1;
    if (left <= 0) return at;
  }
  return undefined;
}
