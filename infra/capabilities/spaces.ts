import { Construct } from "constructs";
import { gateApi } from "../../shared/contracts/spaces/gate.ts";
import { sitePageApi, spacePageApi, spacePreviewApi } from "../../shared/contracts/spaces/pages.ts";
import { spacesApi } from "../../shared/contracts/spaces.ts";
import { ENV } from "../../shared/names.ts";
import { Fn } from "../constructs/fn.ts";
import type { House } from "../house.ts";

/** Spaces: the rep's side, the gate behind a link, and the page of a confirmed visit. */
export class Spaces extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables, secrets } = house;

    const api = new Fn(this, "Api", house, {
      entry: "spaces/api",
      description: "Reads and arranges HCPs' spaces",
    });
    house.appApi.serve(spacesApi, api);
    tables.records.grant(
      api,
      ["GetItem", "BatchGetItem", "Query", "PutItem", "DeleteItem", "ConditionCheckItem"],
      {
        index: ["gsi2"],
      },
    );
    tables.people.grant(api, ["GetItem"]);
    api.setEnvironment(ENV.hcpOrigin, house.origins.hcp);
    tables.audit.grant(api, ["PutItem", "Query"]);

    const gate = new Fn(this, "GatePage", house, {
      entry: "spaces/gate-page",
      description: "The gate behind an invitation's link",
    });
    house.hcpApi.serve(gateApi, gate);
    tables.records.grant(gate, ["GetItem", "Query", "PutItem"]);
    tables.people.grant(gate, ["GetItem"]);
    tables.engagement.grant(gate, ["PutItem"]);
    // what the HCP ticks is a permission, and a new link is a message: both with their audit link
    tables.audit.grant(gate, ["PutItem", "Query"]);
    secrets.sessionKey.grantRead(gate);

    const page = new Fn(this, "SpacePage", house, {
      entry: "spaces/space-page",
      description: "The space of a confirmed visit",
    });
    house.hcpApi.serve(spacePageApi, page);
    tables.records.grant(page, ["GetItem", "BatchGetItem", "Query"]);
    tables.people.grant(page, ["GetItem"]);
    tables.engagement.grant(page, ["PutItem"]);
    secrets.sessionKey.grantRead(page);
    secrets.mediaSigning.grantRead(page);
    page.setEnvironment(ENV.mediaKeyPairId, house.mediaKeyPairId);
    page.setEnvironment(ENV.hcpOrigin, house.origins.hcp);

    const preview = new Fn(this, "PreviewPage", house, {
      entry: "spaces/preview-page",
      description: "Shows reps an HCP's page in a frame of the app",
    });
    house.hcpApi.serve(spacePreviewApi, preview);
    tables.records.grant(preview, ["GetItem", "BatchGetItem"]);
    tables.people.grant(preview, ["GetItem"]);
    secrets.mediaSigning.grantRead(preview);
    preview.setEnvironment(ENV.mediaKeyPairId, house.mediaKeyPairId);
    preview.setEnvironment(ENV.hcpOrigin, house.origins.hcp);
    preview.setEnvironment(ENV.appOrigin, house.origins.app);

    const site = new Fn(this, "SitePage", house, {
      entry: "spaces/site-page",
      description: "The HCP site for somebody without a link",
    });
    house.hcpApi.serve(sitePageApi, site);

    for (const fn of [preview, gate, page, site]) fn.setEnvironment(ENV.companyName, house.stage.companyName);
  }
}
