import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import type { TablePlan } from "../../plan/plan.ts";
import { type EngineClient, TABLES } from "./engine-client.ts";

const POLL_MS = 20;
const BOTH_IMAGES = "NEW_AND_OLD_IMAGES";

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const indexSchema = z
  .object({
    IndexName: z.string(),
    KeySchema: keySchema,
    Projection: z.object({ ProjectionType: z.string().optional() }).loose().optional(),
  })
  .loose();
const tableSchema = z.object({
  TableName: z.string(),
  KeySchema: keySchema,
  AttributeDefinitions: z.array(z.unknown()).default([]),
  GlobalSecondaryIndexes: z.array(indexSchema).default([]),
  LocalSecondaryIndexes: z.array(indexSchema).default([]),
  StreamSpecification: z
    .object({ StreamEnabled: z.boolean(), StreamViewType: z.string().optional() })
    .optional(),
});
const describedSchema = z.object({ Table: tableSchema.extend({ TableStatus: z.string() }) });
const listSchema = z.object({
  TableNames: z.array(z.string()),
  LastEvaluatedTableName: z.string().optional(),
});

export interface IndexKeys {
  /** Partition key first. */
  readonly keys: readonly string[];
  /** A global index follows its table with a delay, a local one at once. */
  readonly global: boolean;
  readonly projectsAll: boolean;
}

/** Names of a table's keys: needed to know which partition a request touches and which item a row is. */
export interface TableKeys {
  /** Partition key first. */
  readonly table: readonly string[];
  readonly indexes: ReadonlyMap<string, IndexKeys>;
  /** What the stream shows, as the template asks for it. */
  readonly viewType: string | undefined;
}

/** Reads the key attributes out of a planned table, partition key first. */
export function tableKeys(plan: TablePlan): TableKeys {
  const given = tableSchema.parse(plan.create);
  const names = (keys: z.infer<typeof keySchema>): string[] =>
    [...keys].sort((a, b) => a.KeyType.localeCompare(b.KeyType)).map(({ AttributeName }) => AttributeName);
  const read = (index: z.infer<typeof indexSchema>, global: boolean): [string, IndexKeys] => [
    index.IndexName,
    { keys: names(index.KeySchema), global, projectsAll: index.Projection?.ProjectionType === "ALL" },
  ];
  return {
    table: names(given.KeySchema),
    indexes: new Map([
      ...given.GlobalSecondaryIndexes.map((index) => read(index, true)),
      ...given.LocalSecondaryIndexes.map((index) => read(index, false)),
    ]),
    viewType: given.StreamSpecification?.StreamViewType,
  };
}

/**
 * The stream is always kept with both images, whatever the plan shows of it: only then can a write that changed
 * nothing be told from one that did. Readers get what the plan asks for.
 */
function createInput({ create, streamArn }: TablePlan): Record<string, unknown> {
  const { StreamSpecification: _, ...table } = create;
  return streamArn === undefined
    ? table
    : { ...table, StreamSpecification: { StreamEnabled: true, StreamViewType: BOTH_IMAGES } };
}

async function describe(
  engine: EngineClient,
  name: string,
): Promise<z.infer<typeof describedSchema>["Table"]> {
  for (;;) {
    const { Table } = describedSchema.parse(
      await engine.call(`${TABLES}.DescribeTable`, { TableName: name }),
    );
    if (Table.TableStatus === "ACTIVE") return Table;
    await delay(POLL_MS);
  }
}

/** Brings a table of an earlier template up to the plan: new indexes and a new stream. Items are never touched. */
async function upgrade(engine: EngineClient, plan: TablePlan): Promise<void> {
  const wanted = tableSchema.parse(plan.create);
  const found = await describe(engine, plan.name);
  if (JSON.stringify(found.KeySchema) !== JSON.stringify(wanted.KeySchema))
    throw new Error(
      `The local table ${plan.name} has other keys than the template (${plan.stack}/${plan.logicalId}). AWS would replace the table; delete the data directory to do the same here.`,
    );
  const present = new Set(found.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName));
  for (const index of wanted.GlobalSecondaryIndexes.filter(({ IndexName }) => !present.has(IndexName))) {
    const { AttributeDefinitions } = wanted;
    const change = {
      TableName: plan.name,
      AttributeDefinitions,
      GlobalSecondaryIndexUpdates: [{ Create: index }],
    };
    await engine.call(`${TABLES}.UpdateTable`, change);
    await describe(engine, plan.name);
  }
  const { StreamSpecification } = createInput(plan);
  if (plan.streamArn !== undefined && found.StreamSpecification?.StreamEnabled !== true)
    await engine.call(`${TABLES}.UpdateTable`, { TableName: plan.name, StreamSpecification });
}

/** Creates the planned tables; existing ones are kept with their items. */
export async function ensureTables(engine: EngineClient, plans: readonly TablePlan[]): Promise<void> {
  const existing = new Set<string>();
  let after: string | undefined;
  do {
    const page = listSchema.parse(
      await engine.call(
        `${TABLES}.ListTables`,
        after === undefined ? {} : { ExclusiveStartTableName: after },
      ),
    );
    for (const name of page.TableNames) existing.add(name);
    after = page.LastEvaluatedTableName;
  } while (after !== undefined);

  for (const plan of plans) {
    if (existing.has(plan.name)) {
      await upgrade(engine, plan);
      continue;
    }
    await engine.call(`${TABLES}.CreateTable`, createInput(plan));
    await describe(engine, plan.name);
    if (plan.ttlAttribute !== undefined)
      await engine.call(`${TABLES}.UpdateTimeToLive`, {
        TableName: plan.name,
        TimeToLiveSpecification: { Enabled: true, AttributeName: plan.ttlAttribute },
      });
  }
}
