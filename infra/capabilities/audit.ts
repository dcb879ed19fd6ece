import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { everyMinutes } from "../constructs/event-rules.ts";
import { Fn } from "../constructs/fn.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import type { Filing } from "../house.ts";

/** Audit: the locked archive of the hash chains and the daily roots. */
export class Audit extends Construct {
  constructor(scope: Construct, id: string, house: Filing) {
    super(scope, id);
    const archive = house.buckets.auditArchive;

    const copier = new Fn(this, "OnLinkWritten", house, {
      entry: "audit/on-link-written",
      description: "Copies new audit links into the locked archive",
      timeout: Duration.minutes(1),
    });
    archive.grantPrefix(copier, "links/", ["PutObject"]);
    new StreamConsumer(this, "LinkStream", house, {
      table: house.tables.audit,
      fn: copier,
      batchSize: 1000,
      batchWindow: Duration.seconds(20),
      filters: [{ eventName: ["INSERT"] }],
    });

    const sealer = new Fn(this, "EveryHour", house, {
      entry: "audit/every-hour",
      description: "Seals the audit days that are over with a root",
      timeout: Duration.minutes(5),
    });
    archive.grantPrefix(sealer, "links/", ["GetObject"]);
    archive.grantPrefix(sealer, "roots/", ["GetObject", "PutObject"]);
    archive.grantList(sealer, "links/");
    archive.grantList(sealer, "roots/");
    everyMinutes(sealer, 60);
  }
}
