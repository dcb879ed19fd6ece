import { PinpointClient } from "@aws-sdk/client-pinpoint";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { makeEndUserMessagingSender } from "./end-user-messaging-sender.ts";
import type { MessageSender } from "./message-sender.ts";
import { makePinpointSender } from "./pinpoint-sender.ts";
import { SENDER_CLIENT } from "./sender-client.ts";
import type { SenderSettings } from "./sender-settings.ts";
import { makeSesSender } from "./ses-sender.ts";

/** The sender of this deployment: for each channel the provider that the stage's record chose (decision 0026). */
export function openSender(settings: SenderSettings): MessageSender {
  const { from, configurationSet, mailApplicationId } = settings;
  const email =
    mailApplicationId === undefined
      ? makeSesSender({ ses: new SESv2Client(SENDER_CLIENT), from, configurationSet })
      : makePinpointSender({
          pinpoint: new PinpointClient(SENDER_CLIENT),
          applicationId: mailApplicationId,
          from,
        });
  const sms = openTextSender(settings);
  return {
    async send(message) {
      const sender = message.channel === "email" ? email : sms;
      if (sender === undefined) return { kind: "refused", code: "no_way_out", permanent: true };
      return sender.send(message);
    },
  };
}

/** The sender of texts alone; undefined where the stage has no way out for them. */
export function openTextSender(
  settings: Omit<SenderSettings, "configurationSet" | "mailApplicationId">,
): MessageSender | undefined {
  const { from, smsApplicationId, smsOrigination } = settings;
  if (smsApplicationId !== undefined) {
    const pinpoint = new PinpointClient(SENDER_CLIENT);
    return makePinpointSender({ pinpoint, applicationId: smsApplicationId, from, smsOrigination });
  }
  if (smsOrigination === undefined) return undefined;
  return makeEndUserMessagingSender({
    sms: new PinpointSMSVoiceV2Client(SENDER_CLIENT),
    origination: smsOrigination,
    configurationSet: settings.smsConfigurationSet,
    maxPrice: settings.smsMaxPrice,
  });
}
