import * as z from "zod";
import type { EngineResponse } from "./engine-client.ts";
import { itemSize, writeUnits } from "./item-size.ts";
import { type Input, type TouchedItem, touchedItems } from "./request-input.ts";

/** Consumed units of one table since the start or the last reset. */
export interface Units {
  readonly read: number;
  readonly write: number;
  readonly indexes: Readonly<Record<string, { readonly read: number; readonly write: number }>>;
}

const unit = z.object({ CapacityUnits: z.number() }).loose();
const consumedSchema = z
  .object({
    TableName: z.string(),
    CapacityUnits: z.number(),
    Table: unit.optional(),
    GlobalSecondaryIndexes: z.record(z.string(), unit).default({}),
    LocalSecondaryIndexes: z.record(z.string(), unit).default({}),
  })
  .loose();
type Consumed = z.infer<typeof consumedSchema>;
const responseSchema = z.union([z.array(consumedSchema), consumedSchema.transform((one) => [one])]);
const failureSchema = z.object({ Item: z.record(z.string(), z.unknown()).optional() });

const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems"]);
/** A transaction writes each item twice. */
const TRANSACTION_FACTOR = 2;

/** Reads what the engine says a request consumed, table and indexes apart. */
export function consumedOf(body: EngineResponse["body"]): Consumed[] {
  return responseSchema.safeParse(body.ConsumedCapacity).data ?? [];
}

/** Leaves in the answer what the caller asked for; the engine is always asked for everything. */
export function presentCapacity(
  body: EngineResponse["body"],
  asked: string | undefined,
): Record<string, unknown> {
  const { ConsumedCapacity, ...rest } = body;
  if (asked === "INDEXES" && ConsumedCapacity !== undefined) return { ...rest, ConsumedCapacity };
  const all = consumedOf(body);
  if (asked !== "TOTAL" || all.length === 0) return rest;
  const totals = all.map(({ Table, GlobalSecondaryIndexes, LocalSecondaryIndexes, ...total }) => total);
  return { ...rest, ConsumedCapacity: Array.isArray(ConsumedCapacity) ? totals : totals[0] };
}

/** What a refused conditional write still costs: the size of the item that is there, at least one unit. */
function failedUnits(operation: string, { item, kind }: TouchedItem, body: EngineResponse["body"]): number {
  const existing = failureSchema.safeParse(body).data?.Item;
  const size = Math.max(existing === undefined ? 0 : itemSize(existing), kind === "Put" ? itemSize(item) : 0);
  return writeUnits(size) * (operation === "TransactWriteItems" ? TRANSACTION_FACTOR : 1);
}

interface Count {
  read: number;
  write: number;
  readonly indexes: Map<string, { read: number; write: number }>;
}

/**
 * Counts consumed units per table and index. A refused transaction is counted as a lower bound: the old sizes of the
 * items that it would have updated are not known.
 */
export class CapacityCounters {
  #tables = new Map<string, Count>();

  count(operation: string, input: Input, { status, body }: EngineResponse): void {
    const side = WRITES.has(operation) ? "write" : "read";
    for (const {
      TableName,
      CapacityUnits,
      Table,
      GlobalSecondaryIndexes,
      LocalSecondaryIndexes,
    } of consumedOf(body)) {
      const table = this.#table(TableName);
      table[side] += Table?.CapacityUnits ?? CapacityUnits;
      for (const [name, { CapacityUnits: units }] of Object.entries({
        ...GlobalSecondaryIndexes,
        ...LocalSecondaryIndexes,
      })) {
        const index = table.indexes.get(name) ?? { read: 0, write: 0 };
        index[side] += units;
        table.indexes.set(name, index);
      }
    }
    const type = String(body.__type ?? "");
    if (status === 400 && /ConditionalCheckFailed|TransactionCanceled/.test(type))
      for (const touched of touchedItems(operation, input))
        this.#table(touched.table).write += failedUnits(operation, touched, body);
  }

  /** Units by table name. */
  read(): Record<string, Units> {
    return Object.fromEntries(
      [...this.#tables].map(([name, { read, write, indexes }]) => [
        name,
        {
          read,
          write,
          indexes: Object.fromEntries([...indexes].map(([index, units]) => [index, { ...units }])),
        },
      ]),
    );
  }

  reset(): void {
    this.#tables = new Map();
  }

  #table(name: string): Count {
    const known = this.#tables.get(name);
    if (known !== undefined) return known;
    const fresh: Count = { read: 0, write: 0, indexes: new Map() };
    this.#tables.set(name, fresh);
    return fresh;
  }
}
