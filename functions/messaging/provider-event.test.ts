import { describe, expect, it } from "vitest";
import mailBounce from "../../test/events/messaging/mail-bounce.json" with { type: "json" };
import textDelivery from "../../test/events/messaging/text-delivery.json" with { type: "json" };
import { providerReport, publishedReport } from "./provider-event.ts";

const text = (eventType: string) =>
  providerReport({ source: "aws.sms-voice", detail: { ...textDelivery, eventType } })?.fact;

describe("a report of a provider", () => {
  it("says the same by the bus, by a raw subscription and in SNS's envelope", () => {
    for (const [source, detail] of [
      ["aws.ses", mailBounce],
      ["aws.sms-voice", textDelivery],
    ] as const) {
      const byBus = providerReport({ source, detail });
      expect(byBus).toBeDefined();
      expect(publishedReport(JSON.stringify(detail))).toEqual(byBus);
      const envelope = { Type: "Notification", MessageId: "1", Message: JSON.stringify(detail) };
      expect(publishedReport(JSON.stringify(envelope))).toEqual(byBus);
    }
  });

  it("carries what the text cost, price and carrier's fee together", () => {
    const detail = { ...textDelivery, totalMessagePrice: 0.00645, totalCarrierFee: 0.003 };
    expect(publishedReport(JSON.stringify(detail))?.costMicros).toBe(9450);
    expect(publishedReport(JSON.stringify(mailBounce))?.costMicros).toBeUndefined();
  });

  it.each([
    ["TEXT_QUEUED", "sent"],
    ["TEXT_PENDING", "sent"],
    ["TEXT_SUCCESSFUL", "delivered"],
    ["TEXT_DELIVERED", "delivered"],
    ["MEDIA_DELIVERED", "delivered"],
    ["TEXT_UNKNOWN", "no_report"],
    ["TEXT_UNREACHABLE", "soft_bounced"],
    ["TEXT_CARRIER_UNREACHABLE", "soft_bounced"],
    ["TEXT_TTL_EXPIRED", "soft_bounced"],
    ["TEXT_INVALID", "bounced"],
    ["TEXT_BLOCKED", "bounced"],
    ["TEXT_CARRIER_BLOCKED", "rejected"],
    ["TEXT_INVALID_MESSAGE", "rejected"],
    ["TEXT_PROTECT_BLOCKED", "rejected"],
    ["TEXT_SPAM", "rejected"],
    ["MEDIA_FILE_INACCESSIBLE", "rejected"],
    ["MEDIA_FILE_SIZE_EXCEEDED", "rejected"],
    ["MEDIA_FILE_TYPE_UNSUPPORTED", "rejected"],
    ["TEXT_ALL", undefined],
  ] as const)("%s is %s", (eventType, fact) => {
    expect(text(eventType)).toBe(fact);
  });

  it.each([
    [
      "the test message of a new destination",
      "Successfully validated SNS topic for Amazon SES event publishing.",
    ],
    ["an open, which is no evidence (CON-12)", JSON.stringify({ ...mailBounce, eventType: "Open" })],
    ["something else", JSON.stringify({ hello: "world" })],
    ["nothing", ""],
  ])("is not %s", (_what, body) => {
    expect(publishedReport(body)).toBeUndefined();
  });
});
