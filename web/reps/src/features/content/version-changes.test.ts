import { expect, it } from "vitest";
import type { CallOutput } from "../../../../client/client.ts";
import { changesOf } from "./version-changes.ts";

const SEEN = {
  title: "First weeks",
  safetyText: "Do not use in pregnancy.",
  countries: ["IE"],
  assetSha256: "a".repeat(64),
  bytesSha256: "b".repeat(64),
} as unknown as CallOutput<"readVersion">;

it("names what differs from what was looked at, and nothing when it is the same", () => {
  expect(changesOf(SEEN, { ...SEEN, rev: 9 })).toEqual([]);
  expect(changesOf(SEEN, { ...SEEN, safetyText: "May be used.", countries: ["IE", "GB"] })).toEqual([
    "the safety text",
    "the countries",
  ]);
});
