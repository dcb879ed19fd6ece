import type { CallOutput } from "../../../../client/client.ts";

type Wishes = CallOutput<"readConsent">["wishes"];

const OFTEN = { weekly: "At most one message a week.", monthly: "At most one message a month." } as const;
const LANGUAGES = { en: "English", de: "German", fr: "French" } as const;
const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const NAMES = { mon: "Mon", tue: "Tue", wed: "Wed", thu: "Thu", fri: "Fri", sat: "Sat", sun: "Sun" } as const;

/** One line for each wish that is not as usual. */
export function wishWords(wishes: Wishes, date: (at: string) => string): readonly string[] {
  const { frequency, hours, language, pausedUntil } = wishes;
  return [
    ...(pausedUntil === undefined ? [] : [`Paused until ${date(pausedUntil)}.`]),
    ...(frequency === "as_it_comes" ? [] : [OFTEN[frequency]]),
    ...(hours === undefined ? [] : [`${hoursWords(hours.hours)}, practice time.`]),
    ...(language === undefined ? [] : [`Messages and pages in ${LANGUAGES[language]}.`]),
  ];
}

function hoursWords(hours: NonNullable<Wishes["hours"]>["hours"]): string {
  const days = WEEK.flatMap((name) => {
    const opening = hours[name];
    return opening === undefined ? [] : [{ name: NAMES[name], text: opening.join(" to ") }];
  });
  const texts = [...new Set(days.map(({ text }) => text))];
  return texts
    .map((text) => {
      const names = days.filter((one) => one.text === text).map(({ name }) => name);
      return `${names.join(", ")}, ${text}`;
    })
    .join("; ");
}
