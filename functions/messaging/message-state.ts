import { FLIGHT_STATES, type FlightState } from "../../shared/model/message.ts";

/** What a provider can report about a message that it has. */
export type ProviderFact = Exclude<FlightState, "handed_off" | "unknown">;

const RANK = new Map(FLIGHT_STATES.map((state, rank) => [state, rank]));

/**
 * The state after one more piece of knowledge. Knowledge only grows: the higher rank stays, so any order and any
 * number of repetitions of the same facts gives the same final state. A soft bounce ranks below `delivered`, because
 * providers report an out-of-office answer as one.
 */
export function advance(current: FlightState, learned: FlightState): FlightState {
  return (RANK.get(learned) ?? 0) > (RANK.get(current) ?? 0) ? learned : current;
}

/** Whether the address must not be used again after this state (domain-rules 2.9), and why. */
export function suppressionAfter(state: FlightState): "bounce_hard" | "complaint" | undefined {
  if (state === "bounced") return "bounce_hard";
  if (state === "complained") return "complaint";
  return undefined;
}

/**
 * What a message has cost after one more report: reports repeat and overtake each other, and a later one of the same
 * text never costs less, so the highest stays.
 */
export function costAfter(known: number | undefined, reported: number | undefined): number | undefined {
  if (reported === undefined) return known;
  return known === undefined ? reported : Math.max(known, reported);
}
