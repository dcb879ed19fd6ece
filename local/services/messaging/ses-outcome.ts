/** What becomes of a sent e-mail, and the events SES tells it by. */
import type { DeliveryReport } from "./delivery-reports.ts";
import { addressOf, type InboxMessage } from "./inbox.ts";
import { lostWay } from "./lost-reports.ts";

export type Fate = "delivered" | "bounced" | "complained" | "suppressed";

/**
 * The fate of one recipient: on the account's suppression list it is dropped; `bounce@`, `complaint@` and
 * `suppressed@` (SES's simulator also has `suppressionlist@`), with any `+label`, are told so; all others arrive.
 */
export function fateOf(address: string, isSuppressed: (address: string) => boolean): Fate {
  const bare = addressOf(address);
  const local = bare.split("@")[0]?.split("+")[0] ?? "";
  if (isSuppressed(bare) || local === "suppressed" || local === "suppressionlist") return "suppressed";
  if (local === "bounce") return "bounced";
  return local === "complaint" ? "complained" : "delivered";
}

/** The events of one message in order: Send, then what its recipients' fates call for. */
export function sesEvents(
  message: InboxMessage,
  fates: ReadonlyMap<string, Fate>,
  account: string,
  now: number,
): readonly DeliveryReport[] {
  const mail = mailOf(message, account);
  const at = new Date(now).toISOString();
  const having = (...wanted: readonly Fate[]) =>
    [...fates].filter(([, fate]) => wanted.includes(fate)).map(([address]) => address);
  const event = (detailType: string, eventType: string, name: string, value: unknown): DeliveryReport => ({
    source: "aws.ses",
    detailType,
    detail: { eventType, mail, [name]: value },
    ...(message.configurationSet === undefined ? {} : { configurationSet: message.configurationSet }),
    lost: lostWay(addressOf(message.to[0] ?? "")),
  });
  const events = [event("Email Sent", "Send", "send", {})];
  const delivered = having("delivered", "complained");
  if (delivered.length > 0)
    events.push(
      event("Email Delivered", "Delivery", "delivery", {
        timestamp: at,
        processingTimeMillis: Math.max(0, now - Date.parse(message.at)),
        recipients: delivered,
        smtpResponse: "250 2.0.0 OK",
        reportingMTA: "a8-50.smtp-out.amazonses.com",
        remoteMtaIp: "127.0.0.1",
      }),
    );
  for (const [fate, subType] of [
    ["bounced", "General"],
    ["suppressed", "OnAccountSuppressionList"],
  ] as const) {
    const recipients = having(fate);
    if (recipients.length === 0) continue;
    events.push(
      event("Email Bounced", "Bounce", "bounce", {
        feedbackId: `${message.id}-${fate}`,
        bounceType: "Permanent",
        bounceSubType: subType,
        bouncedRecipients: recipients.map((emailAddress) => ({
          emailAddress,
          action: "failed",
          status: "5.1.1",
          diagnosticCode: "smtp; 550 5.1.1 user unknown",
        })),
        timestamp: at,
        reportingMTA: "dns; amazonses.com",
      }),
    );
  }
  const complained = having("complained");
  if (complained.length > 0)
    events.push(
      event("Email Complaint Received", "Complaint", "complaint", {
        feedbackId: `${message.id}-complaint`,
        complaintSubType: null,
        complainedRecipients: complained.map((emailAddress) => ({ emailAddress })),
        timestamp: at,
        userAgent: "Amazon SES Mailbox Simulator",
        complaintFeedbackType: "abuse",
        arrivalDate: at,
      }),
    );
  return events;
}

function mailOf(message: InboxMessage, account: string) {
  const subject = message.subject ?? "";
  const tags = Object.fromEntries(Object.entries(message.tags).map(([name, value]) => [name, [value]]));
  return {
    timestamp: message.at,
    source: message.from,
    sendingAccountId: account,
    messageId: message.id,
    destination: message.to,
    headersTruncated: false,
    headers: Object.entries(message.headers).map(([name, value]) => ({ name, value })),
    commonHeaders: { from: [message.from], to: message.to, messageId: message.id, subject },
    tags: {
      "ses:source-tls-version": ["TLSv1.3"],
      "ses:operation": [message.raw === undefined ? "SendEmail" : "SendRawEmail"],
      ...(message.configurationSet ? { "ses:configuration-set": [message.configurationSet] } : {}),
      "ses:source-ip": ["127.0.0.1"],
      "ses:from-domain": [addressOf(message.from).split("@")[1] ?? ""],
      "ses:caller-identity": ["local"],
      ...tags,
    },
  };
}
