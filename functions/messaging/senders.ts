import { PinpointClient } from "@aws-sdk/client-pinpoint";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import type { MessageSender } from "./message-sender.ts";
import { makePinpointSender } from "./pinpoint-sender.ts";
import { makeSesSender, SENDER_CLIENT } from "./ses-sender.ts";

/**
 * The sender of this deployment: e-mail leaves through SES, because Pinpoint's own e-mail ended on 30 Oct 2026; texts
 * leave through the Pinpoint application where an account owns one. Without one texts have no way out, which the gate
 * says (PROFILE_OFF).
 */
export function openSender(config: {
  readonly from: string;
  readonly configurationSet: string;
  readonly pinpointApplicationId?: string | undefined;
  readonly smsOrigination?: string | undefined;
}): MessageSender {
  const { from, configurationSet, pinpointApplicationId, smsOrigination } = config;
  const email = makeSesSender({ ses: new SESv2Client(SENDER_CLIENT), from, configurationSet });
  if (pinpointApplicationId === undefined) return email;
  const pinpoint = new PinpointClient(SENDER_CLIENT);
  const sms = makePinpointSender({ pinpoint, applicationId: pinpointApplicationId, from, smsOrigination });
  return { send: (message) => (message.channel === "email" ? email : sms).send(message) };
}
