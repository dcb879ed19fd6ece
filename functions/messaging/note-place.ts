import type { Message } from "../../shared/model/message.ts";

/** gsi4: messages whose typed text waits for compliance, by when an answer is due. */
export const OPEN_NOTES = "NOTES#open";

/** Pure: where a message with an open note stands for compliance; nowhere without one, or once it has ended. */
export function notePlace(message: Message) {
  const { messageId, note } = message;
  const waits = note?.state === "open" && ("dueAt" in message || "handOff" in message);
  return waits ? { gsi4pk: OPEN_NOTES, gsi4sk: `${note.dueAt}#${messageId}` } : {};
}
