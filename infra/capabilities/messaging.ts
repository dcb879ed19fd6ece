import { Duration } from "aws-cdk-lib";
import { SqsSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { confirmationRequested } from "../../shared/contracts/consent.ts";
import { bulkApi, bulkMoved } from "../../shared/contracts/messaging/bulk.ts";
import { mailPreviewApi } from "../../shared/contracts/messaging/preview.ts";
import { wordingApi } from "../../shared/contracts/messaging/wording.ts";
import { messageQueued, messagingApi, serviceTextDue } from "../../shared/contracts/messaging.ts";
import { ENV, MEDIA_PREFIX, METRICS } from "../../shared/names.ts";
import { Alarm } from "../constructs/alarm.ts";
import { trustProfiles } from "../constructs/country-profiles.ts";
import { everyMinutes, onAwsEvent } from "../constructs/event-rules.ts";
import { Fn } from "../constructs/fn.ts";
import { countLines } from "../constructs/log-metric.ts";
import { Queue } from "../constructs/queue.ts";
import type { House } from "../house.ts";

/** Functions that hand messages off side by side: together they keep to the providers' rates. */
const INSTANCES = 4;

/**
 * Messaging: composing, the due index, the hand-off behind the send gate, and what providers report. Only the hand-off
 * may send, and nothing but the due queue calls it.
 */
export class Messaging extends Construct {
  constructor(scope: Construct, id: string, house: House) {
    super(scope, id);
    const { tables, queues, secrets, sender } = house;

    const api = new Fn(this, "Api", house, {
      entry: "messaging/api",
      description: "Composes, follows and cancels messages, and asks the send gate",
    });
    house.appApi.serve(messagingApi, api);
    tables.records.grant(api, ["GetItem", "BatchGetItem", "Query", "PutItem"], {
      // gsi2: what the company promotes, whose names nobody types
      index: ["gsi1", "gsi2", "gsi3"],
    });
    tables.people.grant(api, ["GetItem"]);
    // how often a link was asked for, in numbers; never who or what asked
    tables.insights.grant(api, ["GetItem"]);
    tables.audit.grant(api, ["PutItem", "Query"]);
    // the dry run says whether texts have a way out; it may not use it
    sender.sayHowTextsLeave(api);

    const sweep = new Fn(this, "EveryMinute", house, {
      entry: "messaging/every-minute",
      description: "Moves due messages to the queue",
      timeout: Duration.seconds(50),
    });
    tables.records.grant(sweep, ["GetItem", "PutItem", "UpdateItem"], { index: ["gsi2"] });
    queues.due.grantSend(sweep);
    everyMinutes(sweep, 1);
    new Alarm(this, "UnreadableDue", house, {
      severity: "ticket",
      runbook: "A due message cannot be read",
      summary: "The sweep passed over a row that is no message",
      metric: countLines(sweep, METRICS.dueRowUnreadable, { message: "due row is no message" }),
      above: 0,
    });

    const queued = new Fn(this, "OnMessageQueued", house, {
      entry: "messaging/on-message-queued",
      description: "Puts a message that is due at once on the queue",
    });
    tables.records.grant(queued, ["GetItem", "UpdateItem"]);
    queues.due.grantSend(queued);
    house.bus.on(messageQueued, queued);

    const due = new Fn(this, "OnMessageDue", house, {
      entry: "messaging/on-message-due",
      description: "Asks the send gate and hands off what it allows, once",
      timeout: Duration.seconds(30),
    });
    tables.records.grant(due, ["GetItem", "BatchGetItem", "Query", "PutItem", "ConditionCheckItem"], {
      index: ["gsi2"],
    });
    // Put: a refusal tells of a number that is dead or has stopped
    tables.people.grant(due, ["GetItem", "PutItem", "ConditionCheckItem"]);
    tables.audit.grant(due, ["PutItem", "Query"]);
    secrets.sessionKey.grantRead(due);
    sender.grantMessages(due, INSTANCES);
    // the text service reads a picture with the right of who sends it
    if (house.stage.sms?.pictures === true)
      house.buckets.media.grantPrefix(due, MEDIA_PREFIX.previews, ["GetObject"]);
    queues.due.consume(due, { batchSize: 5, maxConcurrency: INSTANCES });

    const preview = new Fn(this, "PreviewPage", house, {
      entry: "messaging/preview-page",
      description: "Shows senders their mail in a frame of the app",
    });
    house.hcpApi.serve(mailPreviewApi, preview);
    tables.records.grant(preview, ["GetItem", "BatchGetItem", "Query"], { index: ["gsi2"] });
    tables.people.grant(preview, ["GetItem"]);
    preview.setEnvironment(ENV.appOrigin, house.origins.app);

    const wording = new Fn(this, "WordingApi", house, {
      entry: "messaging/wording-api",
      description: "Offers templates to composers, and takes compliance's answers to what was typed",
    });
    house.appApi.serve(wordingApi, wording);
    tables.records.grant(wording, ["GetItem", "BatchGetItem", "Query", "PutItem"], {
      index: ["gsi2", "gsi4"],
    });
    tables.people.grant(wording, ["GetItem"]);
    tables.audit.grant(wording, ["PutItem", "Query"]);

    const bulk = new Fn(this, "BulkApi", house, {
      entry: "messaging/bulk-api",
      description: "Takes invitations to many, and shows how far they are",
    });
    house.appApi.serve(bulkApi, bulk);
    tables.records.grant(bulk, ["GetItem", "Query", "PutItem"], { index: ["gsi1"] });
    tables.people.grant(bulk, ["GetItem"]);
    tables.audit.grant(bulk, ["PutItem", "Query"]);

    const bulkWork = new Fn(this, "OnBulkMoved", house, {
      entry: "messaging/on-bulk-moved",
      description: "Judges, invites or takes back the next people of an invitation to many",
      timeout: Duration.seconds(60),
    });
    tables.records.grant(bulkWork, ["GetItem", "BatchGetItem", "Query", "PutItem"]);
    tables.people.grant(bulkWork, ["GetItem"]);
    tables.audit.grant(bulkWork, ["PutItem", "Query"]);
    // its dry run says whether texts have a way out; it may not use it
    sender.sayHowTextsLeave(bulkWork);
    house.bus.on(bulkMoved, bulkWork);

    trustProfiles(house.stage, api, due, preview, wording, bulkWork);
    for (const fn of [api, due, preview, wording, bulkWork]) {
      fn.setEnvironment(ENV.hcpOrigin, house.origins.hcp);
      fn.setEnvironment(ENV.companyName, house.stage.companyName);
    }

    const serviceTexts = new Fn(this, "OnServiceTextDue", house, {
      entry: "messaging/on-service-text-due",
      description: "Sends texts outside the send gate: answers, and requests to confirm a permission",
      timeout: Duration.seconds(60),
    });
    tables.records.grant(serviceTexts, ["GetItem", "Query", "PutItem"]);
    tables.people.grant(serviceTexts, ["GetItem"]);
    tables.audit.grant(serviceTexts, ["PutItem", "Query"]);
    sender.grantTexts(serviceTexts);
    trustProfiles(house.stage, serviceTexts);
    serviceTexts.setEnvironment(ENV.hcpOrigin, house.origins.hcp);
    serviceTexts.setEnvironment(ENV.companyName, house.stage.companyName);
    house.bus.on(serviceTextDue, serviceTexts);
    house.bus.on(confirmationRequested, serviceTexts);

    new Alarm(this, "ProfileUnsigned", house, {
      severity: "ticket",
      runbook: "A country is switched off",
      summary: "Messages wait for a country whose profile is not signed, or soon will be over",
      metric: countLines(due, METRICS.profileUnsigned, { message: "country profile needs a signature" }),
      above: 0,
    });

    new Alarm(this, "Unknown", house, {
      severity: "ticket",
      runbook: "Outcome of a message is unknown",
      summary: "A provider left it open whether it took a message",
      metric: countLines(due, METRICS.messageUnknown, {
        message: "provider did not accept",
        where: { outcome: "unknown" },
      }),
      above: 0,
    });

    new Alarm(this, "ChannelHeld", house, {
      severity: "page",
      runbook: "A provider takes no messages",
      summary: "A provider refuses everything on a channel; messages wait",
      metric: countLines(due, METRICS.channelHeld, { message: "channel held" }),
      above: 0,
    });

    const reporting = Duration.seconds(30);
    // one function for both ways: whichever brings a report first needs all of the rights
    const provider = new Fn(this, "OnProviderEvent", house, {
      entry: "messaging/on-provider-event",
      description: "Settles messages by what SES and the SMS service report, and suppresses dead addresses",
      timeout: reporting,
    });
    // Query: a complaint is the next event of the person's consent log
    tables.records.grant(provider, ["GetItem", "Query", "PutItem"]);
    tables.people.grant(provider, ["PutItem"]);
    tables.audit.grant(provider, ["PutItem", "Query"]);
    sender.sayPrices(provider);
    const reports = new Queue(this, "Reports", house, {
      of: "Reports of the providers",
      consumerTimeout: reporting,
    });
    reports.consume(provider, { batchSize: 10, maxConcurrency: 4 });
    sender.reports.addSubscription(new SqsSubscription(reports.queue, { rawMessageDelivery: true }));
    onAwsEvent(provider, "DeliveryReported", {
      source: ["aws.ses"],
      // opens and clicks are no evidence (CON-12), so they are not even delivered
      detailType: [
        "Email Sent",
        "Email Delivered",
        "Email Delivery Delayed",
        "Email Bounced",
        "Email Complaint Received",
        "Email Rejected",
        "Email Rendering Failed",
      ],
    });
    onAwsEvent(provider, "TextReported", {
      source: ["aws.sms-voice"],
      detailType: ["Text Message Delivery Status Updated", "Media Message Delivery Status Updated"],
    });
  }
}
