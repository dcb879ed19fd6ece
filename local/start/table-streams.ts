import type { StreamSource } from "../mappings/stream-source.ts";
import type { Plan } from "../plan/plan.ts";
import type { StreamReader } from "../services/dynamodb/stream-reader.ts";

/** The tables' streams as the mappings read them: by stream ARN instead of by table name. */
export function tableStreams(plan: Pick<Plan, "tables">, reader: StreamReader): StreamSource {
  const tableOf = (streamArn: string): string => {
    const table = plan.tables.find((one) => one.streamArn === streamArn);
    if (table === undefined) throw new Error(`no table of the plan has the stream ${streamArn}`);
    return table.name;
  };
  return {
    shards: async (streamArn) => (await reader.shards(tableOf(streamArn))).map((shard) => shard.shardId),
    read: async (streamArn, shardId, after, limit) => {
      const page = await reader.readStream(tableOf(streamArn), after, limit, shardId);
      return { records: page.records, next: page.lastSequence };
    },
  };
}
