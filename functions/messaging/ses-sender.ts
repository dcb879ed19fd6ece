import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mailbox } from "../runtime/mailbox.ts";
import type { MessageSender } from "./message-sender.ts";
import { outcomeOfFailure } from "./send-failure.ts";

/** Milliseconds to connect and to answer. Their sum is far below the time after which a hand-off counts as unknown. */
const SENDER_TIMEOUTS = {
  connectionTimeout: 2000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
} as const;

/**
 * Settings of every sending client. One attempt, because the SDK's own retry would send twice. No kept-alive
 * connections: a socket that the other side closed while the function was frozen would make an ordinary send unknown.
 */
export const SENDER_CLIENT = {
  maxAttempts: 1,
  requestHandler: {
    ...SENDER_TIMEOUTS,
    httpAgent: new HttpAgent({ keepAlive: false }),
    httpsAgent: new HttpsAgent({ keepAlive: false }),
  },
} as const;

/** Sends e-mail through SES v2. `from` is the sender address, `configurationSet` publishes the delivery events. */
export function makeSesSender(deps: {
  readonly ses: SESv2Client;
  readonly from: string;
  readonly configurationSet: string;
}): MessageSender {
  return {
    async send(message) {
      if (message.channel !== "email") return { kind: "refused", code: "wrong_channel", permanent: true };
      const utf8 = (data: string) => ({ Data: data, Charset: "UTF-8" });
      try {
        const sent = await deps.ses.send(
          new SendEmailCommand({
            FromEmailAddress: mailbox(message.fromName, deps.from),
            Destination: { ToAddresses: [message.to] },
            ConfigurationSetName: deps.configurationSet,
            EmailTags: [
              { Name: "messageId", Value: message.messageId },
              { Name: "attempt", Value: String(message.attempt) },
            ],
            Content: {
              Simple: {
                Subject: utf8(message.subject),
                Body: { Html: utf8(message.html), Text: utf8(message.text) },
                Headers: [
                  { Name: "List-Unsubscribe", Value: `<${message.unsubscribeUrl}>` },
                  { Name: "List-Unsubscribe-Post", Value: "List-Unsubscribe=One-Click" },
                ],
              },
            },
          }),
        );
        if (sent.MessageId === undefined) return { kind: "unknown", cause: "no_message_id" };
        return { kind: "accepted", providerMessageId: sent.MessageId };
      } catch (error) {
        return outcomeOfFailure(error);
      }
    },
  };
}
