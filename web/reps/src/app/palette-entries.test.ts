import { expect, it } from "vitest";
import { matches, ownEntries } from "./palette-entries.ts";

const hands = { go: () => undefined, scheme: () => undefined, signOut: () => undefined };

it("finds by the beginnings of words, in any order, whatever the accents", () => {
  const entry = { label: "Dr Áine Ní Bhriain", note: "Cardiology · Galway" };
  expect(matches(entry, "aine gal")).toBe(true);
  expect(matches(entry, "bhri CARD")).toBe(true);
  expect(matches(entry, "riain")).toBe(false);
  expect(matches(entry, "")).toBe(true);
  expect(matches({ label: "Prof Niamh O’Brien" }, "obrien")).toBe(true);
});

it("offers what the role may open, and nothing else", () => {
  const labels = ownEntries(["reviewer"], hands).map(({ label }) => label);
  expect(labels).toContain("Review desk");
  expect(labels).not.toContain("HCPs");
  expect(labels).not.toContain("New invitation");
  expect(ownEntries(["rep"], hands).map(({ label }) => label)).toContain("New invitation");
});
