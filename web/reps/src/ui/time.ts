import type { Instant } from "../../../../shared/model/time.ts";

/** Anything that names a moment: milliseconds, or ISO text as on the wire. */
type Moment = Instant | string;

const LOCALE = "en-IE";
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone}|${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(LOCALE, {
    ...options,
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  formats.set(key, made);
  return made;
}

/** `22 Nov, 21:10`, in the zone or in the reader's own. */
export function dateTime(moment: Moment, zone?: string): string {
  return format(zone, {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(new Date(moment));
}

/** `Answer by 23 Nov, 07:36`; once that has passed `Overdue: answer by 23 Nov, 07:36`: a colour alone tells not everybody. */
export function dueBy(what: string, dueAt: string, now: Instant): string {
  const late = Date.parse(dueAt) <= now;
  const words = `${what} ${dateTime(dueAt)}`;
  return late ? `Overdue: ${words.charAt(0).toLowerCase()}${words.slice(1)}` : words;
}

/** `22 Nov`; with the year when it is not that of `now`. */
export function day(
  moment: Moment,
  options: { readonly zone?: string | undefined; readonly now?: Instant } = {},
): string {
  const date = new Date(moment);
  const year = format(options.zone, { year: "numeric" });
  const otherYear = options.now !== undefined && year.format(date) !== year.format(options.now);
  return format(options.zone, {
    day: "numeric",
    month: "short",
    ...(otherYear ? { year: "numeric" } : {}),
  }).format(date);
}

/** `Tuesday 24 November`. */
export function longDay(moment: Moment, zone?: string): string {
  return format(zone, { weekday: "long", day: "numeric", month: "long" })
    .format(new Date(moment))
    .replace(",", "");
}

/** `21:10`. */
export function clock(moment: Moment, zone?: string): string {
  return format(zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(new Date(moment));
}

/** `2 min 10 s`, `38 s`, `1 h 5 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  if (minutes > 0) return rest > 0 ? `${minutes} min ${rest} s` : `${minutes} min`;
  return `${rest} s`;
}

/**
 * How long ago or ahead, in words: `30 minutes ago`, `in 2 hours`, `yesterday`; a date when it is more than six days
 * away. Days are those of the calendar, in the zone or the reader's own: last night is yesterday after midnight, and
 * the evening before it is not.
 */
export function relative(moment: Moment, now: Instant, zone?: string): string {
  const at = new Date(moment).getTime();
  const minutes = Math.round((at - now) / 60_000);
  if (minutes === 0) return "just now";
  const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  const days = calendarDay(at, zone) - calendarDay(now, zone);
  if (days === 0 || Math.abs(minutes) < HOURS_TOLD * 60)
    return words.format(Math.round(minutes / 60), "hour");
  return Math.abs(days) <= 6
    ? words.format(days, "day")
    : day(moment, zone === undefined ? { now } : { zone, now });
}

/** Over midnight, hours are told up to here: `3 hours ago` says more than `yesterday`. */
const HOURS_TOLD = 6;

/** Number of a day of the zone's calendar; days that follow each other differ by one. */
function calendarDay(at: Instant, zone: string | undefined): number {
  const parts = format(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
  const part = (type: "year" | "month" | "day") => Number(parts.find((one) => one.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day")) / 86_400_000;
}
