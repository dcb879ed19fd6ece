import * as z from "zod";
import { type Channel, Country } from "./channel.ts";
import { lineText } from "./free-text.ts";
import { UserId } from "./ids.ts";
import { InstantText } from "./time.ts";

/**
 * Words that lock sending. `partial` are found inside words (`cap` blocks Cholecap), `exact` only as whole words or phrases,
 * `names` are products, substances and trials and are found with one slip of the pen too (MLR-14).
 */
export interface WordLists {
  readonly partial: readonly string[];
  readonly exact: readonly string[];
  readonly names: readonly string[];
}

const Words = z.array(lineText(2, 60)).max(300);

/** Two of a country's lists, before and after, are one audit link: together no more than an item of a table holds. Bytes. */
const MOST_WORDS = 100_000;

/** A country's own words, for whatever is on the page or for one product only. Compliance writes them. */
export const RestrictedWords = z.object({
  country: Country,
  lists: z
    .array(z.object({ product: lineText(1, 80).optional(), partial: Words, exact: Words, names: Words }))
    .max(50)
    .refine(
      (lists) => new TextEncoder().encode(JSON.stringify(lists)).length <= MOST_WORDS,
      "are more words than can be kept for a country: leave out those that others contain",
    ),
  /** Who wrote them last, and when; absent before anybody did. */
  changed: z.object({ by: z.object({ userId: UserId, name: z.string() }), at: InstantText }).optional(),
  rev: z.int().nonnegative(),
});
export type RestrictedWords = z.output<typeof RestrictedWords>;

const NO_WORDS: WordLists = { partial: [], exact: [], names: [] };

/** Claims, comparisons, prices, dosing and patients (MLR-13), in the forms in which they are compared: folded, lower case. */
const CLAIMS: Readonly<Record<string, WordLists>> = {
  en: {
    partial: [
      ...["efficac", "effective", "indicat", "dosage", "dosing", "prescri", "reimburs", "discount", "rebate"],
      ...["superior", "guarante", "therap", "treatment", "clinical", "off label", "off-label", "milligram"],
    ],
    exact: [
      ...[
        "best",
        "better than",
        "safe",
        "safer",
        "safest",
        "first line",
        "first choice",
        "dose",
        "doses",
        "mg",
      ],
      ...["cure", "cures", "price", "cheaper", "free sample", "samples", "proven", "study", "studies"],
      ...["trial", "trials", "patient", "patients", "drug", "medicine", "symptom", "symptoms", "disease"],
    ],
    names: [],
  },
  de: {
    partial: [
      ...["wirksam", "vertraglich", "indikation", "indiziert", "dosier", "verschreib", "verordn", "erstatt"],
      ...[
        "rabatt",
        "uberlegen",
        "garantier",
        "therap",
        "behandl",
        "klinisch",
        "off label",
        "milligramm",
        "heil",
      ],
    ],
    exact: [
      ...["beste", "besser als", "sicher", "sicherer", "erste wahl", "dosis", "mg", "preis", "gunstiger"],
      ...[
        "muster",
        "bewiesen",
        "studie",
        "studien",
        "patient",
        "patientin",
        "patienten",
        "arznei",
        "krankheit",
      ],
    ],
    names: [],
  },
  fr: {
    partial: [
      ...[
        "efficac",
        "tolerance",
        "indicat",
        "posolog",
        "prescri",
        "rembours",
        "remise",
        "superieur",
        "garanti",
      ],
      ...["therap", "traitement", "cliniqu", "hors amm", "milligramm", "guerir", "guerison"],
    ],
    exact: [
      ...["meilleur", "meilleure", "mieux que", "premiere intention", "dose", "doses", "mg"],
      ...[
        "prix",
        "moins cher",
        "echantillon",
        "echantillons",
        "prouve",
        "etude",
        "etudes",
        "essai",
        "essais",
      ],
      ...["patient", "patiente", "patients", "medicament", "symptome", "symptomes", "maladie"],
    ],
    names: [],
  },
};
/** Health terms that carriers refuse and that make an advertisement of a text (INV-8), in every language at once. */
const HEALTH: readonly string[] = [
  ...[
    "diabet",
    "hypertens",
    "hypertonie",
    "cancer",
    "krebs",
    "oncolog",
    "onkolog",
    "tumo",
    "cardio",
    "kardio",
  ],
  ...[
    "heart",
    "herz",
    "coeur",
    "asthma",
    "asthme",
    "depress",
    "insulin",
    "vaccin",
    "impf",
    "kidney",
    "niere",
  ],
  ...["renal", "blood", "cholest", "migrain", "arthrit", "epilep", "obes", "weight loss", "glp", "opioid"],
  ...[
    "medic",
    "medik",
    "pharma",
    "drug",
    "health",
    "gesund",
    "sante",
    "disease",
    "krank",
    "maladie",
    "hospital",
  ],
  ...["krankenhaus", "patient", "symptom", "doctor", "arzt", "medecin", "rx"],
];

/** What a rep must not type in a language. */
function claimWords(language: string): WordLists {
  return CLAIMS[language.slice(0, 2)] ?? CLAIMS["en"] ?? NO_WORDS;
}

/** What no text message may hold, whoever wrote it (INV-8). */
export function textMessageWords(language: string): WordLists {
  return joined([claimWords(language), { ...NO_WORDS, partial: HEALTH }]);
}

/** Every word of several lists, each once. */
export function joined(lists: readonly WordLists[]): WordLists {
  const all = (key: keyof WordLists) => [...new Set(lists.flatMap((list) => list[key]))];
  return { partial: all("partial"), exact: all("exact"), names: all("names") };
}

/**
 * The lists for a note in a language to somebody whose page is about these products: the language's own, the country's, and
 * the names of everything the company promotes (MLR-14).
 */
export function noteWords(
  language: string,
  stored: RestrictedWords | undefined,
  about: {
    readonly channel: Channel;
    readonly onPage: readonly string[];
    readonly products: readonly string[];
  },
): WordLists {
  const onPage = new Set(about.onPage.map((product) => product.toLowerCase()));
  const own = (stored?.lists ?? []).filter(
    ({ product }) => product === undefined || onPage.has(product.toLowerCase()),
  );
  return joined([
    about.channel === "sms" ? textMessageWords(language) : claimWords(language),
    ...own,
    { ...NO_WORDS, names: [...about.onPage, ...about.products] },
  ]);
}
