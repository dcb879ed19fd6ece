import { parseCronFields } from "./cron-fields.ts";

/** When a rule with a schedule is due; times are milliseconds since the epoch, UTC. */
export interface Schedule {
  /** The first due time after `after`, or undefined when there is none any more. */
  next(after: number): number | undefined;
  /** The last due time in (since, now], or undefined; a rate keeps the rhythm it began at `since`. */
  latest(since: number, now: number): number | undefined;
}

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const minuteMs = 60_000;
const dayMs = 86_400_000;
/** EventBridge's cron knows no later year. */
const end = Date.UTC(2200, 0, 1);

/**
 * Parses `rate(value unit)` or `cron(minutes hours day-of-month month day-of-week year)`. Rates count from whatever
 * time they are asked after; cron times are UTC. Throws for what EventBridge refuses.
 */
export function parseSchedule(expression: string): Schedule {
  const [, kind, content = ""] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === "rate") return rate(content, expression);
  if (kind === "cron") return cron(content, expression);
  throw new Error(`Parameter ScheduleExpression is not valid: ${expression}`);
}

function rate(content: string, expression: string): Schedule {
  const [, count, unit, plural] = /^([1-9]\d*) (minute|hour|day)(s?)$/.exec(content) ?? [];
  const value = Number(count);
  // EventBridge insists on grammar: 1 minute, 5 minutes.
  if (unit === undefined || (value === 1) !== (plural === "")) {
    throw new Error(`Parameter ScheduleExpression is not valid: ${expression}`);
  }
  const interval = value * (unitMs[unit] ?? 0);
  return {
    next: (after) => after + interval,
    latest(since, now) {
      const times = Math.floor((now - since) / interval);
      return times > 0 ? since + times * interval : undefined;
    },
  };
}

function cron(content: string, expression: string): Schedule {
  const fields = parseCronFields(content, (reason) => {
    throw new Error(`Parameter ScheduleExpression is not valid: ${expression} (${reason})`);
  });
  const next = (after: number): number | undefined => {
    const earliest = Math.floor(after / minuteMs) * minuteMs + minuteMs;
    for (let day = Math.floor(earliest / dayMs) * dayMs; day < end; day += dayMs) {
      if (!fields.matchesDay(new Date(day))) continue;
      for (const hour of fields.hours) {
        for (const minute of fields.minutes) {
          const due = day + hour * 3_600_000 + minute * minuteMs;
          if (due >= earliest) return due;
        }
      }
    }
    return undefined;
  };
  return { next, latest: (since, now) => latestOf(next, since, now) };
}

/** Looks back from `now` in growing spans, so that a jump over years does not walk through every minute of them. */
function latestOf(next: Schedule["next"], since: number, now: number): number | undefined {
  for (let span = minuteMs; ; span *= 2) {
    const from = Math.max(since, now - span);
    let latest: number | undefined;
    for (let due = next(from); due !== undefined && due <= now; due = next(due)) latest = due;
    if (latest !== undefined || from === since) return latest;
  }
}
