import { type FoldedText, foldedForms, foldedWord, spelledOut, withoutGaps } from "./folded-text.ts";
import { ADVERSE, CONTACT, PATIENT, TRIAL, WATCHED } from "./note-patterns.ts";
import { withinOneEdit } from "./one-edit.ts";
import type { WordLists } from "./restricted-words.ts";
import { readLength } from "./visible-text.ts";

/** Raise it with every change of the checks or of their words: it is stored with what they let through (MLR-17). */
export const NOTE_LINT = 4;

/** What a finding is about, in the order in which it is looked for (MLR-14). */
export const NOTE_RULES = [
  "restricted",
  "name",
  "contact",
  "patient",
  "adverse_event",
  "watched",
  "picture",
  "length",
] as const;
export type NoteRule = (typeof NOTE_RULES)[number];

/** Words that may not be sent: from and to are places in the typed text. */
export interface NoteFinding {
  readonly rule: NoteRule;
  readonly from: number;
  readonly to: number;
}

/** Shorter words are not looked for letter by letter: initials and dates are written so. */
const SPELLED_FROM = 3;

/** Pictures, flags and keycaps (MLR-13). */
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/gu;

/** Names shorter than this are found as they are only: a slip in a short word makes another word. */
const FUZZY_FROM = 6;

/**
 * Pure: what keeps a typed text from being sent (MLR-13, MLR-14); empty = nothing does. The same while somebody types, when
 * a message is ordered and when it leaves. In the order of the rules, each place once for a rule.
 */
export function lintNote(text: string, lists: WordLists, maxChars: number): NoteFinding[] {
  const forms = foldedForms(text);
  const [plain] = forms;
  const others = [
    ...matches("name", plain, [TRIAL]),
    ...matches("contact", plain, CONTACT),
    ...matches("patient", plain, PATIENT),
    ...matches("adverse_event", plain, ADVERSE),
    ...matches("watched", plain, WATCHED),
    ...pictures(text),
  ].map(({ rule, from, to }) => ({ rule, from, to: ending(text, to) }));
  const findings = [...lintWords(text, lists), ...others];
  const long =
    readLength(text) > maxChars ? [{ rule: "length", from: maxChars, to: text.length } as const] : [];
  return inOrder([...findings, ...long]);
}

/** Pure: only the words of the lists and names: for words that an approver reads besides. */
export function lintWords(text: string, lists: WordLists): NoteFinding[] {
  const forms = foldedForms(text);
  const partial = lists.partial.map(foldedWord).filter((word) => word !== "");
  const exact = lists.exact.map(foldedWord).filter((word) => word !== "");
  const names = lists.names.map(foldedWord).filter((word) => word !== "");
  // digits alone spell nothing, whatever they stand for elsewhere
  const spelled = forms
    .flatMap(spelledOut)
    .filter(({ at }) => /\p{L}/u.test(text.slice(at[0] ?? 0, ending(text, at.at(-1) ?? 0))));
  const gapless = [...partial, ...exact]
    .map((word) => withoutGaps({ text: word, at: [] }).text)
    .filter((word) => word.length >= SPELLED_FROM);
  const hidden = spelled.flatMap((run) => gapless.flatMap((word) => places("restricted", run, word)));
  const found = [
    ...hidden,
    ...forms.flatMap((form) => [
      ...partial.flatMap((word) => places("restricted", form, word)),
      ...exact.flatMap((word) => wholePlaces("restricted", form, word)),
      ...names.flatMap((name) => namePlaces(form, name)),
    ]),
  ];
  return inOrder(found.map(({ rule, from, to }) => ({ rule, from, to: ending(text, to) })));
}

function places(rule: NoteRule, { text, at }: FoldedText, word: string): NoteFinding[] {
  const found: NoteFinding[] = [];
  for (let n = text.indexOf(word); n >= 0; n = text.indexOf(word, n + 1))
    found.push({ rule, from: at[n] ?? 0, to: at[n + word.length - 1] ?? 0 });
  return found;
}

function matches(rule: NoteRule, { text, at }: FoldedText, patterns: readonly RegExp[]): NoteFinding[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)]
      .filter(([all]) => all !== "")
      .map((match) => ({ rule, from: at[match.index] ?? 0, to: at[match.index + match[0].length - 1] ?? 0 })),
  );
}

/** What is written in signs alone has no words to be whole. */
function wholePlaces(rule: NoteRule, form: FoldedText, phrase: string): NoteFinding[] {
  return /[\p{L}\p{N}]/u.test(phrase)
    ? matches(rule, form, [wholeWords(phrase)])
    : places(rule, form, phrase);
}

function wholeWords(phrase: string): RegExp {
  const words = phrase.split(/[^\p{L}\p{N}]+/u).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])${words.join("[^\\p{L}\\p{N}]+")}(?![\\p{L}\\p{N}])`, "gu");
}

function namePlaces(form: FoldedText, name: string): NoteFinding[] {
  const spelled = withoutGaps({ text: name, at: [] }).text;
  if (spelled.length < FUZZY_FROM) return wholePlaces("name", form, name);
  const slips = [...form.text.matchAll(/[\p{L}\p{N}]+/gu)]
    .filter(([word]) => withinOneEdit(word, spelled))
    .map(({ index, 0: word }) => ({
      rule: "name" as const,
      from: form.at[index] ?? 0,
      to: form.at[index + word.length - 1] ?? 0,
    }));
  return [...places("name", withoutGaps(form), spelled), ...slips];
}

function pictures(text: string): NoteFinding[] {
  return [...text.matchAll(PICTURE)].map(({ index }) => ({
    rule: "picture",
    from: index,
    to: index,
  }));
}

/** The place after the character that begins here, with the invisible ones and marks that hang on to it. */
function ending(text: string, last: number): number {
  const [character = ""] = text.slice(last).match(/^.[\p{M}\p{Default_Ignorable_Code_Point}]*/su) ?? [];
  const [first = ""] = text.slice(last);
  return last + Math.max(character.length, first.length);
}

function inOrder(findings: readonly NoteFinding[]): NoteFinding[] {
  const sorted = findings.toSorted(
    (a, b) => NOTE_RULES.indexOf(a.rule) - NOTE_RULES.indexOf(b.rule) || a.from - b.from || b.to - a.to,
  );
  const kept: NoteFinding[] = [];
  for (const one of sorted) {
    const before = kept.at(-1);
    if (before !== undefined && before.rule === one.rule && one.from < before.to) {
      // two words in one place are one place
      kept[kept.length - 1] = { ...before, to: Math.max(before.to, one.to) };
    } else kept.push(one);
  }
  return kept;
}
