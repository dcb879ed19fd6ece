import { NativeSelect, Textarea } from "@mantine/core";
import { useId } from "react";
import type { Slot } from "../../../../../shared/model/template.ts";
import { type Zone, zonesOf } from "../../../../../shared/model/template-words.ts";
import type { WordingProblem } from "../../../../../shared/model/wording-lint.ts";
import type { ComposedWords, Offer } from "./use-wording.ts";
import classes from "./zoned-words.module.css";

/** A template with its places: locked words as they stand, wordings to choose, and room to type with what locks sending. */
export function ZonedWords({ words, offer }: { readonly words: ComposedWords; readonly offer: Offer }) {
  const { said, problems, offers } = words;
  const zones = zonesOf(offer.body, offer.slots);
  const places = zones.flatMap((zone) => (zone.kind === "slot" ? [zone.slot] : []));
  return (
    <div className={classes.zoned}>
      {said?.subject !== undefined && <p className={classes.subject}>{said.subject}</p>}
      <p className={classes.words}>
        {placed(zones).map(({ zone, at }) => (
          <ZoneWords key={at} zone={zone} words={words} offer={offer} />
        ))}
      </p>
      {places.map((slot) => (
        <Place
          key={slot.slot}
          slot={slot}
          text={words.fills[slot.slot] ?? ""}
          closed={slot.kind === "text" ? typingClosed(offers.data?.rights) : undefined}
          problems={problems.filter((problem) => problem.slot === slot.slot)}
          onFill={(text) => words.fill(slot.slot, text)}
        />
      ))}
    </div>
  );
}

/** Each zone with where it begins in the pattern, which no other zone does. */
function placed(zones: readonly Zone[]): { readonly zone: Zone; readonly at: number }[] {
  let at = 0;
  return zones.map((zone) => {
    const here = { zone, at };
    at += zone.kind === "locked" ? zone.text.length : 1;
    return here;
  });
}

function ZoneWords(props: { readonly zone: Zone; readonly words: ComposedWords; readonly offer: Offer }) {
  const { zone, words, offer } = props;
  if (zone.kind === "locked") return zone.text;
  const values: Readonly<Record<string, string>> = { ...words.offers.data?.values };
  if (zone.kind === "field")
    return (
      <span className={classes.field}>
        {zone.field === "example" ? (offer.example ?? "") : (values[zone.field] ?? "")}
      </span>
    );
  const text = words.fills[zone.slot.slot] ?? (zone.slot.kind === "picklist" ? zone.slot.options[0] : "");
  return (
    <span className={classes.chosen} data-stops={words.problems.some(({ slot }) => slot === zone.slot.slot)}>
      {text === "" ? zone.slot.label : text}
    </span>
  );
}

function typingClosed(
  rights: { readonly repFreeText: string; readonly suspended: boolean } | undefined,
): string | undefined {
  if (rights?.suspended === true) return "Your right to type is suspended. Compliance gives it back.";
  return rights?.repFreeText === "text" ? undefined : "Nothing may be typed for this country.";
}

const REVIEWS = {
  none: undefined,
  sample: "Some of these are read by compliance later.",
  hold: "Compliance reads it before it leaves.",
} as const;

function Place(props: {
  readonly slot: Slot;
  readonly text: string;
  /** Why nothing may be typed. */
  readonly closed: string | undefined;
  readonly problems: readonly WordingProblem[];
  readonly onFill: (text: string) => void;
}) {
  const { slot, text, closed, problems, onFill } = props;
  const why = useId();
  if (slot.kind === "picklist")
    return (
      <NativeSelect
        label={slot.label}
        value={text === "" ? slot.options[0] : text}
        data={slot.options}
        onChange={({ currentTarget }) => onFill(currentTarget.value)}
      />
    );
  if (closed !== undefined)
    return (
      <p className={classes.closed}>
        {slot.label}: {closed}
      </p>
    );
  return (
    <div>
      <TypedPlace slot={slot} stopped={problems.length > 0} why={why} onFill={onFill} />
      <div id={why} role="status" className={classes.problems}>
        {problems.length > 0 && <Marked text={text} problems={problems} />}
      </div>
    </div>
  );
}

function TypedPlace(props: {
  readonly slot: Extract<Slot, { kind: "text" }>;
  readonly stopped: boolean;
  readonly why: string;
  readonly onFill: (text: string) => void;
}) {
  const { slot, stopped, why, onFill } = props;
  return (
    <Textarea
      label={slot.label}
      description={[`At most ${slot.maxChars} characters; may stay empty.`, REVIEWS[slot.review]]
        .filter(Boolean)
        .join(" ")}
      placeholder={slot.example ?? ""}
      autosize
      minRows={2}
      maxLength={slot.maxChars}
      aria-invalid={stopped}
      aria-describedby={why}
      onChange={({ currentTarget }) => onFill(currentTarget.value)}
    />
  );
}

/** What was typed with the words in question marked, and the rule beside it; never how to get around it (MLR-15). */
function Marked({ text, problems }: { readonly text: string; readonly problems: readonly WordingProblem[] }) {
  const parts: { readonly at: number; readonly text: string; readonly stops: boolean }[] = [];
  let at = 0;
  const add = (to: number, stops: boolean) => {
    if (to > at) parts.push({ at, text: text.slice(at, to), stops });
    at = Math.max(at, to);
  };
  for (const { finding } of problems.toSorted((a, b) => (a.finding?.from ?? 0) - (b.finding?.from ?? 0))) {
    if (finding === undefined) continue;
    add(finding.from, false);
    add(finding.to, true);
  }
  add(text.length, false);
  return (
    <>
      <p className={classes.typed}>
        {parts.map((part) => (part.stops ? <mark key={part.at}>{part.text}</mark> : part.text))}
      </p>
      <ul>
        {[...new Set(problems.map(({ words }) => words))].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </>
  );
}
