import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { LAKE_PREFIX } from "../../shared/names.ts";
import { Fn } from "../constructs/fn.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import type { Filing } from "../house.ts";

/** Lake: the second reader of the engagement stream writes Parquet, raw and pseudonymous. */
export class Lake extends Construct {
  constructor(scope: Construct, id: string, house: Filing) {
    super(scope, id);
    const writer = new Fn(this, "OnEngagement", house, {
      entry: "lake/on-engagement",
      description: "Writes engagement as Parquet, raw and pseudonymous",
      timeout: Duration.minutes(1),
      memory: 1024,
    });
    house.buckets.lake.grantPrefix(writer, LAKE_PREFIX.raw, ["PutObject"]);
    house.buckets.lake.grantPrefix(writer, LAKE_PREFIX.export, ["PutObject"]);
    house.tables.records.grant(writer, ["GetItem", "Query"]);
    house.secrets.pseudonymKey.grantRead(writer);
    new StreamConsumer(this, "EngagementStream", house, {
      table: house.tables.engagement,
      fn: writer,
      batchSize: 5000,
      batchWindow: Duration.minutes(1),
      filters: [
        { eventName: ["INSERT"], dynamodb: { Keys: { sk: { S: ["VISIT", { prefix: "BATCH#" }] } } } },
      ],
    });
  }
}
