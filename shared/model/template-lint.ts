import { gsm7Septets, SMS_PART_SEPTETS } from "./gsm7.ts";
import { lintWords } from "./note-lint.ts";
import { CONTACT } from "./note-patterns.ts";
import { textMessageWords, type WordLists } from "./restricted-words.ts";
import type { Slot, TemplateText } from "./template.ts";
import {
  FIELDS,
  type FieldValues,
  NEEDED_IN_TEXTS,
  sayTemplate,
  type Zone,
  zonesOf,
} from "./template-words.ts";

/** Why a template cannot be submitted, with the field that it is about. */
export interface TemplateProblem {
  readonly field: string;
  readonly words: string;
}

/** What a template is judged with. */
export interface TemplateFrame {
  /** In whose name messages speak. */
  readonly company: string;
  /** `https://hcp.acme.example/s/…`, as long as a real link. */
  readonly link: string;
  /** Names of everything the company promotes. */
  readonly products: readonly string[];
  readonly contact: string;
  readonly stop: string;
}

/**
 * Pure: what has to be changed before a reviewer is asked (MLR-12, INV-8): places that exist, every slot once, no link of its
 * own, no product; of a text besides that no choice can leave GSM-7 or its one part and that no health term is in it. Empty =
 * it can be submitted.
 */
export function templateProblems(text: TemplateText, frame: TemplateFrame): TemplateProblem[] {
  return [
    ...placeProblems(text),
    ...(text.channel === "sms" ? smsProblems(text, frame) : mailProblems(text)),
    ...wordProblems(text, frame),
  ];
}

function placeProblems({ channel, subject, body, slots, specialties }: TemplateText): TemplateProblem[] {
  const names = slots.map(({ slot }) => slot);
  const fields: readonly string[] = FIELDS[channel];
  const zones = zonesOf(body, slots);
  const subjects = [
    ...(subject === undefined ? [] : [{ field: "subject", text: subject }]),
    ...specialties.flatMap((one, n) =>
      one.subject === undefined ? [] : [{ field: `specialties.${n}.subject`, text: one.subject }],
    ),
  ];
  return [
    ...names.flatMap((name, n): TemplateProblem[] => {
      const field = `slots.${n}.slot`;
      if (fields.includes(name))
        return [{ field, words: `{${name}} is put in by the platform. Name the place otherwise.` }];
      if (names.indexOf(name) !== n) return [{ field, words: `There are two places with the name ${name}.` }];
      const uses = zones.filter((zone) => zone.kind === "slot" && zone.slot.slot === name).length;
      if (uses !== 1)
        return [
          { field: "body", words: `{${name}} has to stand once in the words; it stands ${uses} times.` },
        ];
      return [];
    }),
    ...strangers("body", zones, fields),
    ...subjects.flatMap(({ field, text }) => {
      const own = zonesOf(text, slots);
      if (own.some((zone) => zone.kind === "slot"))
        return [{ field, words: "A subject has no place: reps fill the words only." }];
      return strangers(field, own, fields);
    }),
  ];
}

function strangers(field: string, zones: readonly Zone[], fields: readonly string[]): TemplateProblem[] {
  return zones.flatMap((zone): TemplateProblem[] => {
    if (zone.kind === "field" && !fields.includes(zone.field))
      return [{ field, words: `{${zone.field}} is neither a place nor one of ${fields.join(", ")}.` }];
    if (zone.kind === "locked" && /[{}]/.test(zone.text))
      return [{ field, words: "A brace opens no place here. Write {name} or leave it out." }];
    return [];
  });
}

function smsProblems(text: TemplateText, frame: TemplateFrame): TemplateProblem[] {
  const zones = zonesOf(text.body, text.slots);
  const missing = NEEDED_IN_TEXTS.filter(
    (needed) => zones.filter((zone) => zone.kind === "field" && zone.field === needed).length !== 1,
  );
  const values: FieldValues = { ...frame, rep: frame.contact, hcp: "" };
  const longest = Object.fromEntries(text.slots.map((slot) => [slot.slot, longestOf(slot)]));
  const said = sayTemplate(text, values, longest).body;
  const septets = gsm7Septets(said);
  return [
    ...(text.subject === undefined && text.specialties.length === 0
      ? []
      : [{ field: text.subject === undefined ? "specialties" : "subject", words: "A text has no subject." }]),
    ...missing.map((needed) => ({
      field: "body",
      words: `{${needed}} has to stand in a text once (INV-8).`,
    })),
    ...(/\{link\}(?!\s|$)/.test(text.body)
      ? [
          {
            field: "body",
            words: "Leave a space after {link}, or phones take what follows for a part of it.",
          },
        ]
      : []),
    ...(septets === undefined
      ? [
          {
            field: "body",
            words: `Outside GSM-7: ${strangeIn(said)}. Texts with it cost twice and arrive in pieces.`,
          },
        ]
      : []),
    ...(septets !== undefined && septets > SMS_PART_SEPTETS
      ? [
          {
            field: "body",
            words: `With the longest choices it takes ${septets} of ${SMS_PART_SEPTETS} characters.`,
          },
        ]
      : []),
  ];
}

function mailProblems({ subject, body, slots, example, specialties }: TemplateText): TemplateProblem[] {
  const all = [subject ?? "", body].flatMap((pattern) => zonesOf(pattern, slots));
  const says = all.some((zone) => zone.kind === "field" && zone.field === "example");
  const has = example !== undefined || specialties.some((one) => one.example !== undefined);
  return [
    ...(subject === undefined ? [{ field: "subject", words: "An e-mail needs a subject." }] : []),
    ...(says && example === undefined
      ? [{ field: "example", words: "{example} stands in the words: write one for everybody else." }]
      : []),
    ...(has && !says ? [{ field: "body", words: "There is an example, and {example} stands nowhere." }] : []),
    ...specialties.flatMap((one, n) =>
      specialties.findIndex((other) => other.specialty.toLowerCase() === one.specialty.toLowerCase()) === n
        ? []
        : [{ field: `specialties.${n}.specialty`, words: `${one.specialty} is there twice.` }],
    ),
  ];
}

/** The template's own words: reviewers read them, and what can never be right is not even shown to them. */
function wordProblems(text: TemplateText, frame: TemplateFrame): TemplateProblem[] {
  const names: WordLists = { partial: [], exact: [], names: frame.products };
  const lists =
    text.channel === "sms" ? { ...textMessageWords(text.language), names: frame.products } : names;
  return ownWords(text).flatMap(({ field, words }): TemplateProblem[] => {
    const [found] = lintWords(words, lists);
    const link = CONTACT.some((pattern) => words.toLowerCase().search(pattern) >= 0);
    return [
      ...(found === undefined
        ? []
        : [
            {
              field,
              words:
                found.rule === "name"
                  ? `“${words.slice(found.from, found.to)}” reads as a product: a message carries no safety information.`
                  : `“${words.slice(found.from, found.to)}” may not stand in a text (INV-8).`,
            },
          ]),
      ...(link ? [{ field, words: "Links, addresses and numbers are put in by the platform." }] : []),
    ];
  });
}

function ownWords(text: TemplateText): { readonly field: string; readonly words: string }[] {
  const locked = (field: string, pattern: string | undefined) =>
    pattern === undefined
      ? []
      : zonesOf(pattern, text.slots).flatMap((zone) =>
          zone.kind === "locked" ? [{ field, words: zone.text }] : [],
        );
  return [
    ...locked("subject", text.subject),
    ...locked("body", text.body),
    ...locked("example", text.example),
    ...text.slots.flatMap((slot, n) =>
      slot.kind === "picklist" ? slot.options.map((words) => ({ field: `slots.${n}.options`, words })) : [],
    ),
    ...text.specialties.flatMap((one, n) => [
      ...locked(`specialties.${n}.subject`, one.subject),
      ...locked(`specialties.${n}.example`, one.example),
    ]),
  ];
}

function longestOf(slot: Slot): string {
  if (slot.kind === "text") return "x".repeat(slot.maxChars);
  const length = (option: string) => gsm7Septets(option) ?? Number.POSITIVE_INFINITY;
  return slot.options.reduce((longest, option) => (length(option) > length(longest) ? option : longest));
}

function strangeIn(text: string): string {
  return [...new Set([...text].filter((character) => gsm7Septets(character) === undefined))].join(" ");
}
