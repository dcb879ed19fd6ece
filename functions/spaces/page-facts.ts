import type { MessageId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import { findMessage, printableName } from "../messaging/facts.ts";
import type { RecordsTable } from "./store.ts";

/** Real time in epoch seconds: cookies and nonces never follow the business clock. */
export function realSeconds(): number {
  return Math.floor(Date.now() / 1000);
}

/** Who sent the message that somebody came by, and when; nothing of a name that is not fit to print. */
export async function senderOf(
  deps: RecordsTable,
  messageId: MessageId,
): Promise<{ readonly rep: string | undefined; readonly sentAt: Instant | undefined }> {
  const message = await findMessage(deps, messageId);
  if (message === undefined) return { rep: undefined, sentAt: undefined };
  return {
    rep: printableName(message.sender.name),
    sentAt: "handOff" in message ? Date.parse(message.handOff.at) : undefined,
  };
}
