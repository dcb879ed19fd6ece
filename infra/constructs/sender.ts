import { Stack } from "aws-cdk-lib";
import * as iam from "aws-cdk-lib/aws-iam";
import * as ses from "aws-cdk-lib/aws-ses";
import * as smsvoice from "aws-cdk-lib/aws-smsvoice";
import * as sns from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { ENV } from "../../shared/names.ts";
import type { Stage } from "../config.ts";
import type { Fn } from "./fn.ts";

/** Opens and clicks are machines as often as people (CON-12): they are not even measured. */
const MAIL_EVENTS = [
  "SEND",
  "DELIVERY",
  "DELIVERY_DELAY",
  "BOUNCE",
  "COMPLAINT",
  "REJECT",
  "RENDERING_FAILURE",
] as const;

/**
 * The ways out: for each channel the one that the stage chose. What became of messages is told to the default bus, which
 * is best effort, and to a topic, which is not.
 */
export class Sender extends Construct {
  /** Where both services tell what became of messages. */
  readonly reports: sns.Topic;
  private readonly stage: Stage;
  private readonly texts: smsvoice.CfnConfigurationSet | undefined;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.stage = stage;
    const configuration = new ses.CfnConfigurationSet(this, "Configuration", {
      name: stage.sender.configurationSet,
      reputationOptions: { reputationMetricsEnabled: true },
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    this.reports = new sns.Topic(this, "Reports", { enforceSSL: true });
    this.texts = this.reportsOnTexts();
    const bus = Stack.of(this).formatArn({
      service: "events",
      resource: "event-bus",
      resourceName: "default",
    });
    const destinations = {
      "default-bus": { eventBridgeDestination: { eventBusArn: bus } },
      topic: { snsDestination: { topicArn: this.reports.topicArn } },
    };
    const policy = this.letPublish("ses.amazonaws.com", "ses", stage.sender.configurationSet);
    for (const [name, destination] of Object.entries(destinations)) {
      const told = new ses.CfnConfigurationSetEventDestination(this, `Events-${name}`, {
        configurationSetName: configuration.ref,
        eventDestination: { name, enabled: true, matchingEventTypes: [...MAIL_EVENTS], ...destination },
      });
      // SES tries the topic when the destination is made
      told.node.addDependency(policy);
    }
  }

  /** Texts of End User Messaging belong to a configuration set only for the sake of its reports. */
  private reportsOnTexts(): smsvoice.CfnConfigurationSet | undefined {
    const { sms, name } = this.stage;
    if (sms?.originationIdentity === undefined || sms.pinpointApplicationId !== undefined) return undefined;
    const configurationSetName = `invito-${name}-texts`;
    const texts = new smsvoice.CfnConfigurationSet(this, "Texts", {
      configurationSetName,
      eventDestinations: [
        {
          eventDestinationName: "topic",
          enabled: true,
          matchingEventTypes: ["TEXT_ALL", ...(sms.pictures === true ? ["MEDIA_ALL"] : [])],
          snsDestination: { topicArn: this.reports.topicArn },
        },
      ],
    });
    texts.node.addDependency(this.letPublish("sms-voice.amazonaws.com", "sms-voice", configurationSetName));
    return texts;
  }

  private letPublish(principal: string, service: string, configurationSet: string): Construct {
    const stack = Stack.of(this);
    const { policyDependable } = this.reports.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal(principal)],
        actions: ["sns:Publish"],
        resources: [this.reports.topicArn],
        conditions: {
          StringEquals: { "aws:SourceAccount": stack.account },
          ArnEquals: {
            "aws:SourceArn": stack.formatArn({
              service,
              resource: "configuration-set",
              resourceName: configurationSet,
            }),
          },
        },
      }),
    );
    if (!(policyDependable instanceof Construct)) throw new Error("a topic's policy is a construct");
    return policyDependable;
  }

  /** Lets a function send simple e-mail from the stage's address, through its configuration set. */
  grantEmail(fn: Fn): void {
    this.grantSes(fn, "ses:SendEmail");
  }

  /**
   * Lets the function that hands messages off send them: e-mail as whole MIME messages through SES, or through the
   * stage's Pinpoint application; texts as {@link grantTexts}. `instances` of it together keep to the providers' rates.
   */
  grantMessages(fn: Fn, instances: number): void {
    const { sender, sms } = this.stage;
    this.sayPrices(fn);
    fn.setEnvironment(ENV.mailGapMs, gapMs(instances, sender.perSecond));
    if (sms !== undefined) fn.setEnvironment(ENV.smsGapMs, gapMs(instances, sms.perSecond));
    this.grantSes(fn, "ses:SendRawEmail");
    if (sender.pinpointApplicationId !== undefined) {
      this.grantApplication(fn, sender.pinpointApplicationId);
      fn.setEnvironment(ENV.mailPinpointApplicationId, sender.pinpointApplicationId);
    }
    this.grantTexts(fn);
  }

  /**
   * Lets a function send texts: through the stage's Pinpoint application, else through End User Messaging from the
   * stage's pool. A stage with neither gives no right and no variable.
   */
  grantTexts(fn: Fn): void {
    const { sms } = this.stage;
    this.sayHowTextsLeave(fn);
    if (sms?.pinpointApplicationId !== undefined) this.grantApplication(fn, sms.pinpointApplicationId);
    else if (sms?.originationIdentity !== undefined) {
      const resources = this.textResources(fn, sms.originationIdentity);
      fn.allow("sms-voice:SendTextMessage", resources);
      if (sms.pictures === true) fn.allow("sms-voice:SendMediaMessage", resources);
      if (sms.maxPrice !== undefined) fn.setEnvironment(ENV.smsMaxPrice, sms.maxPrice);
      if (this.texts !== undefined) fn.setEnvironment(ENV.smsConfigurationSet, this.texts.ref);
    }
  }

  /** Tells a function by which way texts leave, without letting it use it. */
  sayHowTextsLeave(fn: Fn): void {
    const { sms } = this.stage;
    if (sms?.pinpointApplicationId !== undefined)
      fn.setEnvironment(ENV.pinpointApplicationId, sms.pinpointApplicationId);
    if (sms?.originationIdentity !== undefined)
      fn.setEnvironment(ENV.smsOriginationIdentity, sms.originationIdentity);
  }

  /** Tells a function what an e-mail costs; texts say their price in their reports. */
  sayPrices(fn: Fn): void {
    fn.setEnvironment(ENV.microsPerMail, String(this.stage.sender.microsPerMail));
  }

  private grantSes(fn: Fn, action: "ses:SendEmail" | "ses:SendRawEmail"): void {
    const { sender } = this.stage;
    const stack = Stack.of(fn);
    const arn = (resource: string, resourceName: string) =>
      stack.formatArn({ service: "ses", resource, resourceName });
    fn.allow(action, [
      arn("identity", sender.identityDomain),
      arn("configuration-set", sender.configurationSet),
    ]);
    fn.setEnvironment(ENV.senderAddress, sender.address);
    fn.setEnvironment(ENV.sesConfigurationSet, sender.configurationSet);
  }

  private grantApplication(fn: Fn, applicationId: string): void {
    const resourceName = `${applicationId}/messages`;
    fn.allow("mobiletargeting:SendMessages", [
      Stack.of(fn).formatArn({ service: "mobiletargeting", resource: "apps", resourceName }),
    ]);
  }

  private textResources(fn: Fn, pool: string): string[] {
    const identity = Stack.of(fn).formatArn({ service: "sms-voice", resource: "pool", resourceName: pool });
    return this.texts === undefined ? [identity] : [identity, this.texts.attrArn];
  }
}

/** A provider's rate is kept to four fifths: instances do not know of each other and other mail leaves too. */
const SHARE = 0.8;

function gapMs(instances: number, perSecond: number): string {
  return String(Math.ceil((1000 * instances) / (SHARE * perSecond)));
}
