import type { ConsentEntry } from "../../../../../shared/contracts/consent.ts";
import { dateTime } from "../../ui/time.ts";

/** An id of the platform's own, which says nothing to a rep. */
const OWN_ID = /^[a-z]{3}_[0-9A-Z]{26}$/;

/** Pure: what proves a declaration. A request is named by its time; ids are for who may look them up. */
export function proofWords(
  { reference }: Pick<ConsentEntry, "reference">,
  timeline: readonly Pick<ConsentEntry, "eventId" | "at">[],
  zone: string | undefined,
  mayLook: boolean,
): string {
  const asked = timeline.find(({ eventId }) => eventId === reference);
  if (asked !== undefined) return `the request of ${dateTime(asked.at, zone)}`;
  return OWN_ID.test(reference) && !mayLook ? "on record" : reference;
}
