import { type PinpointClient, SendMessagesCommand } from "@aws-sdk/client-pinpoint";
import { mailbox } from "../runtime/mailbox.ts";
import type { MessageSender, OutgoingMessage } from "./message-sender.ts";
import { outcomeOfFailure, outcomeOfResult } from "./send-failure.ts";

/**
 * Sends through Pinpoint v1 `SendMessages`, for accounts that own an application. Answers are per address; we send to
 * one address a call.
 */
export function makePinpointSender(deps: {
  readonly pinpoint: PinpointClient;
  readonly applicationId: string;
  readonly from: string;
  readonly smsOrigination?: string | undefined;
}): MessageSender {
  return {
    async send(message) {
      try {
        const answer = await deps.pinpoint.send(
          new SendMessagesCommand({
            ApplicationId: deps.applicationId,
            MessageRequest: {
              Addresses: { [message.to]: { ChannelType: message.channel === "sms" ? "SMS" : "EMAIL" } },
              // comes back in the delivery events, so that an event finds its message
              Context: { messageId: message.messageId, attempt: String(message.attempt) },
              MessageConfiguration: configurationOf(message, deps),
            },
          }),
        );
        return outcomeOfResult(answer.MessageResponse?.Result?.[message.to]);
      } catch (error) {
        return outcomeOfFailure(error);
      }
    },
  };
}

function configurationOf(
  message: OutgoingMessage,
  deps: { from: string; smsOrigination?: string | undefined },
) {
  if (message.channel === "sms") {
    return {
      SMSMessage: {
        Body: message.text,
        MessageType: "PROMOTIONAL" as const,
        OriginationNumber: deps.smsOrigination,
      },
    };
  }
  const utf8 = (data: string) => ({ Data: data, Charset: "UTF-8" });
  return {
    EmailMessage: {
      FromAddress: mailbox(message.fromName, deps.from),
      SimpleEmail: {
        Subject: utf8(message.subject),
        HtmlPart: utf8(message.html),
        TextPart: utf8(message.text),
        Headers: [
          { Name: "List-Unsubscribe", Value: `<${message.unsubscribeUrl}>` },
          { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
        ],
      },
    },
  };
}
