import * as z from "zod";
import type { TablePlan } from "../../plan/plan.ts";
import type { Journal, LocalClock } from "../../runtime-ports.ts";
import { type EngineClient, errorName, TABLES } from "./engine-client.ts";
import type { KnownTable } from "./needed-actions.ts";
import type { Item } from "./request-input.ts";
import type { EngineRecord } from "./stream-record.ts";

/** A deletion that DynamoDB's TTL made, kept so that the stream can say who deleted. */
interface Expiry {
  readonly table: string;
  readonly key: Item;
  readonly ttl: string;
  /** Real time, ms. */
  readonly at: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const JOURNAL = "dynamodb-expired";
/** DynamoDB does not delete what expired longer ago: such a number is taken for a mistake. */
const OLDEST_EXPIRY_SECONDS = 5 * 365 * 24 * 60 * 60;

const pageSchema = z.object({
  Items: z.array(z.record(z.string(), z.unknown())).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});
const numberSchema = z.object({ N: z.string() });

/** Deletes expired items by business time and remembers which deletions were its own. */
export interface ExpiredItems {
  /** Deletes what has expired by now; resolves to how many items. Runs never overlap. */
  sweep(): Promise<number>;
  /** Whether a REMOVE record of the stream is one of these deletions. */
  deleted(table: string, record: EngineRecord): boolean;
}

const identity = (table: string, key: Item, ttl: string): string =>
  JSON.stringify([table, ttl, ...Object.entries(key).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** Opens the record of deletions; what is older than the streams' 24 hours is dropped. */
export async function openExpiredItems(
  engine: EngineClient,
  tables: ReadonlyMap<string, KnownTable>,
  clock: LocalClock,
  journal: Journal,
): Promise<ExpiredItems> {
  const log = await journal.open<Expiry>(JOURNAL);
  const recent = log.entries.filter(({ at }) => at > Date.now() - DAY_MS);
  await log.compact(recent);
  const known = new Set(recent.map(({ table, key, ttl }) => identity(table, key, ttl)));

  const expire = async (plan: TablePlan, attribute: string, key: Item, ttl: string): Promise<boolean> => {
    // Written first: after a crash between the two, the stream still tells the truth about the deletion.
    known.add(identity(plan.name, key, ttl));
    await log.append({ table: plan.name, key, ttl, at: Date.now() });
    const { status, body } = await engine.send(`${TABLES}.DeleteItem`, {
      TableName: plan.name,
      Key: key,
      ConditionExpression: "#ttl = :ttl",
      ExpressionAttributeNames: { "#ttl": attribute },
      ExpressionAttributeValues: { ":ttl": { N: ttl } },
    });
    if (status === 200) return true;
    known.delete(identity(plan.name, key, ttl));
    if (errorName(body) === "ConditionalCheckFailedException") return false;
    throw new Error(`Deleting an expired item of ${plan.name} failed: ${errorName(body)}`);
  };

  const sweepTable = async ({ plan, keys }: KnownTable, attribute: string): Promise<number> => {
    const nowSeconds = Math.floor(clock.now() / 1000);
    let deleted = 0;
    let start: Item | undefined;
    do {
      const page = pageSchema.parse(
        await engine.call(`${TABLES}.Scan`, {
          TableName: plan.name,
          FilterExpression: "#ttl < :now AND #ttl > :oldest",
          ExpressionAttributeNames: { "#ttl": attribute },
          ExpressionAttributeValues: {
            ":now": { N: String(nowSeconds) },
            ":oldest": { N: String(nowSeconds - OLDEST_EXPIRY_SECONDS) },
          },
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      for (const item of page.Items) {
        const ttl = numberSchema.safeParse(item[attribute]).data?.N;
        const key = Object.fromEntries(keys.table.map((name) => [name, item[name]]));
        if (ttl !== undefined && (await expire(plan, attribute, key, ttl))) deleted += 1;
      }
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return deleted;
  };

  const sweepAll = async (): Promise<number> => {
    let deleted = 0;
    for (const table of tables.values())
      if (table.plan.ttlAttribute !== undefined) deleted += await sweepTable(table, table.plan.ttlAttribute);
    return deleted;
  };
  let running: Promise<number> = Promise.resolve(0);
  return {
    sweep() {
      running = running.catch(() => 0).then(sweepAll);
      return running;
    },
    deleted(table, { eventName, dynamodb: { Keys, OldImage } }) {
      const attribute = tables.get(table)?.plan.ttlAttribute;
      if (eventName !== "REMOVE" || attribute === undefined || OldImage === undefined) return false;
      const ttl = numberSchema.safeParse(OldImage[attribute]).data?.N;
      return ttl !== undefined && known.has(identity(table, Keys, ttl));
    },
  };
}
