const regions = new Intl.DisplayNames("en-IE", { type: "region" });
const languages = new Intl.DisplayNames("en-IE", { type: "language", languageDisplay: "standard" });

/** `United Kingdom`; the code where the platform knows no name. */
export function countryWord(code: string): string {
  try {
    return regions.of(code) ?? code;
  } catch {
    return code;
  }
}

/** `Ireland and the United Kingdom`, inside a sentence. */
export function countriesIn(codes: readonly string[]): string {
  return listed(codes.map((one) => countryWord(one).replace(/^(?=United )/, "the ")));
}

/** `English (Ireland)`. */
export function languageWord(language: string): string {
  return languages.of(language) ?? language;
}

/** `Ireland and United Kingdom`. */
export function listed(words: readonly string[]): string {
  return new Intl.ListFormat("en-IE", { type: "conjunction" }).format(words);
}
