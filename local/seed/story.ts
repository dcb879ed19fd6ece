import type { DataUse } from "../../shared/model/consent.ts";
import type { PaperName, PieceName } from "./pieces.ts";

/** A day of the week, 0 to 4, and a time in UTC. */
export type Moment = readonly [day: number, time: string];

/** What somebody watched of a piece: spans in seconds, in the order in which they were played. */
export interface Watched {
  readonly piece: PieceName;
  readonly spans: readonly (readonly [from: number, to: number])[];
}

/** How long somebody read the page of a document, in seconds, and how often they opened its PDF. */
export interface Read {
  readonly paper: PaperName;
  readonly seconds: number;
  readonly opened: number;
}

export interface Visit {
  readonly at: Moment;
  readonly watched: readonly Watched[];
  readonly read?: readonly Read[];
  /** A question asked at the end of it, which waits for its answer. */
  readonly asks?: { readonly topic: "talks" | "medicine"; readonly text: string };
}

/** What happens with one HCP of `hcps.csv`. Who has no story is only known by name. */
export interface Story {
  readonly id: string;
  /** How sending was permitted: confirmed by the HCP's own press, on paper, asked and not answered, or never. */
  readonly consent: "confirmed" | "paper" | "asked" | "none";
  readonly texts?: true;
  /** What the HCP permits to be done with what is watched. */
  readonly uses?: readonly Exclude<DataUse, "send" | "track_opens">[];
  readonly page?: readonly (PieceName | PaperName)[];
  readonly invited?: { readonly at: Moment; readonly channel?: "sms" };
  /** Answered the text with a text of their own, which somebody has to read. */
  readonly replied?: { readonly at: Moment; readonly text: string };
  /** How often a scanner in front of the mailbox fetched the link, right after it came. */
  readonly scanned?: number;
  readonly visits?: readonly Visit[];
  /** Pressed "stop" in the mail. */
  readonly stopped?: Moment;
}

/** Kept as the person's, and the rep may see it. */
export const SEEN = ["track_individual", "share_with_rep"] as const;
/** The same, and pieces are suggested from it. */
export const SUGGESTED = [...SEEN, "profile"] as const;
/** Kept as the person's, and not for the rep. */
export const COUNTED = ["track_individual"] as const;
/** A piece from its beginning to its end. */
export const whole = (piece: PieceName, seconds: number): Watched => ({ piece, spans: [[0, seconds]] });
