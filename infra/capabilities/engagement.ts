import { Construct } from "constructs";
import { engagementApi } from "../../shared/contracts/engagement.ts";
import { Fn } from "../constructs/fn.ts";
import type { House } from "../house.ts";

/** Engagement: the intake of beacons. It reads what a visit was shown, adds to the engagement table, and does nothing else. */
export class Engagement extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const beacons = new Fn(this, "Beacons", house, {
      entry: "engagement/beacons",
      description: "Takes batches of attention events from the HCP pages",
    });
    house.hcpApi.serve(engagementApi, beacons);
    house.tables.engagement.grant(beacons, ["PutItem", "Query"]);
    house.secrets.sessionKey.grantRead(beacons);
  }
}
