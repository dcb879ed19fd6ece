import type { Channel } from "../../shared/model/channel.ts";
import type { ContactCaps } from "../../shared/model/country-profile.ts";
import type { VersionId } from "../../shared/model/ids.ts";
import { DAY, HOUR, type Instant } from "../../shared/model/time.ts";
import type { Touch } from "./attention.ts";

/** A cap that stands against a message now, and when none will any more (FRQ-3). */
export interface CapRefusal {
  readonly words: string;
  readonly earliestAt: Instant;
}

const CHANNEL_WORDS = { sms: "texts", email: "e-mails" } as const;

/**
 * Asks the contact caps of domain-rules 5.1 about one more message. Windows roll in UTC seconds (FRQ-2) and count every
 * rep and brand. undefined means that there is room. `earliestAt` holds as long as nothing else is sent.
 */
export function capRefusal(
  touches: readonly Touch[],
  message: { readonly channel: Channel; readonly versionIds: readonly VersionId[] },
  caps: ContactCaps,
  now: Instant,
): CapRefusal | undefined {
  const sameChannel = touches.filter((touch) => touch.channel === message.channel);
  const refusals = [
    ...caps[message.channel].map((limit) =>
      countRefusal(sameChannel, limit.count, limit.days, CHANNEL_WORDS[message.channel], now),
    ),
    ...caps.all.map((limit) => countRefusal(touches, limit.count, limit.days, "messages", now)),
    gapRefusal(sameChannel, caps.sameChannelGapHours, CHANNEL_WORDS[message.channel], now),
    gapRefusal(touches, caps.anyChannelGapHours, "messages", now),
    repetitionRefusal(touches, message.versionIds, caps.sameVersionDays, now),
  ].filter((refusal) => refusal !== undefined);
  // the cap that lasts longest is the one to name: before its end nothing can be sent
  return refusals.reduce<CapRefusal | undefined>(
    (latest, refusal) => (latest === undefined || refusal.earliestAt > latest.earliestAt ? refusal : latest),
    undefined,
  );
}

function countRefusal(
  touches: readonly Touch[],
  count: number,
  days: number,
  what: string,
  now: Instant,
): CapRefusal | undefined {
  const within = touches.filter((touch) => touch.at > now - days * DAY).sort((a, b) => b.at - a.at);
  const blocking = within[count - 1];
  if (blocking === undefined) return undefined;
  return {
    words: `Received ${within.length} ${what} in ${days} days (the limit).`,
    earliestAt: blocking.at + days * DAY,
  };
}

function gapRefusal(
  touches: readonly Touch[],
  hours: number,
  what: string,
  now: Instant,
): CapRefusal | undefined {
  const last = Math.max(...touches.map((touch) => touch.at));
  if (last + hours * HOUR <= now || touches.length === 0) return undefined;
  return { words: `Between two ${what} lie at least ${hours} hours.`, earliestAt: last + hours * HOUR };
}

/** The space stays at its address, so a message is a repetition only when it brings nothing new at all. */
function repetitionRefusal(
  touches: readonly Touch[],
  versionIds: readonly VersionId[],
  days: number,
  now: Instant,
): CapRefusal | undefined {
  const freshAt = versionIds.map((versionId) => {
    const sentAt = touches.filter((touch) => touch.versionIds.includes(versionId)).map((touch) => touch.at);
    return Math.max(...sentAt, -Infinity) + days * DAY;
  });
  const earliestAt = Math.min(...freshAt);
  if (versionIds.length === 0 || earliestAt <= now) return undefined;
  return { words: `Everything on the page was sent within ${days} days: add something new.`, earliestAt };
}
