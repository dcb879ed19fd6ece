import type { Country } from "../../shared/model/channel.ts";
import { DOCUMENTS, type DocumentName } from "./documents/documents.ts";
import type { FilmName } from "./films/films.ts";

/** How far a piece of content goes in the demo data. */
type Fate = "approved" | "expires" | "in_review" | "draft";

interface Words {
  readonly title: string;
  readonly country: Country;
  readonly language: string;
  readonly fate: Fate;
}
type FilmPiece = Words & { readonly film: FilmName };
type DocumentPiece = Words & { readonly document: DocumentName };

const SAFETY = {
  en: "Cardivex must not be used in severe hepatic impairment or during pregnancy. The most common side effect is dizziness (1 in 10 people); fainting is uncommon. Measure blood pressure before every dose step. Report every side effect.",
  de: "Cardivex darf bei schwerer Leberinsuffizienz und in der Schwangerschaft nicht angewendet werden. Häufigste Nebenwirkung ist Schwindel (1 von 10 Personen); Ohnmacht ist gelegentlich. Vor jedem Dosisschritt den Blutdruck messen. Jede Nebenwirkung melden.",
  fr: "Cardivex ne doit pas être utilisé en cas d’insuffisance hépatique sévère ni pendant la grossesse. L’effet indésirable le plus fréquent est le vertige (1 personne sur 10) ; la syncope est peu fréquente. Mesurer la tension avant chaque palier. Signaler tout effet indésirable.",
} as const;

const english = (film: FilmName, title: string, country: "IE" | "GB", fate: Fate): FilmPiece => ({
  film,
  title,
  country,
  language: country === "IE" ? "en-IE" : "en-GB",
  fate,
});
const steps = (country: "IE" | "GB"): DocumentPiece => ({
  document: "stepsEn",
  title: DOCUMENTS.stepsEn.title,
  country,
  language: country === "IE" ? "en-IE" : "en-GB",
  fate: "approved",
});

/** The demo company's documents, about the same medicine that does not exist. */
export const PAPERS = {
  stepsIe: steps("IE"),
  stepsGb: steps("GB"),
} as const satisfies Record<string, DocumentPiece>;
export type PaperName = keyof typeof PAPERS;

/** The demo company's films, all of them about a medicine that does not exist. */
export const PIECES = {
  startIe: english("startEn", "Cardivex: the first four weeks", "IE", "approved"),
  startGb: english("startEn", "Cardivex: the first four weeks", "GB", "approved"),
  studyIe: english("studyEn", "How the study was done", "IE", "approved"),
  studyGb: english("studyEn", "How the study was done", "GB", "approved"),
  startDe: {
    film: "startDe",
    title: "Cardivex: die ersten vier Wochen",
    country: "DE",
    language: "de-DE",
    fate: "approved",
  },
  startFr: {
    film: "startFr",
    title: "Cardivex : les quatre premières semaines",
    country: "FR",
    language: "fr-FR",
    fate: "approved",
  },
  springIe: english("studyEn", "How the study was done: last spring’s edition", "IE", "expires"),
  renalGb: english("renalEn", "Starting with reduced kidney function", "GB", "in_review"),
  nursesIe: english("startEn", "Cardivex: the first four weeks, for nurses", "IE", "draft"),
} as const satisfies Record<string, FilmPiece>;

export type PieceName = keyof typeof PIECES;

/** What the marketer writes about a piece. */
export function textOf(piece: FilmPiece | DocumentPiece, assetId: string, expiresAt?: string) {
  const { title, country, language } = piece;
  const lang = language.slice(0, 2);
  return {
    product: "Cardivex",
    title,
    safetyText: lang === "de" ? SAFETY.de : lang === "fr" ? SAFETY.fr : SAFETY.en,
    ...("document" in piece ? { readingText: DOCUMENTS[piece.document].text } : {}),
    assetId,
    countries: [country],
    language,
    channels: ["email", "sms", "space"],
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}
