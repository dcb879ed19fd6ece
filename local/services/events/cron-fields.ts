type Refuse = (reason: string) => never;

export interface CronFields {
  /** Ascending. */
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  /** Whether year, month, day of month and day of week allow this UTC day. */
  matchesDay(day: Date): boolean;
}

type DayTest = (day: Date) => boolean;
const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Parses the six fields of EventBridge's cron, with `, - * / ? L W #`; `refuse` throws with a reason. */
export function parseCronFields(content: string, refuse: Refuse): CronFields {
  const parts = content.trim().split(/\s+/);
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = parts;
  if (parts.length !== 6) return refuse("a cron expression has six fields");
  if ((dayOfMonth === "?") === (dayOfWeek === "?"))
    return refuse("one of the day fields must be ?, the other not");
  const inMonth = numbers(month, 1, 12, months, refuse);
  const inYear = numbers(year, 1970, 2199, [], refuse);
  const onDay = dayOfWeek === "?" ? daysOfMonth(dayOfMonth, refuse) : daysOfWeek(dayOfWeek, refuse);
  return {
    minutes: [...numbers(minutes, 0, 59, [], refuse)].sort((a, b) => a - b),
    hours: [...numbers(hours, 0, 23, [], refuse)].sort((a, b) => a - b),
    matchesDay: (day) => inYear.has(day.getUTCFullYear()) && inMonth.has(day.getUTCMonth() + 1) && onDay(day),
  };
}

function daysOfMonth(field: string, refuse: Refuse): DayTest {
  if (field === "L") return (day) => day.getUTCDate() === lastOfMonth(day);
  if (field === "LW") return (day) => day.getUTCDate() === nearestWeekday(day, lastOfMonth(day));
  const [, near] = /^(\d+)W$/.exec(field) ?? [];
  if (near !== undefined) {
    const wanted = Number(near);
    if (wanted < 1 || wanted > 31) return refuse(`${field} is no day of a month`);
    return (day) => wanted <= lastOfMonth(day) && day.getUTCDate() === nearestWeekday(day, wanted);
  }
  const days = numbers(field, 1, 31, [], refuse);
  return (day) => days.has(day.getUTCDate());
}

/** 1 is Sunday. */
function daysOfWeek(field: string, refuse: Refuse): DayTest {
  if (field === "L") return (day) => day.getUTCDay() === 6;
  const [, lastName] = /^(\w+)L$/.exec(field) ?? [];
  if (lastName !== undefined) {
    const wanted = one(lastName, 1, 7, weekdays, refuse);
    return (day) => day.getUTCDay() + 1 === wanted && day.getUTCDate() + 7 > lastOfMonth(day);
  }
  const [, name, nth] = /^(\w+)#([1-5])$/.exec(field) ?? [];
  if (name !== undefined) {
    const wanted = one(name, 1, 7, weekdays, refuse);
    return (day) => day.getUTCDay() + 1 === wanted && Math.ceil(day.getUTCDate() / 7) === Number(nth);
  }
  const days = numbers(field, 1, 7, weekdays, refuse);
  return (day) => days.has(day.getUTCDay() + 1);
}

/** A list of values, ranges and steps as the set of what it allows. */
function numbers(
  field: string,
  low: number,
  high: number,
  names: readonly string[],
  refuse: Refuse,
): Set<number> {
  const allowed = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", step, ...rest] = part.split("/");
    const every = step === undefined ? 1 : Number(step);
    if (rest.length > 0 || !Number.isInteger(every) || every < 1) return refuse(`${part} is no step`);
    const [from = "", to, ...more] = range.split("-");
    if (more.length > 0) return refuse(`${range} is no range`);
    const first = from === "*" ? low : one(from, low, high, names, refuse);
    const last =
      to !== undefined
        ? one(to, low, high, names, refuse)
        : from === "*" || step !== undefined
          ? high
          : first;
    // FRI-MON goes over the end of the week.
    const span = last >= first ? last - first : last - first + (high - low + 1);
    for (let offset = 0; offset <= span; offset += every) {
      allowed.add(low + ((first - low + offset) % (high - low + 1)));
    }
  }
  return allowed;
}

function one(text: string, low: number, high: number, names: readonly string[], refuse: Refuse): number {
  const named = names.indexOf(text.toUpperCase());
  const value = named >= 0 ? named + low : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= low && value <= high ? value : refuse(`${text} is not within ${low}-${high}`);
}

function lastOfMonth(day: Date): number {
  return new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
}

/** The weekday nearest to a date, within its month. */
function nearestWeekday(day: Date, date: number): number {
  const weekday = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), date)).getUTCDay();
  if (weekday === 6) return date === 1 ? 3 : date - 1;
  if (weekday === 0) return date === lastOfMonth(day) ? date - 2 : date + 1;
  return date;
}
