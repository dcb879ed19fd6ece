import * as events from "aws-cdk-lib/aws-events";
import { Construct } from "constructs";
import type { DomainEvent } from "../../shared/contracts/event.ts";
import { DOMAIN_EVENT_SOURCE, ENV } from "../../shared/names.ts";
import { deliver } from "./event-rules.ts";
import type { Fn } from "./fn.ts";

/** The bus of domain events. Only the outbox publishes; everybody may listen. */
export class DomainBus extends Construct {
  readonly bus: events.EventBus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new events.EventBus(this, "Bus", { description: "Domain events: ids and revs, never state" });
  }

  /** Lets the outbox publish. */
  grantPublish(fn: Fn): void {
    fn.allow("events:PutEvents", [this.bus.eventBusArn]);
    fn.setEnvironment(ENV.domainBus, this.bus.eventBusName);
  }

  /** Calls a function for every event of this name; at least once, in any order. */
  on(event: DomainEvent, fn: Fn): events.Rule {
    const rule = new events.Rule(fn, `On-${event.name}`, {
      description: `${event.name} → ${fn.entry}`,
      eventBus: this.bus,
      eventPattern: { source: [DOMAIN_EVENT_SOURCE], detailType: [event.name] },
    });
    deliver(rule, fn);
    return rule;
  }
}
