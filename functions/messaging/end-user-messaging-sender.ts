import {
  type PinpointSMSVoiceV2Client,
  SendMediaMessageCommand,
  SendTextMessageCommand,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { MessageSender } from "./message-sender.ts";
import { outcomeOfFailure } from "./send-failure.ts";

/**
 * Sends texts through End User Messaging v2, with a picture as MMS. `origination` is the pool they leave from,
 * `configurationSet` publishes the delivery events, `maxPrice` in US dollars is what one part of a text may cost.
 */
export function makeEndUserMessagingSender(deps: {
  readonly sms: PinpointSMSVoiceV2Client;
  readonly origination: string;
  readonly configurationSet?: string | undefined;
  readonly maxPrice?: string | undefined;
}): MessageSender {
  return {
    async send(message) {
      if (message.channel !== "sms") return { kind: "refused", code: "wrong_channel", permanent: true };
      const { to, text, pictureUrl, messageId, attempt } = message;
      const request = {
        DestinationPhoneNumber: to,
        OriginationIdentity: deps.origination,
        MessageBody: text,
        ConfigurationSetName: deps.configurationSet,
        MaxPrice: deps.maxPrice,
        TimeToLive: TIME_TO_LIVE_SECONDS,
        // comes back in the delivery events, so that an event finds its message
        Context: { messageId, attempt: String(attempt) },
      };
      try {
        const sent =
          pictureUrl === undefined
            ? await deps.sms.send(new SendTextMessageCommand({ ...request, MessageType: "PROMOTIONAL" }))
            : await deps.sms.send(new SendMediaMessageCommand({ ...request, MediaUrls: [pictureUrl] }));
        if (sent.MessageId === undefined) return { kind: "unknown", cause: "no_message_id" };
        return { kind: "accepted", providerMessageId: sent.MessageId };
      } catch (error) {
        return outcomeOfFailure(error);
      }
    },
  };
}

/** The carrier gives up after four hours: what lay there until the night would arrive outside the contact's hours (CON-6). */
const TIME_TO_LIVE_SECONDS = 4 * 60 * 60;
