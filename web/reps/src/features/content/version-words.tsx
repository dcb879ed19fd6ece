import {
  type Icon,
  IconArrowBackUp,
  IconCircleCheck,
  IconClockOff,
  IconHourglass,
  IconPencil,
  IconReplace,
} from "@tabler/icons-react";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { languageWord, listed } from "../../ui/places.ts";
import { day } from "../../ui/time.ts";
import { daysLeft, endOf, type Version } from "./library-search.ts";

type State = Version["state"];

const STATES: Readonly<Record<State, { readonly word: string; readonly icon: Icon; readonly tone: Tone }>> = {
  draft: { word: "Draft", icon: IconPencil, tone: "neutral" },
  in_review: { word: "In review", icon: IconHourglass, tone: "hold" },
  approved: { word: "Approved", icon: IconCircleCheck, tone: "ok" },
  superseded: { word: "Replaced", icon: IconReplace, tone: "neutral" },
  expired: { word: "Expired", icon: IconClockOff, tone: "stop" },
  withdrawn: { word: "Withdrawn", icon: IconArrowBackUp, tone: "stop" },
};

/** The word for a state, as in chips and filters. */
export function stateWord(state: string): string {
  return STATES[state as State]?.word ?? state;
}

/** A version's state: icon, word, colour. */
export function StateChip({ state }: { readonly state: State }) {
  const { word, icon, tone } = STATES[state];
  return (
    <Chip icon={icon} tone={tone}>
      {word}
    </Chip>
  );
}

/** How long a version may still be used; nothing while there is plenty of time. */
export function EndChip({ version, now }: { readonly version: Version; readonly now: number }) {
  if (version.state !== "approved" || version.expiresAt === undefined || endOf(version, now) !== "soon")
    return null;
  const days = daysLeft(version.expiresAt, now);
  return (
    <Chip icon={IconHourglass} tone="wait">
      {days === 1 ? "1 day left" : `${days} days left`}
    </Chip>
  );
}

/** Why a version cannot be used, in one sentence; undefined when it can. */
export function whyNot(version: Version, now: number): string | undefined {
  const on = (at: string | undefined) => (at === undefined ? "" : ` on ${day(at, { now })}`);
  switch (version.state) {
    case "approved":
      return undefined;
    case "draft":
      return version.returned === undefined
        ? "Not approved yet: it is a draft."
        : `${version.returned.name} sent it back${on(version.returned.at)}.`;
    case "in_review":
      return `Not approved yet: in review since ${day(version.submittedAt ?? version.createdAt, { now })}.`;
    case "expired":
      return `Expired${on(version.expiresAt)}. Nobody is shown it any more.`;
    case "superseded":
      return "A newer version has taken its place.";
    case "withdrawn":
      return `Withdrawn${on(version.withdrawnAt)}: ${REASONS[version.withdrawalReason ?? "business"].toLowerCase()}.`;
  }
}

/** Reasons of a withdrawal in words. */
export const REASONS = {
  safety_update: "Safety update",
  label_change: "Label change",
  regulator: "Request of a regulator",
  data_error: "Error in the data",
  licence: "Licence of a picture or text",
  business: "Business decision",
} as const satisfies Readonly<Record<NonNullable<Version["withdrawalReason"]>, string>>;

const CHANNELS: Readonly<Record<string, string>> = { space: "Page", email: "E-mail", sms: "Text" };
export function channelWord(channel: string): string {
  return CHANNELS[channel] ?? channel;
}

/** `E-mail, text and page`. */
export function channelsWord(channels: readonly string[]): string {
  const words = listed(channels.map(channelWord)).toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `English` where the country beside it says the rest, else `English (Ireland)`. */
export function languageBeside(language: string, countries: readonly string[]): string {
  const [tongue = language, country] = language.split("-");
  return languageWord(countries.length === 1 && country === countries[0] ? tongue : language);
}

/** `v2.0`, or that it has none yet. */
export function majorWord(version: Pick<Version, "major">): string {
  return version.major === undefined ? "no number yet" : `v${version.major}.0`;
}

/** `Video` or `Document`. */
export function kindWord(kind: string): string {
  return kind === "document" ? "Document" : "Video";
}

/** `2:10`, as on films. */
export function filmLength(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** `36 pages`, `at least 9000 pages`, `no page`. */
export function pagesWord({ pages, atLeast }: { readonly pages: number; readonly atLeast: boolean }): string {
  if (pages === 0) return "no page";
  const count = pages === 1 ? "1 page" : `${pages} pages`;
  return atLeast ? `at least ${count}` : count;
}
