import { PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Hcp } from "../../shared/model/hcp.ts";
import type { ConsentEventId } from "../../shared/model/ids.ts";
import { instantText, SECOND } from "../../shared/model/time.ts";
import type { EngineTables } from "../../test/engine/tables.ts";
import recorded from "../../test/events/messaging/two-way-text.json" with { type: "json" };
import { addressHash } from "../directory/address-hash.ts";
import { mobileIndexKey } from "../directory/hcps-by-mobile.ts";
import { profileKey } from "../directory/profile-store.ts";
import { makeAskByText } from "../messaging/ask-by-text.ts";
import { makeSendServiceText } from "../messaging/send-service-text.ts";
import { serviceTextIdOf } from "../messaging/service-text-store.ts";
import { makeWorld, memorySender } from "../messaging/world.fixture.ts";
import type { OptOutList } from "./opt-out-list.ts";
import { makeReceiveText } from "./receive-text.ts";

export const PEPPER = Buffer.alloc(32, 5).toString("base64");

/** The provider's list in memory. */
export function memoryList(...known: string[]): OptOutList & { readonly numbers: Set<string> } {
  const numbers = new Set(known);
  return {
    numbers,
    add: async (number) => void numbers.add(number),
    remove: async (number) => void numbers.delete(number),
    async page(token) {
      const all = [...numbers].sort();
      const from = Number(token ?? 0);
      return {
        numbers: all.slice(from, from + 2),
        ...(from + 2 < all.length ? { next: String(from + 2) } : {}),
      };
    },
  };
}

/** The world of messages with phones that write: people have numbers of their own, texts come as the recorded one. */
export function makePhones(engine: EngineTables) {
  const world = makeWorld(engine);
  const list = memoryList();
  const deps = { ...world.deps, pepper: async () => PEPPER, optOuts: list };
  const receive = makeReceiveText(deps);
  let texts = 0;

  const hashOf = (number: string) => addressHash(PEPPER, "sms", number);
  /** Gives a number to somebody; the index finds them by it, as after an import. */
  async function give(hcp: Hcp, number: string): Promise<Hcp> {
    const mobileHash = hashOf(number);
    const next = { ...hcp, mobile: number, mobileHash };
    const index = { gsi3pk: mobileIndexKey(mobileHash), gsi3sk: hcp.hcpId };
    const Item = { ...profileKey(hcp.hcpId), v: 1, ...next, ...index };
    await engine.tables.send(new PutCommand({ TableName: deps.peopleTable, Item }));
    return next;
  }
  /** The body of a queue message for a text; each is published a second after the one before. */
  function bodyOf(
    from: string,
    text: string,
    more: { readonly id?: string; readonly at?: number } = {},
  ): string {
    texts += 1;
    const Message = JSON.stringify({
      ...JSON.parse(recorded.Message),
      originationNumber: from,
      messageBody: text,
      inboundMessageId: more.id ?? `in-${hashOf(from).slice(0, 8)}-${texts}`,
      previousPublishedMessageId: undefined,
    });
    const Timestamp = instantText(more.at ?? Date.parse(recorded.Timestamp) + texts * SECOND);
    return JSON.stringify({ ...recorded, Message, Timestamp });
  }
  /** The text that asks for a confirmation leaves; gives back what was sent. */
  async function ask(request: {
    readonly hcpId: Hcp["hcpId"];
    readonly eventId: ConsentEventId | undefined;
  }) {
    if (request.eventId === undefined) throw new Error("nothing was requested");
    const { sender, sent } = memorySender();
    await makeAskByText(deps)({ hcpId: request.hcpId, eventId: request.eventId });
    await makeSendServiceText({ ...deps, sender, wait: async () => undefined })(
      serviceTextIdOf(request.eventId),
    );
    return sent;
  }
  return { ...world, deps, list, receive, give, hashOf, bodyOf, ask };
}
