import type { ConsentEntry } from "../../../../../shared/contracts/consent.ts";
import type { Channel } from "../../../../../shared/model/channel.ts";
import type { Instant } from "../../../../../shared/model/time.ts";
import { lengthOf, mainReplay, span, type VersionInsight } from "./watch-picture.ts";

/** A dated fact behind a suggestion, and where it can be looked at. */
export interface ConversationFact {
  readonly kind: "replayed" | "played" | "opened" | "page" | "consent" | "message" | "missing";
  readonly text: string;
  readonly at?: string;
  readonly where: "timeline" | "consent" | "page" | "here";
}

/** What to talk about next, why, and words that may be said. */
export interface NextConversation {
  readonly heading: string;
  readonly facts: readonly ConversationFact[];
  /** Quotes only what the HCP did actively; absent when there is nothing of that kind. */
  readonly opener?: string;
  /** Titles to bring, most fitting first. */
  readonly bring: readonly string[];
  /** Day after which the facts are old: at most 14 days after the newest (domain-rules 5.4). */
  readonly until?: string;
}

export interface ConversationFacts {
  readonly now: Instant;
  /** `Dr Brennan`. */
  readonly name: string;
  readonly mayWrite: readonly Channel[];
  readonly withdrawn: boolean;
  /** The HCP's own acts of permission, newest first. */
  readonly ownActs: readonly Pick<ConsentEntry, "at" | "action" | "channel" | "dataUse">[];
  /** Present only while viewing is shared and may be used for suggestions (`profile`). */
  readonly viewed?: readonly VersionInsight[];
  /** What is on the page, in its order. */
  readonly onPage: readonly { readonly versionId: string; readonly title: string }[];
  readonly arrangedAt?: string;
  /** The newest message came back: the address does not work. */
  readonly bounced?: { readonly at: string; readonly channel: Channel };
  readonly lastDelivered?: { readonly at: string; readonly channel: Channel };
}

const DAY = 24 * 60 * 60_000;
const FRESH = 14 * DAY;

/**
 * What to talk about next, from dated facts alone; the first rule that fits wins. Viewing decides only where the HCP
 * permits suggestions from it, and never gives words to say: an opener quotes active acts (domain-rules NBA-3).
 */
export function nextConversation(facts: ConversationFacts): NextConversation {
  const { now, name, mayWrite, withdrawn, onPage } = facts;
  const bring = onPage.slice(0, 3).map(({ title }) => title);
  const opener = openerOf(facts);
  const words = opener === undefined ? {} : { opener };
  if (mayWrite.length === 0)
    return {
      heading: withdrawn ? `Leave it to ${name} to write first.` : `Ask ${name} how to stay in touch.`,
      facts: [
        withdrawn
          ? { kind: "consent", text: "Withdrew permission; only they can give it again", where: "consent" }
          : { kind: "missing", text: "No permission for texts or e-mails yet", where: "consent" },
      ],
      bring,
    };
  if (facts.bounced !== undefined) {
    const { at, channel } = facts.bounced;
    const [noun, address] = channel === "sms" ? ["text", "number"] : ["e-mail", "address"];
    return {
      heading: `Ask ${name} for ${channel === "sms" ? "a" : "an"} ${address} that works.`,
      facts: [{ kind: "message", text: `The last ${noun} came back`, at, where: "timeline" }],
      ...words,
      bring,
    };
  }
  if (onPage.length === 0)
    return {
      heading: "Put something useful on the page first.",
      facts: [{ kind: "missing", text: "Nothing is on the page yet", where: "page" }],
      ...words,
      bring,
    };
  const fromViewing = viewingRule(facts);
  if (fromViewing !== undefined) {
    const newest = fromViewing.facts
      .map(({ at }) => at ?? "")
      .sort()
      .at(-1);
    const until = newest === undefined || newest === "" ? now : Date.parse(newest) + FRESH;
    return { ...fromViewing, ...words, until: new Date(until).toISOString() };
  }
  return {
    heading: `Ask ${name} what would be useful on the page.`,
    facts: plainFacts(facts),
    ...words,
    bring,
  };
}

function viewingRule(
  facts: ConversationFacts,
): Pick<NextConversation, "heading" | "facts" | "bring"> | undefined {
  const { now, viewed, onPage, arrangedAt } = facts;
  if (viewed === undefined) return undefined;
  const fresh = viewed
    .filter(({ lastAt }) => now - Date.parse(lastAt) < FRESH)
    .filter(({ versionId }) => onPage.some((item) => item.versionId === versionId))
    .sort((a, b) => b.lastAt.localeCompare(a.lastAt));
  const others = (first: string) =>
    [first, ...onPage.map(({ title }) => title).filter((title) => title !== first)].slice(0, 3);
  for (const one of fresh) {
    const replay = mainReplay(one);
    if (replay === undefined) continue;
    return {
      heading: `Go through ‘${one.title}’ together, from ${span(replay)}.`,
      facts: [
        {
          kind: "replayed",
          text: `Played ${span(replay)} of ‘${one.title}’ again`,
          at: one.lastReplayAt ?? one.lastAt,
          where: "here",
        },
        ...alsoUsed(fresh, one),
        ...unseen(facts),
      ],
      bring: others(one.title),
    };
  }
  const started = fresh.find((one) => one.uniqueSeconds > 0 && one.uniqueSeconds < 0.5 * lengthOf(one));
  if (started !== undefined)
    return {
      heading: `Show the rest of ‘${started.title}’.`,
      facts: [
        {
          kind: "played",
          text: `Saw ${started.uniqueSeconds} s of ${lengthOf(started)} s of ‘${started.title}’`,
          at: started.lastAt,
          where: "here",
        },
        ...unseen(facts),
      ],
      bring: others(started.title),
    };
  const next = unseen(facts)[0];
  const item = onPage.find(({ versionId }) => !viewed.some((one) => one.versionId === versionId));
  if (next === undefined || item === undefined || arrangedAt === undefined) return undefined;
  return {
    heading: `Bring ‘${item.title}’: it is new to them.`,
    facts: [next, ...plainFacts(facts)].slice(0, 3),
    bring: others(item.title),
  };
}

/** What else was used lately, the newest of it. */
function alsoUsed(fresh: readonly VersionInsight[], main: VersionInsight): ConversationFact[] {
  const other = fresh.find((one) => one.versionId !== main.versionId);
  if (other === undefined) return [];
  return [
    {
      kind: "opened",
      text:
        other.uniqueSeconds > 0
          ? `Saw ${other.uniqueSeconds} s of ${lengthOf(other)} s of ‘${other.title}’`
          : `${other.kind === "document" && other.activeSeconds >= 1 ? "Read in" : "Opened"} ‘${other.title}’`,
      at: other.lastAt,
      where: "timeline",
    },
  ];
}

/** The first piece of the page that was not opened yet. */
function unseen({ viewed = [], onPage, arrangedAt }: ConversationFacts): ConversationFact[] {
  const item = onPage.find(({ versionId }) => !viewed.some((one) => one.versionId === versionId));
  if (item === undefined || arrangedAt === undefined) return [];
  return [
    {
      kind: "page",
      text: `‘${item.title}’ is on the page and not opened yet`,
      at: arrangedAt,
      where: "page",
    },
  ];
}

function plainFacts({ arrangedAt, lastDelivered, ownActs }: ConversationFacts): ConversationFact[] {
  const own = ownActs[0];
  const facts: ConversationFact[] = [
    ...(lastDelivered === undefined
      ? []
      : [
          {
            kind: "message" as const,
            text: lastDelivered.channel === "sms" ? "A text was delivered" : "An e-mail was delivered",
            at: lastDelivered.at,
            where: "timeline" as const,
          },
        ]),
    ...(own === undefined
      ? []
      : [
          {
            kind: "consent" as const,
            text: "Gave permission by own act",
            at: own.at,
            where: "consent" as const,
          },
        ]),
    ...(arrangedAt === undefined
      ? []
      : [
          {
            kind: "page" as const,
            text: "The page was last arranged",
            at: arrangedAt,
            where: "page" as const,
          },
        ]),
  ];
  return facts.slice(0, 3);
}

/**
 * Words that quote the HCP's newest request and go on about content. Only a yes to being written to that still stands is
 * one; who permits counting asked for nothing.
 */
function openerOf({ ownActs, onPage, mayWrite, now }: ConversationFacts): string | undefined {
  const act = ownActs.find(
    ({ at, dataUse, channel }) =>
      dataUse === "send" &&
      channel !== undefined &&
      mayWrite.includes(channel) &&
      now - Date.parse(at) < 90 * DAY,
  );
  const title = onPage[0]?.title;
  if (act === undefined || title === undefined) return undefined;
  const way = act.channel === "sms" ? "by text" : "by e-mail";
  return `You asked for information ${way}. I brought ‘${title}’; shall we look at it together?`;
}
