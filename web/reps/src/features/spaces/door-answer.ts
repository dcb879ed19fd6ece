/** What the rep may know of a code that is shown: nothing of a no, only what the HCP's own log says. */
export type DoorAnswer = "open" | "asked" | "confirmed";

interface Entry {
  readonly at: string;
  readonly action: string;
  readonly actor: string;
  readonly reference: string;
  readonly eventId: string;
}

/** Pure: what became of a code opened at this time. A clock that runs ahead by a minute changes nothing. */
export function doorAnswer(timeline: readonly Entry[], openedAt: string): DoorAnswer {
  const since = Date.parse(openedAt) - 60_000;
  const asked = timeline.filter(
    (entry) =>
      entry.action === "doi_requested" &&
      entry.actor === "hcp" &&
      entry.reference.startsWith("door:") &&
      Date.parse(entry.at) >= since,
  );
  if (asked.length === 0) return "open";
  const confirmed = timeline.some(
    (entry) => entry.action === "doi_confirmed" && asked.some((one) => one.eventId === entry.reference),
  );
  return confirmed ? "confirmed" : "asked";
}
