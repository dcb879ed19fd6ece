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

/** `22 Nov`; with the year when it is not that of `now`. */
export function day(
  moment: Moment,
  options: { readonly zone?: string; readonly now?: Instant } = {},
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

/** How long ago or ahead, in words: `30 minutes ago`, `in 2 hours`, `yesterday`; a date when it is more than six days away. */
export function relative(moment: Moment, now: Instant, zone?: string): string {
  const difference = new Date(moment).getTime() - now;
  const minutes = Math.round(difference / 60_000);
  if (minutes === 0) return "just now";
  const words = new Intl.RelativeTimeFormat(LOCALE, { numeric: "auto" });
  if (Math.abs(minutes) < 60) return words.format(minutes, "minute");
  if (Math.abs(minutes) < 24 * 60) return words.format(Math.round(minutes / 60), "hour");
  const days = Math.round(minutes / (24 * 60));
  return Math.abs(days) <= 6
    ? words.format(days, "day")
    : day(moment, zone === undefined ? { now } : { zone, now });
}
