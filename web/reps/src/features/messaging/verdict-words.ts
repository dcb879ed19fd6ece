import type { Instant } from "../../../../../shared/model/time.ts";
import type { CallOutput } from "../../../../client/client.ts";
import { countriesIn } from "../../ui/places.ts";
import { dateTime, day } from "../../ui/time.ts";

export type Verdict = CallOutput<"dryRun">;
export type Channel = "sms" | "email";

/** What a sender can do about a verdict. */
export type NextStep =
  | { readonly kind: "schedule"; readonly label: string; readonly at: string }
  | { readonly kind: "page" | "visit" | "other-channel" | "change-time"; readonly label: string };

export interface VerdictWords {
  readonly tone: "ok" | "wait" | "hold" | "stop";
  readonly heading: string;
  readonly sentence: string;
  readonly next?: NextStep;
}

/** Who and what a verdict is about. */
export interface VerdictScene {
  /** `Dr Byrne`. */
  readonly name: string;
  readonly channel: Channel;
  readonly zone: string;
  /** ISO code of the country of practice. */
  readonly country: string;
  readonly now: Instant;
  /** Titles of what is on the page, by version. */
  readonly titles: ReadonlyMap<string, string>;
}

const CHANNEL_WORDS = { sms: "texts", email: "e-mails" } as const;

const OTHER_CHANNEL = { sms: "Use e-mail", email: "Use a text" } as const;

/** Pure: the gate's verdict in words: heading, why, next step. */
export function verdictWords(verdict: Verdict, scene: VerdictScene): VerdictWords {
  const { zone } = scene;
  switch (verdict.verdict) {
    case "ALLOW":
      return {
        tone: "ok",
        heading: "Ready to send",
        sentence: "Everything is checked once more as it leaves.",
      };
    case "DELAY":
      return {
        tone: "wait",
        heading: `Leaves ${dateTime(verdict.until, zone)}`,
        sentence: `${sentence(verdict.reason.words)} Everything is checked again then.`,
        next: { kind: "change-time", label: "Change time" },
      };
    case "HOLD":
      return {
        tone: "hold",
        heading: "With compliance",
        sentence: `${sentence(verdict.reason.words)} Frequency and hours are checked once it is released.`,
      };
    case "DENY":
      return denied(verdict.reason, scene);
  }
}

type Reason = Extract<Verdict, { verdict: "DENY" }>["reason"];

function denied({ code, words, earliestAt, remedy }: Reason, scene: VerdictScene): VerdictWords {
  const { name, channel, zone, now } = scene;
  const texts = CHANNEL_WORDS[channel];
  const stop = (heading: string, next?: NextStep, said = words): VerdictWords => ({
    tone: "stop",
    heading,
    sentence: sentence(said),
    ...(next === undefined ? {} : { next }),
  });
  switch (code) {
    case "FREQ_CAP": {
      if (earliestAt === undefined) return { ...stop("Not yet"), tone: "wait" };
      const next: NextStep =
        remedy === "something_new"
          ? { kind: "page", label: "Add something new" }
          : remedy === "other_channel"
            ? { kind: "other-channel", label: OTHER_CHANNEL[channel] }
            : { kind: "schedule", label: `Schedule for ${dateTime(earliestAt, zone)}`, at: earliestAt };
      return { ...stop(`Not before ${day(earliestAt, { zone, now })}`, next), tone: "wait" };
    }
    case "QUIET_HOURS":
      return stop(`No time for ${texts}`, { kind: "other-channel", label: OTHER_CHANNEL[channel] });
    case "NO_CONSENT":
      return stop(`No permission for ${texts}`, { kind: "visit", label: "Ask in person with a code" });
    case "CONTENT_NOT_USABLE":
      if (words.startsWith("The template ")) return stop("These words cannot be used");
      return stop(
        "A piece on the page cannot be used",
        { kind: "page", label: "Change the page" },
        words.replace(/ver_[0-9A-Z]{26}/, (id) => titled(scene.titles.get(id))),
      );
    case "ASSEMBLY_INVALID":
      return stop("The page is not complete", { kind: "page", label: "Change the page" });
    case "FREE_TEXT":
      return stop("The words need a change");
    case "SUPPRESSED":
      return stop("This address cannot be used", { kind: "visit", label: "Ask for a new one with a code" });
    case "NOT_ALIGNED":
      return stop(`${name} is not in your territory`);
    case "PROFILE_OFF":
      return stop(
        `${channel === "sms" ? "Texts are" : "E-mail is"} not switched on for ${countriesIn([scene.country])}`,
        { kind: "other-channel", label: OTHER_CHANNEL[channel] },
        channel === "sms" ? "E-mail and the code in a visit carry the page instead." : words,
      );
    // never contact, a case, an ineligible record: the same words, no hint
    default:
      return { tone: "stop", heading: "Not available for this contact", sentence: "" };
  }
}

function titled(title: string | undefined): string {
  return title === undefined || title === "" ? "A piece" : `“${title}”`;
}

function sentence(words: string): string {
  return /[.!?]$/.test(words) || words === "" ? words : `${words}.`;
}
