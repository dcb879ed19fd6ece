import type { ChoiceChange } from "../../shared/contracts/consent.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { type Instant, MINUTE } from "../../shared/model/time.ts";

/** As long as an answer is read, or read once more. */
const JUST_NOW = 10 * MINUTE;

/** Pure: whether the person's own hand made this change just now. An address may claim it; only the log knows. */
export function justDone(change: ChoiceChange, events: readonly ConsentEvent[], now: Instant): boolean {
  return events.some(
    (event) => event.actor === "hcp" && now - Date.parse(event.at) < JUST_NOW && isAbout(event, change),
  );
}

function isAbout({ action, scope }: ConsentEvent, change: ChoiceChange): boolean {
  const { channel, dataUse } = scope;
  switch (change) {
    case "stop":
      return action === "withdraw" && channel === undefined && dataUse === undefined;
    case "start":
      return action === "grant";
    case "pause":
      return action === "pause" || action === "resume";
    case "email":
    case "sms":
      return (action === "grant" || action === "withdraw") && dataUse === "send" && channel === change;
    default:
      return (action === "grant" || action === "withdraw") && dataUse === change;
  }
}
