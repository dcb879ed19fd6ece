/** What becomes of a text message: locally every well-formed number takes it. */
import type { DeliveryReport } from "./delivery-reports.ts";
import type { InboxMessage } from "./inbox.ts";

/** The event by which the SMS service tells that a handset has the text. The request's context comes back in it. */
export function textDelivered(message: InboxMessage, now: number): DeliveryReport {
  return {
    source: "aws.sms-voice",
    detailType: "Text Message Delivery Status Updated",
    detail: {
      eventType: "TEXT_DELIVERED",
      eventVersion: "1.0",
      eventTimestamp: now,
      isFinal: true,
      originationPhoneNumber: message.from,
      messageId: message.id,
      messageRequestTimestamp: Date.parse(message.at),
      messageEncoding: "GSM",
      messageType: "PROMOTIONAL",
      messageStatus: "DELIVERED",
      messageStatusDescription: "Message has been accepted by phone",
      context: message.tags,
      totalMessageParts: 1,
      totalMessagePrice: 0,
      totalCarrierFee: 0,
    },
  };
}
