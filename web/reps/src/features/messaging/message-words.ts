import type { CallOutput } from "../../../../client/client.ts";
import type { Tone } from "../../ui/chip.tsx";
import { dateTime } from "../../ui/time.ts";

export type Message = CallOutput<"listMessages">["items"][number];
type State = Message["state"];

/** A state as a rep reads it: what is known, no more. */
export interface StateWords {
  readonly tone: Tone;
  readonly label: string;
  /** What it means, where the label alone could be misread. */
  readonly meaning?: string;
}

const WORDS: Readonly<Record<State, StateWords>> = {
  queued: { tone: "wait", label: "Waiting" },
  held: { tone: "hold", label: "With compliance", meaning: "A reviewer looks at it first." },
  handed_off: { tone: "hold", label: "Handed over", meaning: "On its way; no answer from the provider yet." },
  unknown: {
    tone: "hold",
    label: "Outcome unknown",
    meaning: "The provider did not say whether it left. It is never sent a second time.",
  },
  sent: { tone: "hold", label: "Sent", meaning: "The provider took it; no news of the delivery yet." },
  delivery_delayed: { tone: "wait", label: "Delivery delayed", meaning: "The provider goes on trying." },
  no_report: {
    tone: "hold",
    label: "No report",
    meaning: "Nobody told within three days whether it arrived. It is never sent a second time.",
  },
  soft_bounced: {
    tone: "wait",
    label: "Not delivered yet",
    meaning: "The mailbox answered for now with a no, such as full or away.",
  },
  delivered: {
    tone: "ok",
    label: "Delivered",
    meaning: "The receiving server took it. That is not reading.",
  },
  rejected: { tone: "stop", label: "Rejected", meaning: "The provider did not send it." },
  bounced: {
    tone: "stop",
    label: "Bounced",
    meaning: "The address does not exist. It is used no more; ask for a new one.",
  },
  complained: {
    tone: "stop",
    label: "Marked as spam",
    meaning: "The channel is closed until the contact opens it again.",
  },
  denied: { tone: "stop", label: "Refused" },
  refused: { tone: "stop", label: "Refused by the provider" },
  cancelled: { tone: "neutral", label: "Cancelled" },
  expired: { tone: "stop", label: "Expired" },
};

/** Pure: a state in words. */
export function stateWords(state: State): StateWords {
  return WORDS[state];
}

/**
 * Pure: when something that waits will leave: counted down at the end. undefined for what only compliance can let go:
 * its time has passed, and nothing is on its way.
 */
export function dueWords(
  due: { readonly at: string; readonly state: State },
  now: number,
  zone: string | undefined,
): string | undefined {
  const seconds = Math.ceil((Date.parse(due.at) - now) / 1000);
  if (seconds > 90) return `leaves ${dateTime(due.at, zone)}`;
  if (due.state === "held") return undefined;
  return seconds > 0 ? `leaves in ${seconds} s` : "is leaving";
}

/** Pure: the visits in three counts, or why there are none. undefined while a message has not left. */
export function visitWords(visits: Message["visits"]): string | undefined {
  if (visits === undefined) return undefined;
  if (!visits.shared) return "Viewing is not shared with you.";
  const { human, unknown, machine } = visits;
  const raw = human + unknown + machine;
  if (raw === 0) return "No visit yet.";
  return `Visits: ${human} human, ${unknown} unknown, ${raw >= MOST_REQUESTS ? `${MOST_REQUESTS} or more` : raw} raw.`;
}

/** Pure: what was left out of the visits and why; undefined when there was nothing or nobody may know (INV-11). */
export function filteredWords(visits: Message["visits"]): string | undefined {
  if (visits?.shared !== true) return undefined;
  const { machine, unknown } = visits;
  const parts = [
    ...(machine > 0 ? [`Scanner activity filtered: ${machine}.`] : []),
    ...(unknown > 0 ? [`Unknown, used for nothing: ${unknown}.`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(" ");
}

/** Pure: what a message cost, exact enough for fractions of a cent: `US$0.0095`. */
export function costWords(costMicros: number): string {
  const digits = costMicros % 10_000 === 0 ? 2 : 4;
  return `US$${(costMicros / 1e6).toFixed(digits)}`;
}

/** Requests of a message's links are counted up to here. */
const MOST_REQUESTS = 200;
