import { DAY, type Instant } from "../../../../../shared/model/time.ts";
import type { CallOutput } from "../../../../client/client.ts";

export type TodayPerson = CallOutput<"readToday">["people"][number];

/** What a fact says, by kind; the date is its own. */
export interface FollowUpFact {
  readonly kind: "first" | "again" | "replayed" | "looked";
  readonly words: string;
  readonly at: string;
}

/** One suggestion with the dated facts under it. */
export interface FollowUp {
  readonly person: TodayPerson;
  readonly headline: string;
  readonly facts: readonly FollowUpFact[];
  /** Changes when there is something new: what was put away comes back with it. */
  readonly token: string;
}

const MOST_FACTS = 3;

/**
 * Pure: a suggestion for each person who gave one cause, newest first. Rules that one can read, no rank: a repeated piece,
 * else the newest one, else the first visit. It speaks of content, never of viewing.
 */
export function followUps(people: readonly TodayPerson[]): readonly FollowUp[] {
  return people.flatMap((person) => {
    const newest = person.visits[0];
    if (newest === undefined) return [];
    const seen = person.visits.flatMap((visit) => visit.items.map((item) => ({ ...item, at: visit.at })));
    const titled = seen.filter(({ title }) => title !== "");
    const replayed = titled.filter((item) => item.replayed);
    const main = replayed[0] ?? titled[0];
    const headline =
      main === undefined
        ? "Say hello: the page is in use now"
        : replayed.length > 0
          ? `Bring ‘${main.title}’ and offer ten minutes on it`
          : `Ask whether ‘${main.title}’ left a question open`;
    const facts: FollowUpFact[] = [
      ...unique(replayed).map(({ title, at }) => ({
        kind: "replayed" as const,
        words: `Went back within ‘${title}’, shared with you`,
        at,
      })),
      ...unique(titled.filter((item) => !replayed.some(({ versionId }) => versionId === item.versionId))).map(
        ({ title, at }) => ({ kind: "looked" as const, words: `Opened ‘${title}’, shared with you`, at }),
      ),
      person.firstEver
        ? { kind: "first", words: "First visit to the page", at: newest.at }
        : {
            kind: "again",
            words:
              person.visits.length > 1
                ? `On the page ${person.visits.length} times in two weeks`
                : "On the page again",
            at: newest.at,
          },
    ];
    return [{ person, headline, facts: facts.slice(0, MOST_FACTS), token: newest.visitId }];
  });
}

function unique<Item extends { readonly versionId: string }>(items: readonly Item[]): readonly Item[] {
  return items.filter(
    (item, index) => items.findIndex(({ versionId }) => versionId === item.versionId) === index,
  );
}

/** Visits of the last day, newest first, at most five. */
export function justNow(people: readonly TodayPerson[], now: Instant) {
  return people
    .flatMap((person) => person.visits.slice(0, 1).map((visit) => ({ person, visit })))
    .filter(({ visit }) => now - Date.parse(visit.at) < DAY)
    .slice(0, 5);
}
