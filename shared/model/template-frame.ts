/** What the platform says around a template's words, by language. */
interface FrameWords {
  /** Stands in a text for a rep whose name is not known or does not fit. */
  readonly contact: string;
  /** How a text is stopped; `{stop}`. */
  readonly stop: string;
  /** Stands for a name that is none. */
  readonly somebody: string;
}

const EN: FrameWords = { contact: "your contact", stop: "Reply STOP to opt out", somebody: "colleague" };
const BY_LANGUAGE: Readonly<Record<string, FrameWords>> = {
  en: EN,
  de: { contact: "Ihr Kontakt", stop: "Abmelden mit STOP", somebody: "Kollegin oder Kollege" },
  fr: { contact: "votre contact", stop: "Répondez STOP", somebody: "confrère ou consœur" },
};

/** The words for a language such as `de-DE`; English where there is no translation yet. */
export function frameWords(language: string): FrameWords {
  return BY_LANGUAGE[language.slice(0, 2)] ?? EN;
}

/** As long as a real token; opens nothing. */
export const NO_TOKEN = "x".repeat(22);
