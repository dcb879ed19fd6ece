import type { HcpId, Sha256 } from "../../shared/model/ids.ts";
import { messageIdOf, type RecordsTable, readMessage } from "./store.ts";

/** Who was written to with the message that a provider knows by this id, and at which address. */
export async function answeredMessage(
  deps: RecordsTable,
  providerMessageId: string,
): Promise<{ readonly hcpId: HcpId; readonly addressHash: Sha256 } | undefined> {
  const messageId = await messageIdOf(deps, providerMessageId);
  const message = messageId === undefined ? undefined : await readMessage(deps, messageId);
  if (message === undefined || !("handOff" in message)) return undefined;
  return { hcpId: message.hcpId, addressHash: message.handOff.addressHash };
}
