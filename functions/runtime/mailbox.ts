/** Longest payload of one encoded word, so that its line stays within 76 characters, `Subject: ` included (RFC 2047). */
const WORD_BYTES = 39;

/**
 * A sender as the From header takes it: `"Ana Ruiz, Acme" <invito@acme.example>`. The name is quoted, or encoded where
 * it has other letters than ASCII's; a line break in it cannot begin another header.
 */
export function mailbox(name: string, address: string): string {
  const oneLine = name.replace(/[\p{Cc}\s]+/gu, " ").trim();
  if (/^[\x20-\x7e]*$/.test(oneLine)) return `"${oneLine.replace(/["\\]/g, "\\$&")}" <${address}>`;
  return `${encodedWords(oneLine).join(" ")} <${address}>`;
}

/** A text as encoded words (RFC 2047). No letter is cut in two: each word has to be readable on its own. */
export function encodedWords(text: string): string[] {
  const parts = [""];
  for (const letter of text) {
    const part = parts.at(-1) ?? "";
    if (Buffer.byteLength(part + letter) > WORD_BYTES) parts.push(letter);
    else parts[parts.length - 1] = part + letter;
  }
  return parts.map((part) => `=?UTF-8?B?${Buffer.from(part).toString("base64")}?=`);
}
