import type { ContactCaps } from "../../shared/model/country-profile.ts";
import { DAY } from "../../shared/model/time.ts";
import type { Touch } from "./attention.ts";
import type { CapQuestion } from "./contact-caps.ts";

/**
 * The caps of domain-rules 5.1 said in one line each, for tests to compare with; whether something was said before is not
 * asked. It shares no code with the product.
 * @returns whether there is room
 */
export function naiveCaps(
  touches: readonly Touch[],
  asked: Pick<CapQuestion, "channel" | "promised" | "wished" | "visits">,
  caps: ContactCaps,
  now: number,
): boolean {
  const own = touches.filter(({ channel }) => channel === asked.channel);
  const within = (all: readonly Touch[], days: number) =>
    all.filter(({ at }) => at + days * DAY > now).length;
  const limits = [...caps[asked.channel], ...(asked.promised === undefined ? [] : [asked.promised])];
  if (limits.some(({ count, days }) => within(own, days) >= count)) return false;
  const every = [...caps.all, ...(asked.wished === undefined ? [] : [asked.wished])];
  if (every.some(({ count, days }) => within(touches, days) >= count)) return false;
  if (within(own, caps.sameChannelGapHours / 24) > 0) return false;
  if (within(touches, caps.anyChannelGapHours / 24) > 0) return false;
  if (asked.visits.kind === "unknown") return true;
  const { lastAt = 0 } = asked.visits;
  const since = own.filter(({ at }) => at > lastAt);
  const [few, many] = caps.rests;
  if (many !== undefined && since.length >= many.messages) return within(since, many.days) === 0;
  return few === undefined || since.length < few.messages || within(since, few.days) === 0;
}
