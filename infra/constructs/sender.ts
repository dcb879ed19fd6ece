import { Stack } from "aws-cdk-lib";
import * as ses from "aws-cdk-lib/aws-ses";
import { Construct } from "constructs";
import { ENV } from "../../shared/names.ts";
import type { Stage } from "../config.ts";
import type { Fn } from "./fn.ts";

/** The ways out: SES for e-mail, Pinpoint for SMS where the stage names an application. */
export class Sender extends Construct {
  private readonly stage: Stage;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.stage = stage;
    const configuration = new ses.CfnConfigurationSet(this, "Configuration", {
      name: stage.sender.configurationSet,
      reputationOptions: { reputationMetricsEnabled: true },
      deliveryOptions: { tlsPolicy: "REQUIRE" },
      suppressionOptions: { suppressedReasons: ["BOUNCE", "COMPLAINT"] },
    });
    // Opens and clicks are machines as often as people (CON-12): they are not even measured.
    new ses.CfnConfigurationSetEventDestination(this, "Events", {
      configurationSetName: configuration.ref,
      eventDestination: {
        name: "default-bus",
        enabled: true,
        matchingEventTypes: [
          "SEND",
          "DELIVERY",
          "DELIVERY_DELAY",
          "BOUNCE",
          "COMPLAINT",
          "REJECT",
          "RENDERING_FAILURE",
        ],
        eventBridgeDestination: {
          eventBusArn: Stack.of(this).formatArn({
            service: "events",
            resource: "event-bus",
            resourceName: "default",
          }),
        },
      },
    });
  }

  /** Lets a function send e-mail from the stage's address, through its configuration set. */
  grantEmail(fn: Fn): void {
    const { sender } = this.stage;
    const stack = Stack.of(fn);
    fn.allow("ses:SendEmail", [
      stack.formatArn({ service: "ses", resource: "identity", resourceName: sender.identityDomain }),
      stack.formatArn({
        service: "ses",
        resource: "configuration-set",
        resourceName: sender.configurationSet,
      }),
    ]);
    fn.setEnvironment(ENV.senderAddress, sender.address);
    fn.setEnvironment(ENV.sesConfigurationSet, sender.configurationSet);
  }

  /** Lets a function send SMS through the stage's Pinpoint application; without one it gets no right and no variable. */
  grantSms(fn: Fn): void {
    const { sms } = this.stage;
    if (sms?.pinpointApplicationId !== undefined) {
      fn.allow("mobiletargeting:SendMessages", [
        Stack.of(fn).formatArn({
          service: "mobiletargeting",
          resource: "apps",
          resourceName: `${sms.pinpointApplicationId}/messages`,
        }),
      ]);
      fn.setEnvironment(ENV.pinpointApplicationId, sms.pinpointApplicationId);
    }
    if (sms?.originationIdentity !== undefined)
      fn.setEnvironment(ENV.smsOriginationIdentity, sms.originationIdentity);
  }
}
