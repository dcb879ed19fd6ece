import MiniSearch from "minisearch";
import { kindOfVersion } from "../../../../../shared/model/reading-text.ts";
import type { CallOutput } from "../../../../client/client.ts";

/** A version as the library lists it. */
export type Version = CallOutput<"listContent">["items"][number];

/** What a library can be narrowed by. */
export const FACETS = ["kind", "product", "country", "language", "channel", "state", "end"] as const;
export type Facet = (typeof FACETS)[number];
/** Chosen values by facet; a facet without any narrows nothing. */
export type Choice = Readonly<Partial<Record<Facet, readonly string[]>>>;

const DAY = 24 * 60 * 60 * 1000;
/** Ends that are worth a look, by days from now. */
const SOON_DAYS = 30;

/** Pure: in which of three groups the end of use lies. */
export function endOf(version: Pick<Version, "expiresAt">, now: number): "none" | "past" | "soon" | "later" {
  if (version.expiresAt === undefined) return "none";
  const days = (Date.parse(version.expiresAt) - now) / DAY;
  if (days <= 0) return "past";
  return days <= SOON_DAYS ? "soon" : "later";
}

/** Pure: whole days until the end of use, at least one while there is any time left. */
export function daysLeft(expiresAt: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / DAY));
}

/** Pure: the values that a version has of a facet. */
export function valuesOf(version: Version, facet: Facet, now: number): readonly string[] {
  switch (facet) {
    case "kind":
      return [kindOfVersion(version)];
    case "product":
      return [version.product];
    case "country":
      return version.countries;
    case "language":
      return [version.language];
    case "channel":
      return version.channels;
    case "state":
      return [version.state];
    case "end":
      return [endOf(version, now)];
  }
}

/** Pure: whether a version has a chosen value of every facet in which something was chosen. */
export function fits(version: Version, choice: Choice, now: number): boolean {
  return FACETS.every((facet) => {
    const chosen = choice[facet] ?? [];
    return chosen.length === 0 || valuesOf(version, facet, now).some((value) => chosen.includes(value));
  });
}

/** Pure: each value of a facet with how many versions would be left, the other facets being as chosen. */
export function countsOf(
  versions: readonly Version[],
  facet: Facet,
  choice: Choice,
  now: number,
): ReadonlyMap<string, number> {
  const others: Choice = { ...choice, [facet]: [] };
  const counts = new Map<string, number>();
  for (const version of versions) {
    const counted = fits(version, others, now) ? 1 : 0;
    for (const value of valuesOf(version, facet, now)) counts.set(value, (counts.get(value) ?? 0) + counted);
  }
  return new Map([...counts].sort(([a], [b]) => a.localeCompare(b)));
}

/** What can be used comes first, then what is on its way, then what has ended; the newest of each first. */
const ORDER = ["approved", "in_review", "draft", "expired", "superseded", "withdrawn"] as const;
export function byUse(a: Version, b: Version): number {
  return ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || b.createdAt.localeCompare(a.createdAt);
}

/** Searches versions by words, also by their beginnings and with a letter wrong. */
export interface LibraryIndex {
  /** The versions that have every word, what can be used first and best first; all of them, in order of use, for no words. */
  find(words: string): readonly Version[];
}

/** Words without accents and capitals, so that "Begin" finds "begín". */
function plain(word: string): string {
  return word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Indexes what people see of versions: titles, products, safety and reading text, codes, authors. */
export function indexLibrary(versions: readonly Version[]): LibraryIndex {
  const inOrder = [...versions].sort(byUse);
  const byId = new Map(versions.map((version) => [version.versionId as string, version]));
  const index = new MiniSearch({
    fields: ["title", "product", "codes", "author", "safetyText", "readingText"],
    idField: "versionId",
    processTerm: plain,
    searchOptions: {
      boost: { title: 4, product: 2, codes: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      combineWith: "AND",
    },
  });
  index.addAll(
    versions.map(
      ({ versionId, title, product, safetyText, readingText = "", author, materialCodes = [] }) => ({
        versionId,
        title,
        product,
        safetyText,
        readingText,
        author: author.name,
        codes: materialCodes.map(({ code }) => code).join(" "),
      }),
    ),
  );
  return {
    find: (words) => {
      if (words.trim() === "") return inOrder;
      const hits = index.search(words).flatMap(({ id }) => byId.get(String(id)) ?? []);
      // somebody looks for an answer to give: what can be used stands before what cannot, best first in each
      return [...hits.filter(isApproved), ...hits.filter((version) => !isApproved(version))];
    },
  };
}

function isApproved({ state }: Version): boolean {
  return state === "approved";
}

/** A text cut into what was searched for and what stands between. */
export type Marked = readonly { readonly text: string; readonly hit: boolean }[];

/** Pure: marks the beginnings of words that were searched for. */
export function marked(text: string, words: string): Marked {
  const wanted = plain(words)
    .split(/\s+/)
    .filter((word) => word.length > 1);
  if (wanted.length === 0) return [{ text, hit: false }];
  return text.split(/([\p{L}\p{M}\p{N}]+)/u).flatMap((piece) => {
    if (piece === "") return [];
    const word = plain(piece);
    return [{ text: piece, hit: wanted.some((one) => word.startsWith(one)) }];
  });
}

/** Pure: the part of a long text around its first hit; undefined when there is none. */
export function excerpt(text: string, words: string, length = 90): string | undefined {
  const pieces = marked(text, words);
  const at = pieces.findIndex(({ hit }) => hit);
  if (at < 0) return undefined;
  const before = pieces
    .slice(0, at)
    .map((piece) => piece.text)
    .join("");
  const from = Math.max(0, before.lastIndexOf(" ", Math.max(0, before.length - length / 3)) + 1);
  const cut = text.slice(from, from + length);
  return `${from > 0 ? "… " : ""}${cut.trimEnd()}${from + length < text.length ? " …" : ""}`;
}
