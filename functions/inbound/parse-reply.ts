import { withinOneEdit } from "../../shared/model/one-edit.ts";
import { hasStopSign, normaliseReply } from "./normalise-reply.ts";
import {
  FILLERS,
  HELP_WORDS,
  LONE_REVOCATIONS,
  START_WORDS,
  STOP_BEGINNINGS,
  STOP_WORDS,
  WRONG_NUMBERS,
  YES_WORDS,
} from "./reply-words.ts";
import { revocationForm } from "./revocation-patterns.ts";
import { REVOCATIONS } from "./revocations.ts";
import { mayBeSideEffect } from "./screen-question.ts";

/** Which reading of domain-rules 2.7 a record was made by. Raise it with every change of words or order. */
export const PARSER_VERSION = "2.7/3";

/**
 * What a text message asks for. `screen`: a person reads it besides, because it says more than the word. `rule` is the
 * step of domain-rules 2.7 that decided.
 */
export type Reply =
  | { readonly kind: "stop"; readonly rule: "1" | "2a" | "2b" | "3"; readonly screen: boolean }
  | { readonly kind: "wrong_number"; readonly rule: "3"; readonly screen: false }
  | { readonly kind: "pause"; readonly rule: "2c"; readonly screen: true }
  | { readonly kind: "help"; readonly rule: "4"; readonly screen: false }
  | { readonly kind: "start"; readonly rule: "5"; readonly screen: false }
  | { readonly kind: "yes"; readonly rule: "5"; readonly screen: false }
  | { readonly kind: "other"; readonly rule: "6"; readonly screen: true };

/** From this length on a single word may have one slip of the finger. */
const FUZZY_FROM = 6;

/** What each digit looks like inside a word. */
const LIKE_DIGITS = [..."oizeasgtbg"];

/**
 * Reads a text message (domain-rules 2.7, CON-13). Pure, the same for every number and language. When unsure it is
 * STOP: a false one costs a visit to the preference centre, a missed one is a message against somebody's will.
 */
export function parseReply(text: string): Reply {
  if (hasStopSign(text)) return { kind: "stop", rule: "1", screen: false };
  const said = normaliseReply(text);
  const plain = read(said);
  const meant = plain.kind === "other" ? withDigitsRead(said).map(read) : [];
  const reply = meant.find(({ kind }) => kind === "stop") ?? plain;
  // a side effect that is told along with it is not lost with the permission
  return reply.kind === "stop" && mayBeSideEffect(text) ? { ...reply, screen: true } : reply;
}

function read(said: string): Reply {
  const bare = withoutFillers(said);
  if (HELP_WORDS.has(said) || HELP_WORDS.has(bare)) return { kind: "help", rule: "4", screen: false };
  if (START_WORDS.has(said)) return { kind: "start", rule: "5", screen: false };
  if (YES_WORDS.has(said)) return { kind: "yes", rule: "5", screen: false };
  if (contains(said, WRONG_NUMBERS)) return { kind: "wrong_number", rule: "3", screen: false };
  if (isOneOf(STOP_WORDS, said) || isOneOf(STOP_WORDS, bare))
    return { kind: "stop", rule: "2a", screen: false };
  // before 2c, which is the weaker of the two: "cancel, no more texts" leaves nothing to decide
  const form = revocationForm(said);
  const revokes = contains(said, REVOCATIONS) || form === "certain";
  // what is more than the word is also read by a person: "Stop by my office" may mean the office
  if (beginsWith(said, STOP_BEGINNINGS)) return { kind: "stop", rule: "2b", screen: !revokes };
  if (revokes) return { kind: "stop", rule: "3", screen: false };
  if (isOneOf(LONE_REVOCATIONS, said) || isOneOf(LONE_REVOCATIONS, bare))
    return { kind: "stop", rule: "3", screen: false };
  if (form === "doubtful") return { kind: "stop", rule: "3", screen: true };
  if (beginsWith(said, STOP_WORDS)) return { kind: "pause", rule: "2c", screen: true };
  return { kind: "other", rule: "6", screen: true };
}

/** Digits that a finger or a joke put into a word, left out and read as the letters they look like: `STOP1`, `S.T.0.P`. */
function withDigitsRead(said: string): readonly string[] {
  const spelt = /^\S(?: \S)+$/u.test(said) ? said.replaceAll(" ", "") : said;
  const left = spelt.replace(/(?<=\p{L})\d+(?= |$)|(?<=^| )\d+(?=\p{L})/gu, "");
  const likened = spelt.replace(/\d(?=\p{L})|(?<=\p{L})\d/gu, (digit) => LIKE_DIGITS[Number(digit)] ?? digit);
  return [left, likened].filter((one) => one !== said);
}

function withoutFillers(said: string): string {
  return said
    .split(" ")
    .filter((word) => !FILLERS.has(word))
    .join(" ");
}

/** Spaces aside, so that `s t o p`, `opt-out` and `OptOut` are the words they look like. */
function isOneOf(words: readonly string[], said: string): boolean {
  const compact = said.replaceAll(" ", "");
  return words.some((word) => sameWord(compact, word.replaceAll(" ", "")));
}

function sameWord(said: string, word: string): boolean {
  if (said === word) return true;
  return said.length >= FUZZY_FROM && word.length >= FUZZY_FROM && withinOneEdit(said, word);
}

/** Whether the first words are one of these; a single long first word may have a slip. */
function beginsWith(said: string, words: readonly string[]): boolean {
  const [first = ""] = said.split(" ");
  return words.some((word) => said === word || said.startsWith(`${word} `) || sameWord(first, word));
}

function contains(said: string, phrases: readonly string[]): boolean {
  const padded = ` ${said} `;
  return phrases.some((phrase) => padded.includes(` ${phrase} `));
}
