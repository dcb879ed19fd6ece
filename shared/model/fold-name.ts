/** Letters that Unicode does not take apart into a base letter and a mark. */
const WHOLE: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/**
 * The form by which names are sorted and searched: lower case, without accents and apostrophes, spaces and hyphens
 * as one space. `D’Árcy` and `darcy`, `Søren` and `soren` meet.
 */
export function foldName(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[ßæœøłđðþı]/g, (letter) => WHOLE[letter] ?? letter)
    .replace(/['’ʼ`´]/g, "")
    .replace(/[\s\-‐‑.]+/g, " ")
    .trim();
}
