import { BatchWriteCommand, GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { duePlace } from "../../functions/messaging/due-index.ts";
import type { makeWorld } from "../../functions/messaging/world.fixture.ts";
import { sha256 } from "../../functions/runtime/hash.ts";
import { newId } from "../../functions/runtime/ids.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import { HcpId, MessageId } from "../../shared/model/ids.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { EngineTables } from "../engine/tables.ts";

type World = ReturnType<typeof makeWorld>;
type Item = Record<string, unknown>;

/** Somebody in the crowd, with the message that is due. */
export interface Member {
  readonly hcp: Hcp;
  readonly messageId: MessageId;
}

/** BatchWrite takes 25 items a call. */
const BATCH = 25;

/**
 * Writes so many HCPs, each with consent, a page and a message due at the same instant, straight into the tables: one
 * of them is made by the capabilities themselves and the others are copies of it with names of their own. Caps are per
 * HCP, so a burst needs as many people as messages.
 */
export async function crowd(
  engine: EngineTables,
  world: World,
  people: number,
  dueAt: Instant,
): Promise<readonly Member[]> {
  const first = await world.reachable("email");
  const firstMessage = await world.queue(first, "email", dueAt);
  const templates = await itemsOf(engine, first, firstMessage);
  const members: Member[] = [{ hcp: first, messageId: firstMessage }];
  let waiting: { readonly table: string; readonly item: Item }[] = [];
  const flush = async () => {
    const all = waiting;
    waiting = [];
    const calls = [];
    for (let start = 0; start < all.length; start += BATCH)
      calls.push(put(engine, all.slice(start, start + BATCH)));
    await Promise.all(calls);
  };
  while (members.length < people) {
    const hcpId = HcpId.parse(newId("hcp", dueAt));
    const messageId = MessageId.parse(newId("msg", dueAt));
    const renamed = new Map<string, string>([
      [first.hcpId, hcpId],
      [firstMessage, messageId],
      [String(first.emailHash), sha256(`${hcpId}-email`)],
      [String(first.mobileHash), sha256(`${hcpId}-sms`)],
    ]);
    for (const { table, item } of templates) {
      const copy = rename(item, renamed);
      if (copy.gsi2pk !== undefined) Object.assign(copy, duePlace(messageId, dueAt));
      waiting.push({ table, item: copy });
    }
    const hcp = { ...first, hcpId, externalId: hcpId, emailHash: sha256(`${hcpId}-email`) } as Hcp;
    members.push({ hcp, messageId });
    if (waiting.length >= 8 * BATCH) await flush();
  }
  await flush();
  return members;
}

async function itemsOf(engine: EngineTables, { hcpId }: Hcp, messageId: MessageId) {
  const { records, people } = engine.names;
  const partition = async (table: string, pk: string) => {
    const values = { ":pk": pk };
    const query = { TableName: table, KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: values };
    const { Items = [] } = await engine.tables.send(new QueryCommand(query));
    return Items.map((item) => ({ table, item: item as Item }));
  };
  const found = await Promise.all([
    partition(people, `HCP#${hcpId}`),
    partition(records, `CONSENT#${hcpId}`),
    partition(records, `SPACE#${hcpId}`),
    partition(records, `MSG#${messageId}`),
  ]);
  return found.flat();
}

/** An item with some texts replaced wherever they stand, keys included. */
function rename(item: Item, names: ReadonlyMap<string, string>): Item {
  let text = JSON.stringify(item);
  for (const [before, after] of names) text = text.replaceAll(before, after);
  return JSON.parse(text) as Item;
}

async function put(
  engine: EngineTables,
  items: readonly { readonly table: string; readonly item: Item }[],
): Promise<void> {
  const requests: Record<string, { PutRequest: { Item: Item } }[]> = {};
  for (const { table, item } of items)
    requests[table] = [...(requests[table] ?? []), { PutRequest: { Item: item } }];
  const { UnprocessedItems = {} } = await engine.tables.send(
    new BatchWriteCommand({ RequestItems: requests }),
  );
  if (Object.keys(UnprocessedItems).length > 0) throw new Error("the engine did not take all items");
}

/** The state of a message, read without parsing: ten thousand of them are read at the end. */
export async function stateOf(engine: EngineTables, messageId: MessageId): Promise<string> {
  const found = await engine.tables.send(
    new GetCommand({ TableName: engine.names.records, Key: { pk: `MSG#${messageId}`, sk: "MESSAGE" } }),
  );
  return String(found.Item?.state);
}
