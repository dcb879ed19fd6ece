import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { choicePages, recordPages } from "../../shared/contracts/consent/choice-pages.ts";
import { doorPages } from "../../shared/contracts/consent/door-pages.ts";
import { consentPages } from "../../shared/contracts/consent/link-pages.ts";
import { confirmationRequested, consentApi } from "../../shared/contracts/consent.ts";
import { ENV } from "../../shared/names.ts";
import { trustProfiles } from "../constructs/country-profiles.ts";
import { Fn } from "../constructs/fn.ts";
import type { House } from "../house.ts";

/** Consent: the log as reps record and read it, the HCP's own links, and the mail that asks for a confirmation. */
export class Consent extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables, secrets, stage } = house;

    const api = new Fn(this, "Api", house, {
      entry: "consent/api",
      description: "Records and reads what HCPs permit",
    });
    house.appApi.serve(consentApi, api);
    api.setEnvironment(ENV.hcpOrigin, house.origins.hcp);
    api.setEnvironment(ENV.companyName, stage.companyName);
    tables.records.grant(api, ["Query", "PutItem"]);
    // a signature identifies a person: it stays behind the wall, the log has its hash
    tables.people.grant(api, ["GetItem", "PutItem"]);
    tables.audit.grant(api, ["PutItem", "Query"]);

    const page = new Fn(this, "Page", house, {
      entry: "consent/page",
      description: "Confirmation and one-click unsubscribe",
    });
    house.hcpApi.serve(consentPages, page);
    tables.records.grant(page, ["GetItem", "Query", "PutItem"]);
    // a confirmed address takes the place of the one on record; one click stops an address for all who share it
    tables.people.grant(page, ["GetItem", "UpdateItem", "PutItem"]);
    tables.audit.grant(page, ["PutItem", "Query"]);
    // that a link was asked for, which tells scanners apart
    tables.engagement.grant(page, ["PutItem"]);
    page.setEnvironment(ENV.companyName, stage.companyName);

    const door = new Fn(this, "DoorPage", house, {
      entry: "consent/door-page",
      description: "The page behind the code that a rep shows in a visit",
    });
    house.hcpApi.serve(doorPages, door);
    tables.records.grant(door, ["GetItem", "Query", "PutItem"]);
    tables.people.grant(door, ["GetItem", "PutItem"]);
    tables.audit.grant(door, ["PutItem", "Query"]);
    secrets.addressPepper.grantRead(door);
    door.setEnvironment(ENV.companyName, stage.companyName);

    const choices = new Fn(this, "ChoicesPage", house, {
      entry: "consent/choices-page",
      description: "The HCP's preference centre",
    });
    house.hcpApi.serve(choicePages, choices);
    tables.records.grant(choices, ["GetItem", "BatchGetItem", "Query", "PutItem"], { index: ["gsi1"] });
    tables.people.grant(choices, ["GetItem"]);
    tables.audit.grant(choices, ["PutItem", "Query"]);
    tables.insights.grant(choices, ["Query"]);
    tables.engagement.grant(choices, ["PutItem"]);
    secrets.sessionKey.grantRead(choices);
    choices.setEnvironment(ENV.companyName, stage.companyName);

    const record = new Fn(this, "RecordPage", house, {
      entry: "consent/record-page",
      description: "The HCP's own record as a file",
    });
    house.hcpApi.serve(recordPages, record);
    tables.records.grant(record, ["GetItem", "BatchGetItem", "Query"], { index: ["gsi1"] });
    tables.people.grant(record, ["GetItem"]);
    tables.insights.grant(record, ["Query"]);
    secrets.sessionKey.grantRead(record);
    record.setEnvironment(ENV.companyName, stage.companyName);

    const confirmation = new Fn(this, "OnConsentRequested", house, {
      entry: "consent/on-consent-requested",
      description: "Sends the mail that asks for a confirmation, once",
      timeout: Duration.seconds(30),
    });
    tables.records.grant(confirmation, ["Query", "PutItem", "UpdateItem"]);
    tables.people.grant(confirmation, ["GetItem"]);
    secrets.sessionKey.grantRead(confirmation);
    house.sender.grantEmail(confirmation);
    confirmation.setEnvironment(ENV.hcpOrigin, house.origins.hcp);
    confirmation.setEnvironment(ENV.companyName, stage.companyName);
    house.bus.on(confirmationRequested, confirmation);

    trustProfiles(stage, door, choices, confirmation);
  }
}
