import { Duration } from "aws-cdk-lib";
import { Construct } from "constructs";
import { consentChanged } from "../../shared/contracts/consent.ts";
import { insightsApi } from "../../shared/contracts/insights.ts";
import { messageSettled } from "../../shared/contracts/messaging.ts";
import { visitConfirmed } from "../../shared/contracts/spaces.ts";
import { METRICS } from "../../shared/names.ts";
import { Alarm } from "../constructs/alarm.ts";
import { everyMinutes } from "../constructs/event-rules.ts";
import { Fn } from "../constructs/fn.ts";
import { countLines } from "../constructs/log-metric.ts";
import { StreamConsumer } from "../constructs/stream-consumer.ts";
import type { House } from "../house.ts";

/** Insights: the fold of the engagement stream and the rep's view of one HCP. */
export class Insights extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables } = house;

    const fold = new Fn(this, "Fold", house, {
      entry: "insights/on-engagement",
      description: "Folds the engagement stream into aggregates, each exactly once",
      timeout: Duration.minutes(1),
      memory: 1024,
    });
    tables.insights.grant(fold, ["GetItem", "PutItem", "UpdateItem"]);
    tables.records.grant(fold, ["GetItem", "Query"]);
    // all that is known of a message's links, to count them anew
    tables.engagement.grant(fold, ["Query"]);
    new StreamConsumer(this, "FoldStream", house, {
      table: tables.engagement,
      fn: fold,
      batchSize: 1000,
      // visits, beacon batches, requests of links and presses are counted; exposures and deletions by TTL never reach the fold
      filters: [
        {
          eventName: ["INSERT"],
          dynamodb: {
            Keys: { sk: { S: ["VISIT", { prefix: "BATCH#" }, { prefix: "FETCH#" }, { prefix: "PRESS#" }] } },
          },
        },
      ],
      // gathered, so that a film that many watch is written once for all of them (decision 0017)
      batchWindow: Duration.seconds(20),
      // only to be told the shard: nothing is carried over, so the longest there is
      tumblingWindow: Duration.minutes(15),
    });

    new Alarm(this, "Rejected", house, {
      severity: "ticket",
      runbook: "Engagement data was rejected",
      summary: "The fold could not read an engagement item",
      metric: countLines(fold, METRICS.foldRejected, { message: "engagement item rejected" }),
      above: 0,
    });

    const invitations = new Fn(this, "OnInvitationMoved", house, {
      entry: "insights/on-invitation-moved",
      description: "Counts what became of invitations, by territory and week",
    });
    tables.insights.grant(invitations, ["GetItem", "PutItem", "UpdateItem"]);
    tables.records.grant(invitations, ["GetItem", "Query"]);
    tables.people.grant(invitations, ["GetItem"]);
    tables.engagement.grant(invitations, ["Query"]);
    house.bus.on(messageSettled, invitations);
    house.bus.on(visitConfirmed, invitations);

    const again = new Fn(this, "EveryHour", house, {
      entry: "insights/every-hour",
      description: "Counts links again by the newest classifier",
      timeout: Duration.minutes(5),
    });
    tables.insights.grant(again, ["GetItem", "PutItem", "UpdateItem"], { index: ["gsi1"] });
    tables.records.grant(again, ["GetItem"]);
    tables.engagement.grant(again, ["Query"]);
    everyMinutes(again, 60);

    const forget = new Fn(this, "OnConsentChanged", house, {
      entry: "insights/on-consent-changed",
      description: "Deletes what HCPs had deleted of their viewing",
      timeout: Duration.seconds(30),
    });
    tables.insights.grant(forget, ["Query", "DeleteItem"]);
    tables.records.grant(forget, ["Query"]);
    house.bus.on(consentChanged, forget);

    const api = new Fn(this, "Api", house, {
      entry: "insights/api",
      description: "The rep's view of HCPs' attention, timelines and the own territories",
    });
    house.appApi.serve(insightsApi, api);
    tables.insights.grant(api, ["GetItem", "Query"]);
    tables.records.grant(api, ["GetItem", "BatchGetItem", "Query"], { index: ["gsi1", "gsi2"] });
    tables.people.grant(api, ["GetItem"]);
    tables.audit.grant(api, ["PutItem", "Query"]);
  }
}
