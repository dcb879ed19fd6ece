/** Visits by the hour they began in. */
export interface VisitHour {
  readonly at: string;
  readonly visits: number;
}

export interface HourGrid {
  /** Visits by weekday (Monday first) and hour of the local day. */
  readonly cells: readonly (readonly number[])[];
  readonly visits: number;
  readonly outsideOffice: number;
  /** Hours to draw; `to` exclusive. */
  readonly from: number;
  readonly to: number;
}

/** Office hours of the sentence and the picture: Monday to Friday, 8 to 18. */
export const OFFICE = { days: 5, from: 8, to: 18 } as const;
const WEEKDAYS: readonly string[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const DRAWN = { from: 6, to: 23 } as const;

/** Enough to show when somebody comes: five visits, or ten minutes (domain-rules 6.4). */
export function showsHours(visits: number, activeSeconds: number): boolean {
  return visits >= 5 || (visits > 0 && activeSeconds >= 600);
}

/** The week of somebody's visits on the clock of their place. */
export function hourGrid(hours: readonly VisitHour[], zone: string): HourGrid {
  const clock = new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    hour: "2-digit",
    hourCycle: "h23",
    timeZone: zone,
  });
  const cells = WEEKDAYS.map(() => Array.from({ length: 24 }, () => 0));
  let [visits, outsideOffice, from, to]: [number, number, number, number] = [0, 0, DRAWN.from, DRAWN.to];
  for (const { at, visits: count } of hours) {
    const parts = new Map(clock.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
    const day = WEEKDAYS.indexOf((parts.get("weekday") ?? "").toLowerCase());
    const hour = Number(parts.get("hour"));
    const row = cells[day];
    if (row === undefined) continue;
    row[hour] = (row[hour] ?? 0) + count;
    visits += count;
    if (day >= OFFICE.days || hour < OFFICE.from || hour >= OFFICE.to) outsideOffice += count;
    from = Math.min(from, hour);
    to = Math.max(to, hour + 1);
  }
  return { cells, visits, outsideOffice, from, to };
}

/** What the week says, with n of m and without a reason. */
export function hoursFinding({ visits, outsideOffice }: Pick<HourGrid, "visits" | "outsideOffice">): string {
  const of = `of ${visits} ${visits === 1 ? "visit" : "visits"}`;
  return outsideOffice * 2 > visits
    ? `Outside office hours in ${outsideOffice} ${of}`
    : `In office hours in ${visits - outsideOffice} ${of}`;
}
