import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { directoryUploads } from "../../shared/contracts/directory/imports.ts";
import { directoryApi } from "../../shared/contracts/directory.ts";
import { ENV, TRANSFER_PREFIX } from "../../shared/names.ts";
import { Fn } from "../constructs/fn.ts";
import type { House } from "../house.ts";

/** The directory: HCPs, territories, suppression, and the import that brings people in. */
export class Directory extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables, buckets, secrets, stage } = house;

    const api = new Fn(this, "Api", house, {
      entry: "directory/api",
      description: "HCPs, territories and the state of imports",
    });
    house.appApi.serve(directoryApi, api);
    tables.records.grant(api, ["GetItem", "BatchGetItem", "Query", "PutItem"], { index: ["gsi1"] });
    tables.insights.grant(api, ["BatchGetItem"]);
    tables.people.grant(api, ["GetItem"], { index: ["gsi1", "gsi2"] });
    tables.audit.grant(api, ["PutItem", "Query"]);

    const uploads = new Fn(this, "Uploads", house, {
      entry: "directory/uploads",
      description: "Starts imports and signs their upload forms",
    });
    house.appApi.serve(directoryUploads, uploads);
    tables.records.grant(uploads, ["PutItem"]);
    tables.audit.grant(uploads, ["PutItem", "Query"]);
    // a form can do what its signer may: put one object under imports/
    buckets.transfer.grantPrefix(uploads, TRANSFER_PREFIX.imports, ["PutObject"]);

    const importer = new Fn(this, "OnImportUploaded", house, {
      entry: "directory/on-import-uploaded",
      description: "Imports an uploaded CSV file of HCPs",
      // 10 000 rows take about two minutes; a run that is cut off is continued by the retry
      timeout: Duration.minutes(10),
      memory: 1024,
    });
    // consents come with the people, each with its evidence
    tables.records.grant(importer, ["GetItem", "Query", "PutItem"]);
    importer.setEnvironment(ENV.companyName, stage.companyName);
    tables.people.grant(importer, ["GetItem", "PutItem"]);
    tables.audit.grant(importer, ["PutItem", "Query"]);
    secrets.addressPepper.grantRead(importer);
    buckets.transfer.grantPrefix(importer, TRANSFER_PREFIX.imports, ["GetObject"]);
    buckets.transfer.onCreated(importer, TRANSFER_PREFIX.imports);
  }
}
