import { Construct } from "constructs";
import { templatesApi } from "../../shared/contracts/templates.ts";
import { ENV } from "../../shared/names.ts";
import { trustProfiles } from "../constructs/country-profiles.ts";
import { Fn } from "../constructs/fn.ts";
import type { House } from "../house.ts";

/** Templates: the words of messages from draft over review and signature to their end. */
export class Templates extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables } = house;

    const api = new Fn(this, "Api", house, {
      entry: "templates/api",
      description: "Writes, reviews, approves and withdraws message templates",
    });
    house.appApi.serve(templatesApi, api);
    tables.records.grant(api, ["GetItem", "Query", "PutItem"], { index: ["gsi1", "gsi2"] });
    tables.audit.grant(api, ["PutItem", "Query"]);
    trustProfiles(house.stage, api);
    api.setEnvironment(ENV.hcpOrigin, house.origins.hcp);
    api.setEnvironment(ENV.companyName, house.stage.companyName);
  }
}
