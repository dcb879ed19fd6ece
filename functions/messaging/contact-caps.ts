import type { Channel } from "../../shared/model/channel.ts";
import type { ContactCaps, ContactLimit, CountryProfile } from "../../shared/model/country-profile.ts";
import type { ContentId, VersionId } from "../../shared/model/ids.ts";
import type { CapRemedy } from "../../shared/model/send-verdict.ts";
import { DAY, HOUR, type Instant } from "../../shared/model/time.ts";
import type { Touch } from "./attention.ts";
import { repetitionRefusal } from "./repetition.ts";

/** A cap that stands against a message now, and when none will any more (FRQ-3). */
export interface CapRefusal {
  readonly words: string;
  readonly earliestAt: Instant;
  readonly remedy?: CapRemedy;
}

/** What a message would show. The piece stands for its claims: all of its versions make the same ones. */
export interface ShownPiece {
  readonly versionId: VersionId;
  /** Absent for a version that does not exist; such a message is refused before its caps are asked. */
  readonly contentId?: ContentId | undefined;
}

/** When the HCP came last, by an own press; `unknown` of somebody who is not counted: nothing is concluded from it (INV-4). */
export type VisitKnowledge =
  | { readonly kind: "unknown" }
  | { readonly kind: "known"; readonly lastAt?: Instant | undefined };

/** What the caps are asked about. */
export interface CapQuestion {
  readonly channel: Channel;
  readonly pieces: readonly ShownPiece[];
  /** How often at most the declaration says by which the HCP agreed: a promise, whatever the profile allows (2.6). */
  readonly promised?: ContactLimit | undefined;
  /** How often at most the HCP wishes to be written to, by whatever channel (2.11). */
  readonly wished?: ContactLimit | undefined;
  readonly visits: VisitKnowledge;
  /** Messages that surely did not arrive, by id; of the touches that may stand against this one. */
  readonly undelivered: readonly string[];
  /** Zone id of the practice, whose business days count. */
  readonly timeZone: string;
}

const CHANNEL_WORDS = { sms: "texts", email: "e-mails" } as const;
const ONE_OF = { texts: "text", "e-mails": "e-mail", messages: "message" } as const;
type Messages = keyof typeof ONE_OF;

/**
 * Asks the contact caps of domain-rules 5.1 about one more message. Windows roll in UTC seconds (FRQ-2) and count every
 * rep and brand. undefined means that there is room. `earliestAt` holds as long as nothing else is sent.
 */
export function capRefusal(
  touches: readonly Touch[],
  message: CapQuestion,
  rules: Pick<CountryProfile, "caps" | "holidays">,
  now: Instant,
): CapRefusal | undefined {
  const { caps } = rules;
  const what = CHANNEL_WORDS[message.channel];
  const sameChannel = touches.filter((touch) => touch.channel === message.channel);
  const refusals = [
    ...caps[message.channel].map((limit) => countRefusal(sameChannel, limit, what, "the limit", now)),
    ...(message.promised === undefined
      ? []
      : [countRefusal(sameChannel, message.promised, what, "as promised when the contact agreed", now)]),
    ...(message.wished === undefined
      ? []
      : [countRefusal(touches, message.wished, "messages", "as often as the contact wishes", now)]),
    ...caps.all.map((limit) => countRefusal(touches, limit, "messages", "the limit", now)),
    gapRefusal(sameChannel, caps.sameChannelGapHours, what, now),
    gapRefusal(touches, caps.anyChannelGapHours, "messages", now),
    repetitionRefusal(touches, message, rules, now),
    fatigueRefusal(sameChannel, message.visits, caps.rests, what, now),
  ].filter((refusal) => refusal !== undefined);
  // the cap that lasts longest is the one to name: before its end nothing can be sent
  return refusals.reduce<CapRefusal | undefined>(
    (latest, refusal) => (latest === undefined || refusal.earliestAt > latest.earliestAt ? refusal : latest),
    undefined,
  );
}

function countRefusal(
  touches: readonly Touch[],
  { count, days }: ContactLimit,
  what: Messages,
  why: string,
  now: Instant,
): CapRefusal | undefined {
  const within = touches.filter((touch) => touch.at > now - days * DAY).sort((a, b) => b.at - a.at);
  const blocking = within[count - 1];
  if (blocking === undefined) return undefined;
  const counted = within.length === 1 ? `1 ${ONE_OF[what]}` : `${within.length} ${what}`;
  return {
    words: `Received ${counted} in ${days} days (${why}).`,
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

/** FRQ-5: after some messages in a row that brought no visit the channel rests. An own visit, by whatever link, ends it. */
function fatigueRefusal(
  sameChannel: readonly Touch[],
  visits: VisitKnowledge,
  rests: ContactCaps["rests"],
  what: string,
  now: Instant,
): CapRefusal | undefined {
  if (visits.kind === "unknown") return undefined;
  const { lastAt = Number.NEGATIVE_INFINITY } = visits;
  const ignored = sameChannel.filter((touch) => touch.at > lastAt);
  const rest = rests.findLast(({ messages }) => ignored.length >= messages);
  if (rest === undefined) return undefined;
  const earliestAt = Math.max(...ignored.map((touch) => touch.at)) + rest.days * DAY;
  if (earliestAt <= now) return undefined;
  const advice = rest === rests[0] ? "" : " Ask in person what the contact prefers.";
  return {
    words: `${ignored.length} ${what} in a row brought no visit: they rest for ${rest.days} days.${advice}`,
    earliestAt,
    remedy: "other_channel",
  };
}
