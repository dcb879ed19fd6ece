import { PinpointClient } from "@aws-sdk/client-pinpoint";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import type { MessageSender } from "./message-sender.ts";
import { makePinpointSender } from "./pinpoint-sender.ts";
import { makeSesSender, SENDER_CLIENT } from "./ses-sender.ts";

/**
 * The sender of this deployment. A Pinpoint application takes both channels; without one e-mail leaves through SES and
 * texts have no way out, which the gate says (PROFILE_OFF).
 */
export function openSender(config: {
  readonly from: string;
  readonly configurationSet: string;
  readonly pinpointApplicationId?: string | undefined;
  readonly smsOrigination?: string | undefined;
}): MessageSender {
  const { from, configurationSet, pinpointApplicationId, smsOrigination } = config;
  if (pinpointApplicationId === undefined) {
    return makeSesSender({ ses: new SESv2Client(SENDER_CLIENT), from, configurationSet });
  }
  const pinpoint = new PinpointClient(SENDER_CLIENT);
  return makePinpointSender({ pinpoint, applicationId: pinpointApplicationId, from, smsOrigination });
}
