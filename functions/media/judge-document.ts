import { inflateSync } from "node:zlib";
import { type FailureReason, MAX_DOCUMENT_PAGES } from "../../shared/model/asset.ts";

export type DocumentJudgement =
  /** `pages` is absent where two ways of counting disagree: a file that was changed in place keeps what it was. */
  | { readonly kind: "accepted"; readonly pages?: number }
  | { readonly kind: "rejected"; readonly reason: FailureReason };

/** Where readers look for the end of a file, bytes (ISO 32000-1, 7.5.5 and Annex H). */
const TAIL = 1024;
/** Object streams of all text documents unpack to far less, bytes. */
const MOST_UNPACKED = 64 * 1024 * 1024;
/** A dictionary of a stream is shorter, characters. Every look around is bounded, so that no file takes for ever. */
const LONGEST_HEAD = 4096;
/** A node of a page tree is shorter, characters, and a document of 60 pages has fewer of them. */
const LONGEST_NODE = 16_384;
const MOST_NODES = 200;

/** What ends a name (ISO 32000-1, 7.2.2). */
const END = "(?=[\\s\\0()<>[\\]{}/%]|$)";
const LOCKED = new RegExp(`/Encrypt${END}`);
/** What runs, leaves the file or hides another one. Every script's action says `/S /JavaScript`. */
const ACTIVE = new RegExp(
  `/(?:JavaScript|Launch|EmbeddedFiles?|GoToE|RichMedia|SubmitForm|ImportData|XFA)${END}`,
);
const PACKED = new RegExp(`/ObjStm${END}`, "g");
/** Where the first object of an object stream begins in it; what is first in an outline is a reference. */
const FIRST_AT = /\/First\s+\d+(?!\s*\d*\s+\d+\s+R)/g;
/** What stands around its type in the dictionary of an object stream: names, numbers and references, nothing that could hide one. */
const HEAD_BEFORE = /\d\s+obj\s*<<([^<>()%#]*)$/;
const HEAD_AFTER = /^[^<>()%#]*>>\s*stream\r?\n/;
const HEAD_NAMES: ReadonlySet<string> = new Set(
  ["Type", "ObjStm", "N", "First", "Length", "Extends", "Filter", "FlateDecode"].map((name) => `/${name}`),
);
const PAGE = new RegExp(`/Type\\s*/Page${END}`, "g");
const PAGE_TREE = new RegExp(`/Type\\s*/Pages${END}`, "g");

/**
 * Pure: decides from its bytes whether an upload is a PDF that may be given to people; the declared type is never
 * believed. It is read as far as this needs, not as a reader would:
 * - recognised: header, end and cross-reference; names, also with `#` escapes, anywhere in the file, so also in what is
 *   hidden inside another stream; dictionaries packed into object streams, plain or with FlateDecode alone.
 * - not recognised: object streams with other filters, predictors or anything unusual in their dictionary, which are
 *   refused as unreadable, because nobody could say what is in them. Page contents, fonts and pictures are not looked into: they hold no actions. A name of
 *   an action that stands in plain text on a page that is not compressed is taken for an action.
 */
export function judgeDocument(bytes: Uint8Array): DocumentJudgement {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  if (!raw.startsWith("%PDF-")) return rejected("not_a_pdf");
  if (!isWhole(raw)) return rejected("pdf_cut_short");
  const names = unescaped(raw);
  if (LOCKED.test(names)) return rejected("pdf_locked");
  const packed = objectStreams(bytes, raw, names);
  if (packed === undefined) return rejected("pdf_unreadable");
  if ([names, ...packed.map(unescaped)].some((text) => ACTIVE.test(text))) return rejected("pdf_active");
  return judgePages([withoutStreams(raw), ...packed]);
}

/** Whether the file ends as one, with a way to its cross-reference; half of a file does not. */
function isWhole(raw: string): boolean {
  const end = raw.lastIndexOf("%%EOF");
  if (end < raw.length - TAIL) return false;
  const offset = /^startxref\s+(\d{1,10})\s+$/.exec(raw.slice(raw.lastIndexOf("startxref", end), end))?.[1];
  if (offset === undefined || Number(offset) >= end) return false;
  return /^\s*(?:xref\s|\d+\s+\d+\s+obj)/.test(raw.slice(Number(offset), Number(offset) + 64));
}

/** The file without what its streams hold, in one pass: a beginning without an end is none, and so is each after it. */
function withoutStreams(raw: string): string {
  const begins = /(?<!end)stream\r?\n/g;
  const kept: string[] = [];
  let at = 0;
  for (let begin = begins.exec(raw); begin !== null; begin = begins.exec(raw)) {
    const end = raw.indexOf("endstream", begins.lastIndex);
    if (end < 0) break;
    kept.push(raw.slice(at, begin.index));
    at = begins.lastIndex = end + "endstream".length;
  }
  return [...kept, raw.slice(at)].join(" ");
}

/** Names may be written with `#` and two digits for any letter (7.3.5): nobody hides an action that way. */
function unescaped(text: string): string {
  return text.replace(/#([\dA-Fa-f]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
}

/** The texts of all object streams; undefined when one of them cannot be looked into. */
function objectStreams(bytes: Uint8Array, raw: string, names: string): string[] | undefined {
  const found = [...raw.matchAll(PACKED)];
  if ([...names.matchAll(PACKED)].length !== found.length) return undefined;
  // some readers take a stream for one that does not say that it is
  if ([...names.matchAll(FIRST_AT)].length > found.length) return undefined;
  const texts: string[] = [];
  let left = MOST_UNPACKED;
  for (const { index } of found) {
    const before = HEAD_BEFORE.exec(raw.slice(Math.max(0, index - LONGEST_HEAD), index))?.[1];
    const after = HEAD_AFTER.exec(raw.slice(index, index + LONGEST_HEAD))?.[0];
    if (before === undefined || after === undefined) return undefined;
    const data = index + after.length;
    const ends = raw.indexOf("endstream", data);
    const text = ends < 0 ? undefined : unpacked(bytes.subarray(data, ends), before + after, left);
    if (text === undefined) return undefined;
    left -= text.length;
    texts.push(text);
  }
  return texts;
}

/**
 * @param head the stream's dictionary, without texts, comments and dictionaries inside it
 * @param most bytes that may come out of it
 */
function unpacked(data: Uint8Array, head: string, most: number): string | undefined {
  const names = [...head.matchAll(/\/[^\s/[\]>]*/g)].map(([name]) => name);
  // a name that is not known, or said twice, may mean another filter, a predictor or a file elsewhere
  if (new Set(names).size < names.length || !names.every((name) => HEAD_NAMES.has(name))) return undefined;
  if (!names.includes("/Filter")) return Buffer.from(data).toString("latin1");
  if (!/\/Filter\s*(?:\/FlateDecode|\[\s*\/FlateDecode\s*\])/.test(head)) return undefined;
  try {
    return inflateSync(data, { maxOutputLength: Math.max(1, most) }).toString("latin1");
  } catch {
    return undefined;
  }
}

/**
 * Pages by their own dictionaries and by the sum that the page tree says. They agree in a file that was written at once;
 * one that was changed in place may hold more of either than it shows.
 */
function judgePages(texts: readonly string[]): DocumentJudgement {
  const written = texts.reduce((sum, text) => sum + [...text.matchAll(PAGE)].length, 0);
  const said = Math.max(
    0,
    ...texts.flatMap((text) =>
      [...text.matchAll(PAGE_TREE)].slice(0, MOST_NODES).map(({ index }) => countAround(text, index)),
    ),
  );
  if (written === 0) return rejected("pdf_unreadable");
  if (written > MAX_DOCUMENT_PAGES && (said === 0 || said > MAX_DOCUMENT_PAGES))
    return rejected("pdf_too_long");
  return written === said ? { kind: "accepted", pages: written } : { kind: "accepted" };
}

/** `/Count` of the dictionary around a place; 0 when it has none that can be read. */
function countAround(text: string, index: number): number {
  let from = index;
  for (let open = 0; from > Math.max(0, index - LONGEST_NODE) && open < 1; from--) {
    if (text.startsWith("<<", from - 1)) open += 1;
    else if (text.startsWith(">>", from - 1)) open -= 1;
  }
  let to = index;
  for (let open = 1; to < Math.min(text.length, index + LONGEST_NODE) && open > 0; to++) {
    if (text.startsWith("<<", to)) open += 1;
    else if (text.startsWith(">>", to)) open -= 1;
  }
  return Number(/\/Count\s+(\d{1,6})(?!\s+\d+\s+R)/.exec(text.slice(from, to))?.[1] ?? 0);
}

function rejected(reason: FailureReason): DocumentJudgement {
  return { kind: "rejected", reason };
}
