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
});
const Delivered = z.object({ source: z.string(), detail: z.unknown() });

const SES_FACTS: Readonly<Record<string, ProviderFact>> = {
  Send: "sent",
  DeliveryDelay: "delivery_delayed",
  Delivery: "delivered",
  Reject: "rejected",
  "Rendering Failure": "rejected",
  Complaint: "complained",
};

/** Carrier events after their `TEXT_` prefix. UNKNOWN teaches nothing: the carrier stayed silent. */
const SMS_FACTS: Readonly<Record<string, ProviderFact>> = {
  QUEUED: "sent",
  PENDING: "sent",
  SUCCESSFUL: "sent",
  DELIVERED: "delivered",
  UNREACHABLE: "soft_bounced",
  CARRIER_UNREACHABLE: "soft_bounced",
  TTL_EXPIRED: "soft_bounced",
  INVALID: "bounced",
  BLOCKED: "rejected",
  CARRIER_BLOCKED: "rejected",
  INVALID_MESSAGE: "rejected",
  PROTECT_BLOCKED: "rejected",
  SPAM: "rejected",
};

/**
 * Pure: reads an event of SES or of the SMS service. undefined for what is no news about delivery: opens and clicks
 * are never evidence (CON-12).
 */
export function providerReport(event: unknown): ProviderReport | undefined {
  const { source, detail } = Delivered.parse(event);
  if (source === "aws.ses") return sesReport(SesDetail.parse(detail));
  if (source === "aws.sms-voice") return smsReport(SmsDetail.parse(detail));
  return undefined;
}

function sesReport({ eventType, mail, bounce }: z.output<typeof SesDetail>): ProviderReport | undefined {
  // only a permanent bounce condemns the address
  const bounced = bounce?.bounceType === "Permanent" ? "bounced" : "soft_bounced";
  const fact = eventType === "Bounce" ? bounced : SES_FACTS[eventType];
  if (fact === undefined) return undefined;
  const tag = (name: string) => mail.tags?.[name]?.[0];
  return { ...idsOf(tag("messageId"), tag("attempt")), providerMessageId: mail.messageId, fact };
}

function smsReport({
  eventType,
  messageId,
  context,
}: z.output<typeof SmsDetail>): ProviderReport | undefined {
  const fact = SMS_FACTS[eventType.replace(/^TEXT_/, "")];
  if (fact === undefined) return undefined;
  return { ...idsOf(context?.messageId, context?.attempt), providerMessageId: messageId, fact };
}

function idsOf(messageId: string | undefined, attempt: string | undefined) {
  const id = MessageId.safeParse(messageId);
  const number = Number(attempt);
  return {
    messageId: id.success ? id.data : undefined,
    attempt: attempt !== undefined && Number.isInteger(number) ? number : undefined,
  };
}
