import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UserId } from "../../shared/model/ids.ts";
import { DAY, HOUR } from "../../shared/model/time.ts";
import { answeredNote, isSampled, type NoteAnswer, openNote, takes } from "./note-review.ts";
import { wallClock } from "./wall-clock.ts";

const WEDNESDAY = Date.parse("2026-11-18T10:00:00.000Z");
const dueAt = (now: number, zone = "Europe/Dublin") => Date.parse(openNote("hold", zone, now).dueAt);

describe("how much of what reps type is looked at (MLR-16)", () => {
  it("is at least a tenth and at least five of a rep's month, in every order of chances", () => {
    const chances = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 120 });
    fc.assert(
      fc.property(chances, (all) => {
        let count = { sent: 0, sampled: 0 };
        for (const chance of all) {
          const sampled = isSampled(count, chance, 60 * DAY);
          count = { sent: count.sent + 1, sampled: count.sampled + (sampled ? 1 : 0) };
          expect(count.sampled).toBeGreaterThanOrEqual(Math.min(count.sent, 5));
          expect(count.sampled).toBeGreaterThanOrEqual(Math.ceil(count.sent / 10));
        }
      }),
    );
  });

  it("is more while a template is new", () => {
    const count = { sent: 100, sampled: 50 };
    expect([isSampled(count, 0.2, 10 * DAY), isSampled(count, 0.2, 60 * DAY)]).toEqual([true, false]);
  });
});

describe("the time of an answer", () => {
  it("is four hours of working days on the practice's clock, over the night and the weekend", () => {
    expect(new Date(dueAt(WEDNESDAY)).toISOString()).toBe("2026-11-18T14:00:00.000Z");
    expect(new Date(dueAt(Date.parse("2026-11-20T15:00:00.000Z"))).toISOString()).toBe(
      "2026-11-23T11:00:00.000Z",
    );
    expect(new Date(dueAt(WEDNESDAY, "America/New_York")).toISOString()).toBe("2026-11-18T18:00:00.000Z");
  });

  it("is never sooner than four hours, and its last quarter of an hour is worked", () => {
    const zone = fc.constantFrom("Europe/Dublin", "America/New_York", "Europe/Paris");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400 * 24 * 60 }), zone, (minutes, timeZone) => {
        const now = WEDNESDAY + minutes * 60_000;
        const due = dueAt(now, timeZone);
        expect(due - now).toBeGreaterThanOrEqual(4 * HOUR);
        expect(["sat", "sun"]).not.toContain(wallClock(timeZone, due - 15 * 60_000).weekday);
      }),
      { numRuns: 40 },
    );
  });
});

describe("an answer", () => {
  const by = { userId: UserId.parse("u-compliance"), name: "Claire Dubois" };
  const answers: readonly NoteAnswer[] = [
    { outcome: "release" },
    { outcome: "reject", reason: "Say less." },
    { outcome: "pass" },
    { outcome: "finding", reason: "A claim.", severity: "major" },
  ];

  it("to what is held releases or rejects, to what has left passes or finds, and is given once", () => {
    const outcomes = (kind: "hold" | "sample") =>
      answers
        .filter((answer) => takes(openNote(kind, "UTC", WEDNESDAY), answer))
        .map(({ outcome }) => outcome);
    expect([outcomes("hold"), outcomes("sample")]).toEqual([
      ["release", "reject"],
      ["pass", "finding"],
    ]);
    for (const kind of ["hold", "sample"] as const)
      for (const first of answers) {
        const note = answeredNote(openNote(kind, "UTC", WEDNESDAY), first, by, WEDNESDAY);
        expect(answers.some((answer) => takes(note, answer))).toBe(false);
      }
  });
});
