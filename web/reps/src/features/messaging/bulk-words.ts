import type { CallOutput } from "../../../../client/client.ts";
import type { VerdictKind } from "../../ui/verdict.tsx";

export type Bulk = CallOutput<"readBulk">;
export type Recipient = CallOutput<"listRecipients">["items"][number];

/** People at most, as the API says; its own constant would bring the validator into the app. */
export const MOST_PEOPLE = 500;

const NUMBER = new Intl.NumberFormat("en-IE");

/** `1 person`, `84 people`. */
export function peopleWords(count: number): string {
  return `${NUMBER.format(count)} ${count === 1 ? "person" : "people"}`;
}

/** `1 invitation`, `84 invitations`. */
export function invitationWords(count: number): string {
  return `${NUMBER.format(count)} ${count === 1 ? "invitation" : "invitations"}`;
}

/** Pure: how many the gate would let through, now or later. */
export function invitable({ counts }: Pick<Bulk, "counts">): number {
  return counts.allow + counts.delay + counts.hold;
}

/** Whether something goes on without the reader. */
export function isMoving({ state }: Pick<Bulk, "state">): boolean {
  return state === "judging" || state === "sending" || state === "cancelling";
}

/** How a bulk invitation stands: a verdict, a heading, a sentence. */
export interface BulkWords {
  readonly kind: VerdictKind;
  readonly heading: string;
  readonly sentence: string;
}

/** Pure: how it stands, in words. */
export function bulkWords(bulk: Bulk): BulkWords {
  const { people, counts, done } = bulk;
  const yes = invitable(bulk);
  switch (bulk.state) {
    case "judging":
      return {
        kind: "HOLD",
        heading: "Asking for each person",
        sentence: `${NUMBER.format(done)} of ${peopleWords(people)}. Nobody is written to yet; you may close this.`,
      };
    case "ready":
      return yes === 0
        ? {
            kind: "DENY",
            heading: "Nobody can be invited",
            sentence: "The reason stands beside each person below.",
          }
        : {
            kind: counts.deny > 0 ? "DELAY" : "ALLOW",
            heading: `${NUMBER.format(yes)} of ${peopleWords(people)} can be invited`,
            sentence: readySentence(bulk),
          };
    case "sending":
      return {
        kind: "HOLD",
        heading: "Queueing invitations",
        sentence: `${NUMBER.format(done)} of ${peopleWords(people)}. It goes on by itself; you may close this.`,
      };
    case "sent":
      return {
        kind: "ALLOW",
        heading: `${NUMBER.format(counts.queued)} of ${peopleWords(people)} invited`,
        sentence: "Each is checked once more as it leaves, at its own time.",
      };
    case "cancelling":
      return {
        kind: "HOLD",
        heading: "Taking back",
        sentence: `${NUMBER.format(done)} of ${peopleWords(people)}. What has left already stays sent.`,
      };
    case "cancelled":
      return {
        kind: "DENY",
        heading: "Cancelled",
        sentence: takenBackSentence(counts),
      };
  }
}

/** An invitation that was not taken back waited no longer: it had left, or the gate refused it as it was about to. */
function takenBackSentence({ queued, recalled }: Bulk["counts"]): string {
  if (queued === 0) return "Nobody was written to.";
  if (recalled === queued) return `${invitationWords(queued)} taken back; none had left.`;
  return `${NUMBER.format(recalled)} of ${invitationWords(queued)} taken back; the others waited no longer.`;
}

function readySentence({ counts }: Bulk): string {
  const parts = [
    counts.allow > 0 ? `${NUMBER.format(counts.allow)} now` : "",
    counts.delay > 0 ? `${NUMBER.format(counts.delay)} later, when each may be written to` : "",
    counts.hold > 0 ? `${NUMBER.format(counts.hold)} once a reviewer released it` : "",
    counts.deny > 0 ? `${NUMBER.format(counts.deny)} not` : "",
  ].filter((part) => part !== "");
  return `${parts.join(" · ")}. A minute to take everything back.`;
}

/** Why nothing can be asked about these people yet; undefined when it can. */
export function whyNot(count: number, complete: boolean): string | undefined {
  if (!complete) return "Your list is still on its way.";
  if (count === 0) return "Nobody matches. Change the filters of your list.";
  if (count > MOST_PEOPLE) return `At most ${MOST_PEOPLE} people at once. Narrow the filters of your list.`;
  return undefined;
}
