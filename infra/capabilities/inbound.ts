import { CfnOutput, Duration, Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as sns from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { consentChanged } from "../../shared/contracts/consent.ts";
import { askPages, deskApi, inboundApi } from "../../shared/contracts/inbound.ts";
import { serviceTextSettled } from "../../shared/contracts/messaging.ts";
import { ENV } from "../../shared/names.ts";
import { everyMinutes } from "../constructs/event-rules.ts";
import { Fn } from "../constructs/fn.ts";
import { Queue } from "../constructs/queue.ts";
import type { House } from "../house.ts";
import { acknowledgeSuppressionList } from "../nag-acknowledgements.ts";

const TAKES = Duration.seconds(30);

/**
 * Inbound: what HCPs text back. Our numbers are leased by people and not by this stack; the topic that they publish to
 * is here, and its ARN is what the number's two-way setting wants (docs/deploy.md).
 */
export class Inbound extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables, secrets, stage } = house;
    this.questions(house);

    const topic = this.topic();
    const queue = new Queue(this, "Texts", house, { of: "Texts that came in", consumerTimeout: TAKES });
    queue.takeFrom(topic);

    const received = new Fn(this, "OnTextReceived", house, {
      entry: "inbound/on-text-received",
      description: "Understands texts that HCPs send and has their effects, once",
      timeout: TAKES,
    });
    tables.records.grant(received, ["GetItem", "Query", "PutItem"]);
    tables.people.grant(received, ["GetItem", "PutItem", "UpdateItem"], { index: ["gsi3"] });
    tables.audit.grant(received, ["PutItem", "Query"]);
    secrets.addressPepper.grantRead(received);
    this.grantList(received, stage, ["DeleteOptedOutNumber"]);
    queue.consume(received, { batchSize: 5, maxConcurrency: 4 });

    const changed = new Fn(this, "OnOptOutChanged", house, {
      entry: "inbound/on-opt-out-changed",
      description: "Brings the provider's opt-out list to what the consent ledger says",
    });
    tables.records.grant(changed, ["GetItem", "Query"]);
    tables.people.grant(changed, ["GetItem"], { index: ["gsi3"] });
    this.grantList(changed, stage, ["PutOptedOutNumber", "DeleteOptedOutNumber"]);
    house.bus.on(consentChanged, changed);
    house.bus.on(serviceTextSettled, changed);

    const reconciler = new Fn(this, "Every15Minutes", house, {
      entry: "inbound/every-15-minutes",
      description: "Takes over the providers' opt-outs and suppressions; undecided texts become withdrawals",
      timeout: Duration.minutes(5),
    });
    tables.records.grant(reconciler, ["GetItem", "Query", "PutItem"], { index: ["gsi1"] });
    tables.people.grant(reconciler, ["GetItem", "PutItem"], { index: ["gsi3"] });
    tables.audit.grant(reconciler, ["PutItem", "Query"]);
    secrets.addressPepper.grantRead(reconciler);
    this.grantList(reconciler, stage, ["DescribeOptedOutNumbers"]);
    reconciler.allow("ses:ListSuppressedDestinations", ["*"]);
    acknowledgeSuppressionList(reconciler);
    everyMinutes(reconciler, 15);

    const api = new Fn(this, "Api", house, {
      entry: "inbound/api",
      description: "Texts and questions that wait for a person",
    });
    house.appApi.serve(inboundApi, api);
    tables.records.grant(api, ["GetItem", "Query", "PutItem"], { index: ["gsi1"] });
    // a question that becomes medical information's is taken away from the rep's side
    tables.people.grant(api, ["GetItem", "PutItem", "DeleteItem"]);
    tables.audit.grant(api, ["PutItem", "Query"]);

    for (const fn of [received, changed, reconciler]) fn.setEnvironment(ENV.companyName, stage.companyName);
  }

  /** Questions that HCPs ask on their pages. The page puts them behind the wall, and only the desk reads there (INV-7). */
  private questions(house: House): void {
    const { tables, secrets, stage } = house;
    const page = new Fn(this, "AskPage", house, {
      entry: "inbound/ask-page",
      description: "The HCP's form for a question",
    });
    house.hcpApi.serve(askPages, page);
    tables.records.grant(page, ["GetItem", "BatchGetItem", "PutItem"]);
    tables.people.grant(page, ["GetItem", "PutItem"]);
    tables.restricted.grant(page, ["PutItem"]);
    tables.audit.grant(page, ["PutItem", "Query"]);
    secrets.sessionKey.grantRead(page);
    page.setEnvironment(ENV.companyName, stage.companyName);

    const desk = new Fn(this, "Desk", house, {
      entry: "inbound/desk",
      description: "Questions for medical information, and all of them for safety",
    });
    house.appApi.serve(deskApi, desk);
    tables.records.grant(desk, ["GetItem", "PutItem"], { index: ["gsi1"] });
    tables.people.grant(desk, ["GetItem"]);
    tables.restricted.grant(desk, ["GetItem", "PutItem"], { index: ["gsi1"] });
    tables.audit.grant(desk, ["PutItem", "Query"]);
  }

  /** Where End User Messaging publishes texts. SNS hands each on at once and keeps none. */
  private topic(): sns.Topic {
    const topic = new sns.Topic(this, "TwoWay", { enforceSSL: true });
    topic.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal("sms-voice.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    new CfnOutput(this, "TwoWayTopic", {
      value: topic.topicArn,
      description: "Two-way channel of every number or pool that texts leave from",
    });
    return topic;
  }

  /** Lets a function work with the provider's opt-out list; where a stage names none it gets no right and no variable. */
  private grantList(fn: Fn, { sms }: House["stage"], actions: readonly string[]): void {
    if (sms?.optOutList === undefined) return;
    const list = Stack.of(this).formatArn({
      service: "sms-voice",
      resource: "opt-out-list",
      resourceName: sms.optOutList,
    });
    fn.allow(
      actions.map((action) => `sms-voice:${action}`),
      [list],
    );
    fn.setEnvironment(ENV.smsOptOutList, sms.optOutList);
  }
}
