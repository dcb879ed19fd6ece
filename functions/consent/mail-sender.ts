import { type SESv2Client, SESv2ServiceException, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { mailbox } from "../runtime/mailbox.ts";
import type { Mail } from "./confirmation-mail.ts";

/**
 * What became of a mail. `busy` and `refused` surely did not leave; `unknown` may have, so it is never repeated.
 */
export type MailOutcome =
  | { readonly kind: "sent"; readonly providerId: string }
  | { readonly kind: "busy" }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unknown" };

/** Hands one mail to the provider, once. */
export type MailSender = (mail: Mail) => Promise<MailOutcome>;

/**
 * Sends through SES. The client must be built with maxAttempts 1: the SDK's own retry after a timeout would send
 * the mail a second time.
 */
export function sesSender(
  ses: SESv2Client,
  from: { readonly address: string; readonly configurationSet: string },
): MailSender {
  return async (mail) => {
    try {
      const sent = await ses.send(
        new SendEmailCommand({
          FromEmailAddress: mailbox(mail.fromName, from.address),
          Destination: { ToAddresses: [mail.to] },
          ConfigurationSetName: from.configurationSet,
          EmailTags: [{ Name: "kind", Value: "confirmation" }],
          Content: {
            Simple: {
              Subject: { Data: mail.subject, Charset: "UTF-8" },
              Body: {
                Text: { Data: mail.text, Charset: "UTF-8" },
                Html: { Data: mail.html, Charset: "UTF-8" },
              },
            },
          },
        }),
      );
      return { kind: "sent", providerId: sent.MessageId ?? "" };
    } catch (error) {
      return outcomeOf(error);
    }
  };
}

/** Pure: only an answer in which the provider says no proves that nothing left. */
export function outcomeOf(error: unknown): Exclude<MailOutcome, { kind: "sent" }> {
  if (!(error instanceof SESv2ServiceException)) return { kind: "unknown" };
  const status = error.$metadata.httpStatusCode ?? 0;
  if (status === 429 || error.name === "TooManyRequestsException" || error.name === "ThrottlingException") {
    return { kind: "busy" };
  }
  return status >= 400 && status < 500 ? { kind: "refused", code: error.name } : { kind: "unknown" };
}
