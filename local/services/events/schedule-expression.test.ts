import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSchedule } from "./schedule-expression.ts";

const nextAfter = (expression: string, after: string) => {
  const next = parseSchedule(expression).next(Date.parse(after));
  return next === undefined ? undefined : new Date(next).toISOString();
};

describe("a schedule expression", () => {
  it.each([
    ["rate(1 minute)", "2031-01-01T00:00:30.000Z", "2031-01-01T00:01:30.000Z"],
    ["rate(5 minutes)", "2031-01-01T00:00:00.000Z", "2031-01-01T00:05:00.000Z"],
    ["rate(12 hours)", "2031-01-01T00:00:00.000Z", "2031-01-01T12:00:00.000Z"],
    ["rate(1 day)", "2031-01-01T00:00:00.000Z", "2031-01-02T00:00:00.000Z"],
    // The examples of the EventBridge documentation, with their meaning.
    ["cron(0 10 * * ? *)", "2031-01-01T10:00:00.000Z", "2031-01-02T10:00:00.000Z"],
    ["cron(15 12 * * ? *)", "2031-01-01T12:00:00.000Z", "2031-01-01T12:15:00.000Z"],
    ["cron(0 18 ? * MON-FRI *)", "2031-01-03T18:00:00.000Z", "2031-01-06T18:00:00.000Z"],
    ["cron(0 8 1 * ? *)", "2031-01-01T08:00:00.000Z", "2031-02-01T08:00:00.000Z"],
    ["cron(0/15 * * * ? *)", "2031-01-01T00:16:00.000Z", "2031-01-01T00:30:00.000Z"],
    ["cron(0/10 * ? * MON-FRI *)", "2031-01-03T23:55:00.000Z", "2031-01-06T00:00:00.000Z"],
    ["cron(0/5 8-17 ? * MON-FRI *)", "2031-01-03T17:55:00.000Z", "2031-01-06T08:00:00.000Z"],
    ["cron(0/30 20-23,0-2 ? * MON-FRI *)", "2031-01-01T02:30:00.000Z", "2031-01-01T20:00:00.000Z"],
    ["cron(30 0 L * ? *)", "2031-02-01T00:00:00.000Z", "2031-02-28T00:30:00.000Z"],
    ["cron(0 9 ? * 2#1 *)", "2031-01-01T00:00:00.000Z", "2031-01-06T09:00:00.000Z"],
    ["cron(15 10 ? * 6L 2002-2005)", "2002-01-01T00:00:00.000Z", "2002-01-25T10:15:00.000Z"],
    ["cron(0 0 3W * ? *)", "2031-05-01T00:00:00.000Z", "2031-05-02T00:00:00.000Z"],
    ["cron(0 0 1W * ? *)", "2031-02-01T00:00:00.000Z", "2031-02-03T00:00:00.000Z"],
    ["cron(0 0 LW * ? *)", "2031-08-01T00:00:00.000Z", "2031-08-29T00:00:00.000Z"],
    ["cron(0 0 29 2 ? *)", "2031-01-01T00:00:00.000Z", "2032-02-29T00:00:00.000Z"],
    ["cron(0 0 ? JAN,jul FRI-SUN *)", "2031-02-01T00:00:00.000Z", "2031-07-04T00:00:00.000Z"],
  ])("%s is due after %s at %s", (expression, after, due) => {
    expect(nextAfter(expression, after)).toBe(due);
  });

  it("is never due again after its last year", () => {
    expect(nextAfter("cron(0 0 1 1 ? 2020)", "2020-01-01T00:00:00Z")).toBeUndefined();
  });

  it.each([
    "rate(1 minutes)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "rate(5 seconds)",
    "every(5 minutes)",
    "cron(0 10 * * *)",
    "cron(0 10 * * * *)",
    "cron(0 10 ? * ? *)",
    "cron(60 10 * * ? *)",
    "cron(0 24 * * ? *)",
    "cron(0 10 * * 8 *)",
    "cron(0 10 ? * 2#6 *)",
    "cron(0/0 10 * * ? *)",
    "cron(0 10 32W * ? *)",
    "at(2031-01-01T00:00:00)",
  ])("refuses %s", (expression) => {
    expect(() => parseSchedule(expression)).toThrow("is not valid");
  });

  it("is due at the very first minute after the given time that its fields allow", () => {
    const minute = fc.array(fc.integer({ min: 0, max: 59 }), { minLength: 1, maxLength: 4 });
    const hour = fc.array(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 3 });
    const weekday = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 3 });
    const time = fc.date({ min: new Date("2024-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(minute, hour, weekday, time, (minutes, hours, weekdays, after) => {
        const next = parseSchedule(`cron(${minutes} ${hours} ? * ${weekdays} *)`).next(after.getTime());
        let expected = Math.floor(after.getTime() / 60_000) * 60_000;
        const allowed = (at: Date) =>
          minutes.includes(at.getUTCMinutes()) &&
          hours.includes(at.getUTCHours()) &&
          weekdays.includes(at.getUTCDay() + 1);
        do expected += 60_000;
        while (!allowed(new Date(expected)));
        expect(next).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it("finds the last due time of a span as walking through all of them would", () => {
    const start = Date.parse("2031-01-01T00:00:10Z");
    const expressions = fc.constantFrom(
      "rate(7 minutes)",
      "rate(2 hours)",
      "cron(0/20 9-11 ? * MON-WED *)",
      "cron(5 4 * * ? *)",
    );
    fc.assert(
      fc.property(expressions, fc.integer({ min: 0, max: 14 * 86_400_000 }), (expression, length) => {
        const schedule = parseSchedule(expression);
        let expected: number | undefined;
        for (
          let due = schedule.next(start);
          due !== undefined && due <= start + length;
          due = schedule.next(due)
        )
          expected = due;
        expect(schedule.latest(start, start + length)).toBe(expected);
      }),
      { numRuns: 40 },
    );
  });
});
