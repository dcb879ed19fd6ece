import { describe, expect, it } from "vitest";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { MessageId, VersionId } from "../../shared/model/ids.ts";
import { DAY, HOUR } from "../../shared/model/time.ts";
import { capRefusal } from "./contact-caps.ts";
import { WEDNESDAY as NOW, VERSION } from "./send-facts.fixture.ts";

const { caps } = profileOf("IE");
const MESSAGE = MessageId.parse("msg_01JD0000000000000000000001");
const OTHER = VersionId.parse("ver_01JD0000000000000000000002");
const touch = (daysAgo: number, channel: "sms" | "email", versionIds = [OTHER]) => ({
  messageId: MESSAGE,
  channel,
  at: NOW - daysAgo * DAY,
  versionIds,
});
const ask = (channel: "sms" | "email", touches: ReturnType<typeof touch>[], now = NOW) =>
  capRefusal(touches, { channel, versionIds: [VERSION] }, caps, now);

describe("the contact caps of 5.1", () => {
  it("have room for a first message", () => {
    expect(ask("sms", [])).toBeUndefined();
  });

  it("allow two texts in seven days and four in thirty, and name the end of the longer cap", () => {
    expect(ask("sms", [touch(6.9, "sms"), touch(3.5, "sms")])).toMatchObject({ earliestAt: NOW + 0.1 * DAY });
    expect(ask("sms", [touch(7, "sms"), touch(3.5, "sms")])).toBeUndefined();
    const month = [touch(29, "sms"), touch(20, "sms"), touch(12, "sms"), touch(8, "sms")];
    expect(ask("sms", month)).toMatchObject({ earliestAt: NOW + DAY });
  });

  it("allow one e-mail in three days", () => {
    expect(ask("email", [touch(2, "email")])).toMatchObject({ earliestAt: NOW + DAY });
    expect(ask("email", [touch(3, "email")])).toBeUndefined();
  });

  it("count all channels together: eight in thirty days, 24 hours apart", () => {
    const eight = [29, 26, 23, 20].flatMap((days) => [touch(days, "email"), touch(days - 1.5, "sms")]);
    expect(ask("email", eight)).toMatchObject({ earliestAt: NOW + DAY });
    expect(ask("email", [touch(0.5, "sms")])).toMatchObject({ earliestAt: NOW + 12 * HOUR });
  });

  it("refuse a message that brings nothing new for ninety days", () => {
    const sent = [touch(40, "email", [VERSION])];
    expect(ask("email", sent)).toMatchObject({ earliestAt: NOW + 50 * DAY });
    const more = { channel: "email" as const, versionIds: [VERSION, OTHER] };
    expect(capRefusal(sent, more, caps, NOW)).toBeUndefined();
  });
});
