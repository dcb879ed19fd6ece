import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { consentChanged } from "../../shared/contracts/consent.ts";
import { experimentsApi } from "../../shared/contracts/experiments.ts";
import { messageQueued, messageSettled } from "../../shared/contracts/messaging.ts";
import { visitConfirmed } from "../../shared/contracts/spaces.ts";
import { trustProfiles } from "../constructs/country-profiles.ts";
import { everyMinutes } from "../constructs/event-rules.ts";
import { Fn } from "../constructs/fn.ts";
import type { House } from "../house.ts";

/** Experiments: plans, what becomes of the people in them, and the look that ends them. */
export class Experiments extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables } = house;

    const api = new Fn(this, "Api", house, {
      entry: "experiments/api",
      description: "Plans, registers, shows and ends experiments",
    });
    house.appApi.serve(experimentsApi, api);
    tables.records.grant(api, ["GetItem", "PutItem"], { index: ["gsi1", "gsi2"] });
    tables.insights.grant(api, ["Query"]);
    tables.audit.grant(api, ["PutItem", "Query"]);
    trustProfiles(house.stage, api);

    const units = new Fn(this, "OnUnitMoved", house, {
      entry: "experiments/on-unit-moved",
      description: "Counts what became of the people in experiments",
      timeout: Duration.seconds(30),
    });
    // Query: a person's trials, and their consent log when they left
    tables.records.grant(units, ["GetItem", "Query"]);
    tables.insights.grant(units, ["GetItem", "PutItem", "UpdateItem"]);
    house.bus.on(messageQueued, units);
    house.bus.on(messageSettled, units);
    house.bus.on(visitConfirmed, units);
    house.bus.on(consentChanged, units);

    const look = new Fn(this, "Every15Minutes", house, {
      entry: "experiments/every-15-minutes",
      description: "Ends experiments that have found something, harm somebody, or are over",
      timeout: Duration.seconds(60),
    });
    tables.records.grant(look, ["PutItem"], { index: ["gsi2"] });
    tables.insights.grant(look, ["Query"]);
    tables.audit.grant(look, ["PutItem", "Query"]);
    everyMinutes(look, 15);
  }
}
