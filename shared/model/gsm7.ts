/** One part of GSM-7. Longer texts or other characters cost more and arrive in pieces. */
export const SMS_PART_SEPTETS = 160;

const GSM7_BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const GSM7_EXTENDED = new Set("^{}\\[~]|€");

/** Septets that a text takes in GSM-7; undefined when a character forces the costlier encoding. */
export function gsm7Septets(text: string): number | undefined {
  let septets = 0;
  for (const character of text) {
    if (GSM7_BASIC.has(character)) septets += 1;
    else if (GSM7_EXTENDED.has(character)) septets += 2;
    else return undefined;
  }
  return septets;
}

/** Writes a name with the letters of GSM-7: `Dvořák` becomes `Dvorak`. */
export function toGsm7(name: string): string {
  return [...name]
    .map((character) => {
      if (GSM7_BASIC.has(character)) return character;
      const plain = character
        .normalize("NFKD")
        .replace(/\p{M}/gu, "")
        .replace(/’/g, "'")
        .replace(/ł/g, "l")
        .replace(/Ł/g, "L");
      return [...plain].every((letter) => GSM7_BASIC.has(letter)) ? plain : "";
    })
    .join("");
}

/** Characters of one part outside GSM-7, and of each of several parts in either form. */
const UNICODE_PART = 70;
const SEPTETS_OF_SEVERAL = 153;
const UNICODE_OF_SEVERAL = 67;

/** Pure: how long a text is for the network, and in how many parts it arrives. */
export function smsSize(text: string): { readonly septets?: number; readonly segments: number } {
  const septets = gsm7Septets(text);
  if (septets !== undefined)
    return { septets, segments: septets <= SMS_PART_SEPTETS ? 1 : Math.ceil(septets / SEPTETS_OF_SEVERAL) };
  const units = text.length;
  return { segments: units <= UNICODE_PART ? 1 : Math.ceil(units / UNICODE_OF_SEVERAL) };
}
