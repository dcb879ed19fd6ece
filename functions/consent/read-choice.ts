import type * as z from "zod";
import type { ChoiceProblem, choicePages } from "../../shared/contracts/consent/choice-pages.ts";
import { AppError } from "../../shared/contracts/errors.ts";
import { ContactPreference, WEEKDAYS } from "../../shared/model/contact-hours.ts";
import type { Hcp } from "../../shared/model/hcp.ts";
import {
  Frequency,
  type PreferenceChange,
  SpokenLanguage,
  ViewingWish,
} from "../../shared/model/preference.ts";
import { DAY, type Instant } from "../../shared/model/time.ts";
import { instantsOfWall } from "../messaging/facts.ts";
import type { Choice } from "./choose.ts";

/** The fields of a form of the preference centre. */
export type Press = z.output<(typeof choicePages)["endpoints"]["changeOwnChoice"]["body"]>;

/** Longest pause; who wants more stops. */
const LONGEST_PAUSE = 366 * DAY;

/**
 * Pure: what a form means, or what is wrong with what somebody typed into it.
 * @throws AppError invalid_request for a form that no page of ours shows
 */
export function readChoice(
  press: Press,
  hcp: Pick<Hcp, "timeZone">,
  now: Instant,
): Choice | { readonly problem: ChoiceProblem } {
  const { change, to } = press;
  const on = to === "on";
  switch (change) {
    case "stop":
    case "start":
      return { kind: change };
    case "email":
    case "sms":
      return { kind: "channel", channel: change, on };
    case "promo":
    case "medical_info":
    case "service":
    case "events":
    case "research":
      return { kind: "purpose", purpose: change, on };
    case "topic":
      if (press.product === undefined) throw misread("product", "names the topic");
      return { kind: "topic", product: press.product, on };
    case "track_individual":
    case "share_with_rep":
    case "profile":
    case "track_opens":
      return { kind: "use", use: change, on };
    case "pause":
      return readPause(press, hcp, now);
    case "hours":
      return on ? readHours(press) : prefers({ hours: null });
    case "frequency":
      return prefers({ frequency: read(Frequency, to) });
    case "language":
      return prefers({ language: to === "off" ? null : read(SpokenLanguage, to) });
    case "viewing": {
      const { item } = press;
      const about = item === undefined ? {} : { versionId: item };
      return prefers({ viewing: { ...about, to: read(ViewingWish, to) } });
    }
  }
}

const prefers = (preference: PreferenceChange): Choice => ({ kind: "prefer", preference });

/** A pause by days ends at this hour; one until a day ends as that day begins where the person works. */
function readPause({ to, until }: Press, { timeZone }: Pick<Hcp, "timeZone">, now: Instant) {
  if (to === "30" || to === "90") return { kind: "pause", until: now + Number(to) * DAY } as const;
  if (to !== "until") return { kind: "pause", until: undefined } as const;
  const day = calendarDay(until);
  // no zone is more than a day from UTC; years that have no four digits are not asked about
  const near = day > now - 2 * DAY && day < now + LONGEST_PAUSE + 2 * DAY;
  const [end = Number.NaN] = near ? instantsOfWall(timeZone, day) : [];
  const sound = end > now && end <= now + LONGEST_PAUSE;
  return sound ? ({ kind: "pause", until: end } as const) : ({ problem: "until" } as const);
}

/** A day as midnight in UTC. `Date` reads 31 February as 3 March: what does not come out as it went in is no day. */
function calendarDay(text: string): number {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(day) && new Date(day).toISOString().startsWith(text) ? day : Number.NaN;
}

function readHours(press: Press): Choice | { readonly problem: ChoiceProblem } {
  const { from, till } = press;
  const days = WEEKDAYS.filter((day) => press[day] === "yes");
  const hours = Object.fromEntries(days.map((day) => [day, [from, till]]));
  const parsed = ContactPreference.safeParse({ hours });
  return parsed.success ? prefers({ hours: parsed.data }) : { problem: "hours" };
}

function read<T>(schema: z.ZodType<T>, to: string): T {
  const parsed = schema.safeParse(to);
  if (!parsed.success) throw misread("to", "is not a choice of this kind");
  return parsed.data;
}

function misread(field: string, what: string): AppError {
  return new AppError("invalid_request", `body.${field}: ${what}.`, { field: `body.${field}` });
}
