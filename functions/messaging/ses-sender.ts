import { type SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mailbox } from "../runtime/mailbox.ts";
import type { MessageSender } from "./message-sender.ts";
import { rawMail } from "./raw-mail.ts";
import { outcomeOfFailure } from "./send-failure.ts";

/**
 * Sends e-mail through SES v2 as a whole MIME message, so that exactly what we wrote is signed. `from` is the sender
 * address, `configurationSet` publishes the delivery events.
 */
export function makeSesSender(deps: {
  readonly ses: SESv2Client;
  readonly from: string;
  readonly configurationSet: string;
}): MessageSender {
  return {
    async send(message) {
      if (message.channel !== "email") return { kind: "refused", code: "wrong_channel", permanent: true };
      const { to, fromName, subject, html, text, unsubscribeUrl } = message;
      const headers = [
        ["List-Unsubscribe", `<${unsubscribeUrl}>`],
        ["List-Unsubscribe-Post", "List-Unsubscribe=One-Click"],
      ] as const;
      // receivers compare the date with their own clocks: real time, not business time
      const raw = rawMail({ fromName, from: deps.from, to, subject, html, text, headers }, new Date());
      try {
        const sent = await deps.ses.send(
          new SendEmailCommand({
            FromEmailAddress: mailbox(fromName, deps.from),
            Destination: { ToAddresses: [to] },
            ConfigurationSetName: deps.configurationSet,
            EmailTags: [
              { Name: "messageId", Value: message.messageId },
              { Name: "attempt", Value: String(message.attempt) },
            ],
            Content: { Raw: { Data: Buffer.from(raw, "latin1") } },
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
