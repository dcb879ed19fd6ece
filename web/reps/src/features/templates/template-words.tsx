import {
  type Icon,
  IconArrowBackUp,
  IconCircleCheck,
  IconClockOff,
  IconHourglass,
  IconPencil,
  IconReplace,
} from "@tabler/icons-react";
import { zonesOf } from "../../../../../shared/model/template-words.ts";
import type { CallOutput } from "../../../../client/client.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";
import { countriesIn, languageWord } from "../../ui/places.ts";
import classes from "./templates.module.css";

export type Template = CallOutput<"listTemplates">["items"][number];

const STATES: Readonly<Record<Template["state"], readonly [string, Icon, Tone]>> = {
  draft: ["Draft", IconPencil, "neutral"],
  in_review: ["In review", IconHourglass, "hold"],
  approved: ["Approved", IconCircleCheck, "ok"],
  superseded: ["Replaced", IconReplace, "neutral"],
  expired: ["Expired", IconClockOff, "stop"],
  withdrawn: ["Withdrawn", IconArrowBackUp, "stop"],
};

/** A template's state in a word, for a list to choose from. */
export function templateStateWord(state: Template["state"]): string {
  return STATES[state][0];
}

/** A template's state: icon, word, colour. */
export function TemplateState({ state }: { readonly state: Template["state"] }) {
  const [word, icon, tone] = STATES[state];
  return (
    <Chip icon={icon} tone={tone}>
      {word}
    </Chip>
  );
}

const FIELD_WORDS: Readonly<Record<string, string>> = {
  company: "Company",
  rep: "Rep",
  hcp: "Name of the HCP",
  link: "Link",
  stop: "How to stop",
  example: "Example",
};

/** The words with their places: grey what the platform puts in, violet what a rep fills. */
export function Pattern({ text, slots }: { readonly text: string; readonly slots: Template["slots"] }) {
  let at = 0;
  return (
    <span className={classes.pattern}>
      {zonesOf(text, slots).map((zone) => {
        const key = at;
        at += zone.kind === "locked" ? zone.text.length : 1;
        if (zone.kind === "locked") return zone.text;
        return zone.kind === "field" ? (
          <span key={key} className={classes.field}>
            {FIELD_WORDS[zone.field] ?? zone.field}
          </span>
        ) : (
          <span key={key} className={classes.slot}>
            {zone.slot.label}
          </span>
        );
      })}
    </span>
  );
}

/** `Text for Ireland and the United Kingdom, English (Ireland)`. */
export function reachWords({
  channel,
  countries,
  language,
}: Pick<Template, "channel" | "countries" | "language">): string {
  return `${channel === "sms" ? "Text" : "E-mail"} for ${countriesIn(countries)}, ${languageWord(language)}`;
}

/** Why the template cannot be used; undefined where it can. */
export function returnedWords({ returned }: Template): string | undefined {
  return returned === undefined ? undefined : `${returned.name} sent it back: ${returned.reason}`;
}
