import * as z from "zod";
import { MessageId } from "../../shared/model/ids.ts";
import type { ProviderFact } from "./message-state.ts";

/** What a provider's event says about one of our messages. At least one of the two ids finds it. */
export interface ProviderReport {
  readonly messageId: MessageId | undefined;
  readonly providerMessageId: string;
  /** Which hand-off it is about; absent in events that carry no tags. */
  readonly attempt: number | undefined;
  readonly fact: ProviderFact;
  /** Millionths of a US dollar, price and carrier's fee together; e-mail reports say nothing of it. */
  readonly costMicros: number | undefined;
}

const Tag = z.array(z.string()).min(1);
const SesDetail = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), tags: z.record(z.string(), Tag).optional() }),
  bounce: z.object({ bounceType: z.string() }).optional(),
});
const SmsDetail = z.object({
  eventType: z.string(),
  messageId: z.string(),
  context: z.record(z.string(), z.string()).optional(),
  totalMessagePrice: z.number().nonnegative().optional(),
  totalCarrierFee: z.number().nonnegative().optional(),
});
const Delivered = z.object({ source: z.string(), detail: z.unknown() });
const Notification = z.object({ Type: z.literal("Notification"), Message: z.string() });

const SES_FACTS: Readonly<Record<string, ProviderFact>> = {
  Send: "sent",
  DeliveryDelay: "delivery_delayed",
  Delivery: "delivered",
  Reject: "rejected",
  "Rendering Failure": "rejected",
  Complaint: "complained",
};

/**
 * Carrier events after their `TEXT_` or `MEDIA_`. A carrier's receipt is a delivery as much as a handset's, because many
 * carriers give no other (domain-rules 6.1). INVALID and BLOCKED are about the number for good (2.9); what a carrier
 * holds against the message or its sender condemns no number. UNKNOWN: the carrier stayed silent to the end.
 */
const SMS_FACTS: Readonly<Record<string, ProviderFact>> = {
  QUEUED: "sent",
  PENDING: "sent",
  SUCCESSFUL: "delivered",
  DELIVERED: "delivered",
  UNKNOWN: "no_report",
  UNREACHABLE: "soft_bounced",
  CARRIER_UNREACHABLE: "soft_bounced",
  TTL_EXPIRED: "soft_bounced",
  INVALID: "bounced",
  BLOCKED: "bounced",
  CARRIER_BLOCKED: "rejected",
  INVALID_MESSAGE: "rejected",
  PROTECT_BLOCKED: "rejected",
  SPAM: "rejected",
  FILE_INACCESSIBLE: "rejected",
  FILE_SIZE_EXCEEDED: "rejected",
  FILE_TYPE_UNSUPPORTED: "rejected",
};

/**
 * Pure: reads an event of SES or of the text service from the default bus. undefined for what is no news about
 * delivery: opens and clicks are never evidence (CON-12).
 */
export function providerReport(event: unknown): ProviderReport | undefined {
  const { source, detail } = Delivered.parse(event);
  if (source === "aws.ses") return sesReport(SesDetail.parse(detail));
  if (source === "aws.sms-voice") return smsReport(SmsDetail.parse(detail));
  return undefined;
}

/**
 * Pure: the same from the topic of a configuration set, where it comes without EventBridge's envelope, and in SNS's own
 * where a subscription is not raw. undefined also for the test message with which a destination begins.
 */
export function publishedReport(body: string): ProviderReport | undefined {
  const json = parsed(body);
  const inner = Notification.safeParse(json).data;
  const detail = inner === undefined ? json : parsed(inner.Message);
  const mail = SesDetail.safeParse(detail).data;
  if (mail !== undefined) return sesReport(mail);
  const text = SmsDetail.safeParse(detail).data;
  return text === undefined ? undefined : smsReport(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sesReport({ eventType, mail, bounce }: z.output<typeof SesDetail>): ProviderReport | undefined {
  // only a permanent bounce condemns the address
  const bounced = bounce?.bounceType === "Permanent" ? "bounced" : "soft_bounced";
  const fact = eventType === "Bounce" ? bounced : SES_FACTS[eventType];
  if (fact === undefined) return undefined;
  const tag = (name: string) => mail.tags?.[name]?.[0];
  const ids = idsOf(tag("messageId"), tag("attempt"));
  return { ...ids, providerMessageId: mail.messageId, fact, costMicros: undefined };
}

function smsReport(detail: z.output<typeof SmsDetail>): ProviderReport | undefined {
  const { eventType, messageId, context, totalMessagePrice, totalCarrierFee = 0 } = detail;
  const fact = SMS_FACTS[eventType.replace(/^(TEXT|MEDIA)_/, "")];
  if (fact === undefined) return undefined;
  const ids = idsOf(context?.messageId, context?.attempt);
  const costMicros =
    totalMessagePrice === undefined ? undefined : Math.round((totalMessagePrice + totalCarrierFee) * 1e6);
  return { ...ids, providerMessageId: messageId, fact, costMicros };
}

function idsOf(messageId: string | undefined, attempt: string | undefined) {
  const id = MessageId.safeParse(messageId);
  const number = Number(attempt);
  return {
    messageId: id.success ? id.data : undefined,
    attempt: attempt !== undefined && Number.isInteger(number) ? number : undefined,
  };
}
