import type { ChoiceChange } from "../../shared/contracts/consent/choice-pages.ts";
import { type ConsentEvent, Purpose } from "../../shared/model/consent.ts";
import { type Instant, MINUTE } from "../../shared/model/time.ts";

/** As long as an answer is read, or read once more. */
const JUST_NOW = 10 * MINUTE;

/**
 * Pure: where in the log the person's own hand made this change just now; undefined when it did not. An address may claim
 * it; only the log knows.
 */
export function justDone(
  change: ChoiceChange,
  events: readonly ConsentEvent[],
  now: Instant,
): number | undefined {
  const at = events.findLastIndex(
    (event) => event.actor === "hcp" && now - Date.parse(event.at) < JUST_NOW && isAbout(event, change),
  );
  return at < 0 ? undefined : at;
}

function isAbout({ action, scope, preference }: ConsentEvent, change: ChoiceChange): boolean {
  const { channel, dataUse, purpose, product } = scope;
  const permits = action === "grant" || action === "withdraw";
  switch (change) {
    case "stop":
      return action === "withdraw" && channel === undefined && dataUse === undefined;
    case "start":
      return action === "grant";
    case "pause":
      return action === "pause" || action === "resume";
    case "email":
    case "sms":
      return permits && dataUse === "send" && channel === change;
    case "topic":
      return permits && product !== undefined;
    case "frequency":
    case "hours":
    case "language":
    case "viewing":
      return preference?.[change] !== undefined;
    default:
      return Purpose.options.some((one) => one === change)
        ? permits && dataUse === "send" && purpose === change && product === undefined
        : permits && dataUse === change;
  }
}
