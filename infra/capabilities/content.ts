import { Construct } from "constructs";
import { contentApi } from "../../shared/contracts/content.ts";
import { trustProfiles } from "../constructs/country-profiles.ts";
import { Fn } from "../constructs/fn.ts";
import type { House } from "../house.ts";

/** Content: versions from draft over review and signature to their end. */
export class Content extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables } = house;

    const api = new Fn(this, "Api", house, {
      entry: "content/api",
      description: "Writes, reviews, approves and withdraws content",
    });
    house.appApi.serve(contentApi, api);
    // UpdateItem: an approval counts the use of its video in the same transaction
    tables.records.grant(
      api,
      ["GetItem", "BatchGetItem", "Query", "PutItem", "UpdateItem", "ConditionCheckItem"],
      {
        index: ["gsi1", "gsi2"],
      },
    );
    tables.audit.grant(api, ["PutItem", "Query"]);
    trustProfiles(house.stage, api);
  }
}
