import { GetCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { Channel } from "../../shared/model/channel.ts";
import {
  DAY,
  HOUR,
  type Instant,
  InstantText,
  instantText,
  MINUTE,
  SECOND,
} from "../../shared/model/time.ts";
import { auditPart } from "../runtime/audit.ts";
import { transact } from "../runtime/transaction.ts";
import { type ChangeDeps, PROVIDER } from "./record-change.ts";
import type { RecordsTable } from "./store.ts";

/** A channel on which a provider takes nothing from anybody: messages wait until then without trying. */
export const ChannelHold = z.object({
  channel: Channel,
  /** The provider's word for it, such as `SendingPausedException`. */
  code: z.string(),
  since: InstantText,
  until: InstantText,
});
export type ChannelHold = z.output<typeof ChannelHold>;

const holdKey = (channel: Channel) => ({ pk: `CHANNEL#${channel}`, sk: "HOLD" });

/** What only time or a talk with the provider changes; everything else may be our own set-up, repaired in minutes. */
const SLOW: ReadonlySet<string> = new Set([
  "AccountSuspendedException",
  "ACCOUNT_DISABLED",
  "INSUFFICIENT_ACCOUNT_REPUTATION",
  "LimitExceededException",
  "MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA",
  "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT",
]);

/** Pure: until when a channel rests after such a refusal. The first message after it finds out whether it goes on. */
export function holdUntil(code: string, now: Instant): Instant {
  return now + (SLOW.has(code) ? HOUR : 15 * MINUTE);
}

/** The hold on a channel at an instant: one strongly consistent Get. */
export async function readHold(
  deps: RecordsTable,
  channel: Channel,
  now: Instant,
): Promise<ChannelHold | undefined> {
  const found = await deps.tables.send(
    new GetCommand({ TableName: deps.recordsTable, Key: holdKey(channel), ConsistentRead: true }),
  );
  const hold = found.Item === undefined ? undefined : ChannelHold.parse(found.Item);
  const holds = hold !== undefined && Date.parse(hold.since) <= now && now < Date.parse(hold.until);
  return holds ? hold : undefined;
}

/**
 * Holds a channel, with its audit link. Of many messages that are refused at once the first one does it; the others
 * find it done.
 * @returns whether this call did it
 */
export async function holdChannel(
  deps: ChangeDeps,
  channel: Channel,
  code: string,
  now: Instant,
): Promise<boolean> {
  const until = holdUntil(code, now);
  const hold: ChannelHold = { channel, code, since: instantText(now), until: instantText(until) };
  const audit = await auditPart(
    deps.tables,
    deps.auditTable,
    {
      actor: PROVIDER,
      action: "channel.hold",
      object: { type: "Channel", id: channel },
      after: { until: hold.until },
      reason: code,
    },
    now,
  );
  const written = await transact(deps.tables, [
    {
      name: "already_held",
      item: {
        Put: {
          TableName: deps.recordsTable,
          Item: { ...holdKey(channel), v: 1, ...hold, expiresAt: Math.ceil((until + 30 * DAY) / SECOND) },
          ConditionExpression: "attribute_not_exists(pk) OR #until <= :now",
          ExpressionAttributeNames: { "#until": "until" },
          ExpressionAttributeValues: { ":now": hold.since },
        },
      },
    },
    audit,
  ]);
  return written.kind === "committed";
}
