import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { profileOf } from "../../shared/model/country-profiles.ts";
import { ContentId, MessageId, VersionId } from "../../shared/model/ids.ts";
import { DAY, HOUR } from "../../shared/model/time.ts";
import { reserve, type Touch } from "./attention.ts";
import { type CapQuestion, capRefusal } from "./contact-caps.ts";
import { naiveCaps } from "./naive-caps.fixture.ts";
import { WEDNESDAY as NOW, VERSION } from "./send-facts.fixture.ts";

const profile = profileOf("IE");
const { caps } = profile;
const MESSAGE = MessageId.parse("msg_01JD0000000000000000000001");
const OTHER = VersionId.parse("ver_01JD0000000000000000000002");
const PIECE = ContentId.parse("con_01JD0000000000000000000001");
const touch = (
  daysAgo: number,
  channel: "sms" | "email",
  versionIds = [OTHER],
  more: Partial<Touch> = {},
) => ({
  messageId: MESSAGE,
  channel,
  at: NOW - daysAgo * DAY,
  versionIds,
  contentIds: [],
  ...more,
});
const question = (more: Partial<CapQuestion> = {}): CapQuestion => ({
  channel: "email",
  pieces: [{ versionId: VERSION, contentId: PIECE }],
  visits: { kind: "unknown" },
  undelivered: [],
  timeZone: "Europe/Dublin",
  ...more,
});
const ask = (
  channel: "sms" | "email",
  touches: readonly Touch[],
  more: Partial<CapQuestion> = {},
  now = NOW,
) => capRefusal(touches, question({ channel, ...more }), profile, now);

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
    expect(ask("email", [touch(2, "email")])).toMatchObject({
      words: "Received 1 e-mail in 3 days (the limit).",
      earliestAt: NOW + DAY,
    });
    expect(ask("email", [touch(3, "email")])).toBeUndefined();
  });

  it("count all channels together: eight in thirty days, 24 hours apart", () => {
    const eight = [29, 26, 23, 20].flatMap((days) => [touch(days, "email"), touch(days - 1.5, "sms")]);
    expect(ask("email", eight)).toMatchObject({ earliestAt: NOW + DAY });
    expect(ask("email", [touch(0.5, "sms")])).toMatchObject({ earliestAt: NOW + 12 * HOUR });
  });

  it("keep what the declaration promised, whatever the profile allows (2.6)", () => {
    const promised = { count: 1, days: 7 };
    expect(ask("sms", [touch(4, "sms")])).toBeUndefined();
    expect(ask("sms", [touch(4, "sms")], { promised })).toMatchObject({
      earliestAt: NOW + 3 * DAY,
      words: "Received 1 text in 7 days (as promised when the contact agreed).",
    });
  });

  it("write as seldom as the contact wishes, by whatever channel (2.11)", () => {
    const wished = { count: 1, days: 30 };
    expect(ask("sms", [touch(10, "email")], { wished })).toMatchObject({ earliestAt: NOW + 20 * DAY });
    expect(ask("sms", [touch(30, "email")], { wished })).toBeUndefined();
  });
});

describe("what was said already (5.1)", () => {
  it("is not said again for ninety days, unless something new stands beside it", () => {
    const sent = [touch(40, "email", [VERSION])];
    expect(ask("email", sent)).toMatchObject({ earliestAt: NOW + 50 * DAY, remedy: "something_new" });
    expect(ask("email", sent, { pieces: [{ versionId: VERSION }, { versionId: OTHER }] })).toBeUndefined();
  });

  it("is the same for fourteen days in a new version of the piece: its claims are the same", () => {
    const sent = [touch(10, "email", [OTHER], { contentIds: [PIECE] })];
    expect(ask("email", sent)).toMatchObject({ earliestAt: NOW + 4 * DAY });
    expect(ask("email", [touch(14, "email", [OTHER], { contentIds: [PIECE] })])).toBeUndefined();
  });

  it("may be said once on the second channel when the first message did not arrive", () => {
    const first = touch(2, "email", [VERSION]);
    expect(ask("sms", [first])).toBeDefined();
    expect(ask("sms", [first], { undelivered: [MESSAGE] })).toBeUndefined();
    // the gap of a day stays
    expect(ask("sms", [touch(0.5, "email", [VERSION])], { undelivered: [MESSAGE] })).toMatchObject({
      earliestAt: NOW + 12 * HOUR,
    });
    const second = touch(1.5, "sms", [VERSION]);
    expect(ask("email", [first, second], { undelivered: [MESSAGE] })).toBeDefined();
  });

  it("may be said on the second channel after five business days without a visit, holidays not counted", () => {
    const visits = { kind: "known" } as const;
    // sent on Wednesday 11 November 2026 at 10:00
    const first = touch(7, "email", [VERSION]);
    expect(ask("sms", [first], { visits })).toBeUndefined();
    expect(ask("sms", [first], { visits }, NOW - HOUR)).toMatchObject({ earliestAt: NOW });
    // 26 October is a holiday in Ireland: Wednesday 21 → Thursday 29
    const october = touch(28, "email", [VERSION]);
    expect(ask("sms", [october], { visits }, NOW - 21 * DAY)).toMatchObject({ earliestAt: NOW - 20 * DAY });
    // an own visit since, or nobody knows: it was heard
    expect(ask("sms", [first], { visits: { kind: "known", lastAt: NOW - 6 * DAY } })).toBeDefined();
    expect(ask("sms", [first])).toBeDefined();
  });
});

describe("a channel that brings no visits (FRQ-5)", () => {
  const row = (count: number) =>
    Array.from({ length: count }, (_, index) => touch(10 + 4 * (count - index), "email"));

  it("rests thirty days after three messages in a row, ninety after six", () => {
    const visits = { kind: "known" } as const;
    const few = { visits, promised: undefined };
    expect(ask("email", row(2), few)).toBeUndefined();
    expect(ask("email", row(3), few)).toMatchObject({
      words: "3 e-mails in a row brought no visit: they rest for 30 days.",
      earliestAt: NOW + 16 * DAY,
      remedy: "other_channel",
    });
    expect(ask("email", row(6), few)).toMatchObject({
      words:
        "6 e-mails in a row brought no visit: they rest for 90 days. Ask in person what the contact prefers.",
      earliestAt: NOW + 76 * DAY,
    });
    expect(ask("sms", row(3), few)).toBeUndefined();
  });

  it("goes on after an own visit, and concludes nothing of somebody who is not counted (INV-4)", () => {
    expect(ask("email", row(3), { visits: { kind: "known", lastAt: NOW - 20 * DAY } })).toBeUndefined();
    expect(ask("email", row(3))).toBeUndefined();
  });

  it("is remembered for as long as the row takes", () => {
    const sixth = [400, 300, 200, 150, 100, 0].reduce(
      (attention, daysAgo) => reserve(attention, touch(daysAgo, "email")),
      { touches: [] as Touch[], rev: 0 },
    );
    expect(sixth).toMatchObject({ rev: 6, touches: { length: 6 } });
    const later = reserve(sixth, touch(-5, "email"));
    expect(later.touches.map(({ at }) => (NOW - at) / DAY)).toEqual([300, 200, 150, 100, 0, -5]);
  });
});

describe("any history", () => {
  const limit = fc.record({ count: fc.integer({ min: 1, max: 4 }), days: fc.constantFrom(7, 30) });
  const anyTouches = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 120 * 24 }), fc.constantFrom("sms" as const, "email" as const)),
    { maxLength: 12 },
  );
  const anyQuestion = fc.record({
    channel: fc.constantFrom("sms" as const, "email" as const),
    promised: fc.option(limit, { nil: undefined }),
    wished: fc.option(limit, { nil: undefined }),
    visits: fc.oneof(
      fc.constant({ kind: "unknown" as const }),
      fc.integer({ min: 0, max: 60 }).map((days) => ({ kind: "known" as const, lastAt: NOW - days * DAY })),
    ),
  });

  it("is refused exactly while one of the caps stands, and free at the time that the refusal names", () => {
    fc.assert(
      fc.property(anyTouches, anyQuestion, (history, more) => {
        const touches = history.map(([hours, channel]) => touch(hours / 24, channel));
        const asked = question(more);
        const refusal = capRefusal(touches, asked, profile, NOW);
        expect(refusal === undefined).toBe(naiveCaps(touches, asked, caps, NOW));
        if (refusal === undefined) return;
        expect(naiveCaps(touches, asked, caps, refusal.earliestAt)).toBe(true);
        expect(naiveCaps(touches, asked, caps, refusal.earliestAt - 1)).toBe(false);
      }),
    );
  });
});
