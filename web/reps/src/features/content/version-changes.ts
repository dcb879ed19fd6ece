import type { CallOutput } from "../../../../client/client.ts";

type Read = CallOutput<"readVersion">;

/** What a signature is for, field by field, in words. */
const PARTS = [
  ["title", "the title"],
  ["product", "the product"],
  ["safetyText", "the safety text"],
  ["readingText", "the text for reading"],
  ["assetSha256", "the file"],
  ["countries", "the countries"],
  ["language", "the language"],
  ["channels", "where it may be shown"],
  ["expiresAt", "the last day of use"],
] as const satisfies readonly (readonly [keyof Read, string])[];

/** Pure: what differs between the version that was looked at and the one that stands, in words. */
export function changesOf(seen: Read, now: Read): string[] {
  return PARTS.flatMap(([part, words]) =>
    JSON.stringify(seen[part]) === JSON.stringify(now[part]) ? [] : [words],
  );
}
