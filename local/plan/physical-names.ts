import { createHash } from "node:crypto";

const SUFFIX_LENGTH = 8;

function digest(seed: string): Buffer {
  return createHash("sha256").update(seed).digest();
}

/** `length` characters of `alphabet`, always the same for the same seed: ids keep their value over restarts. */
export function stableId(seed: string, length: number, alphabet: string): string {
  let id = "";
  for (let block = 0; id.length < length; block++)
    for (const byte of digest(`${seed}/${block}`)) id += alphabet[byte % alphabet.length] ?? "";
  return id.slice(0, length);
}

export const LOWER = "abcdefghijklmnopqrstuvwxyz0123456789";
export const UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** A key id in the form of a UUID. */
export function stableUuid(seed: string): string {
  const hex = digest(seed).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    "-",
  );
}

/**
 * The name of a resource that the template leaves to CloudFormation: `<stack>-<LogicalId>`. A name that is too long
 * keeps its beginning and ends in a digest, so that two long logical ids stay different.
 */
export function generatedName(stack: string, logicalId: string, maxLength: number): string {
  const name = `${stack}-${logicalId}`;
  if (name.length <= maxLength) return name;
  return `${name.slice(0, maxLength - SUFFIX_LENGTH - 1)}-${digest(name).toString("hex").slice(0, SUFFIX_LENGTH)}`;
}
