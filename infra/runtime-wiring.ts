import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { Fn } from "./constructs/fn.ts";
import { StreamConsumer } from "./constructs/stream-consumer.ts";
import type { House } from "./house.ts";

/** What belongs to no capability: the outbox between the records table's stream and the domain bus. */
export class Runtime extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const outbox = new Fn(this, "Outbox", house, {
      entry: "runtime/on-records-changed",
      description: "Publishes the events that changed records emit",
      timeout: Duration.seconds(30),
    });
    house.bus.grantPublish(outbox);
    new StreamConsumer(this, "Stream", house, {
      table: house.tables.records,
      fn: outbox,
      // A removed record (expiry, erasure) emits nothing.
      filters: [{ eventName: ["INSERT", "MODIFY"] }],
    });
  }
}
