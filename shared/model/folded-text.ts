/** A text as words are looked for in it, with the place in the original of each of its characters. */
export interface FoldedText {
  readonly text: string;
  readonly at: readonly number[];
}

/** Letters of other alphabets that look like Latin ones, and letters that Unicode does not take apart. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  ...{
    а: "a",
    е: "e",
    о: "o",
    р: "p",
    с: "c",
    х: "x",
    у: "y",
    і: "i",
    ѕ: "s",
    ј: "j",
    к: "k",
    м: "m",
    т: "t",
  },
  ...{ α: "a", ε: "e", ο: "o", ι: "i", ν: "v", ρ: "p", τ: "t", κ: "k", υ: "u" },
  ...{
    ᴀ: "a",
    ʙ: "b",
    ᴄ: "c",
    ᴅ: "d",
    ᴇ: "e",
    ɢ: "g",
    ʜ: "h",
    ɪ: "i",
    ᴊ: "j",
    ᴋ: "k",
    ʟ: "l",
    ᴍ: "m",
    ɴ: "n",
  },
  ...{ ᴏ: "o", ᴘ: "p", ʀ: "r", ꜱ: "s", ᴛ: "t", ᴜ: "u", ᴠ: "v", ᴡ: "w", ʏ: "y", ᴢ: "z", ɑ: "a" },
  ...{ ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ı: "i" },
};
/** Signs that stand for letters (MLR-14). `1` is an i here and an l in {@link AS_L}. */
const LEET: Readonly<Record<string, string>> = {
  ...{ "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t" },
  ...{ "@": "a", $: "s", "!": "i", "|": "l" },
};
const AS_L: Readonly<Record<string, string>> = { ...LEET, "1": "l" };
const UNSEEN = /[\p{M}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Pure: the forms of a text in which words are looked for: folded (compatibility forms, case, accents and look-alikes gone,
 * invisible characters too), and twice with signs read as letters.
 */
export function foldedForms(text: string): readonly [FoldedText, FoldedText, FoldedText] {
  const letters: string[] = [];
  const at: number[] = [];
  let index = 0;
  for (const character of text) {
    const plain = character.normalize("NFKD").toLowerCase().replace(UNSEEN, "");
    for (const letter of plain) {
      for (const one of LOOKALIKES[letter] ?? letter) {
        letters.push(one);
        at.push(index);
      }
    }
    index += character.length;
  }
  const read = (as: Readonly<Record<string, string>>): FoldedText =>
    whole(
      letters.map((one) => as[one] ?? one),
      at,
    );
  return [whole(letters, at), read(LEET), read(AS_L)];
}

/** Pure: the same without anything but letters and digits: finds a name that is spelled with gaps. */
export function withoutGaps({ text, at }: FoldedText): FoldedText {
  const kept: number[] = [];
  let letters = "";
  for (let n = 0; n < text.length; n++) {
    const one = text[n] ?? "";
    if (!/[\p{L}\p{N}]/u.test(one)) continue;
    letters += one;
    kept.push(at[n] ?? 0);
  }
  return { text: letters, at: kept };
}

/** One letter after the other with something between them, three at least: nobody writes so who does not hide a word. */
const SPELLED = /(?<![\p{L}\p{N}])[\p{L}\p{N}](?:[^\p{L}\p{N}]{1,12}[\p{L}\p{N}](?![\p{L}\p{N}])){2,}/gu;

/** Pure: what is spelled letter by letter (`c u r e s`), each run as the letters alone. */
export function spelledOut(form: FoldedText): FoldedText[] {
  return [...form.text.matchAll(SPELLED)].map(({ index, 0: run }) =>
    withoutGaps({ text: run, at: form.at.slice(index, index + run.length) }),
  );
}

/** A word as it is compared with a {@link FoldedText}. */
export function foldedWord(word: string): string {
  return foldedForms(word)[0].text.trim().replace(/\s+/g, " ");
}

function whole(letters: readonly string[], at: readonly number[]): FoldedText {
  // an astral letter takes two places of the text, and so of the map
  return {
    text: letters.join(""),
    at: letters.flatMap((letter, n) => Array.from(letter.split(""), () => at[n] ?? 0)),
  };
}
