import { expect, it } from "vitest";
import { ownPath } from "./own-path.ts";

const ORIGIN = "https://app.example.com";

it("goes back to where the person was, with what they had searched for", () => {
  expect(ownPath("/hcps?q=ni#top", ORIGIN)).toBe("/hcps?q=ni#top");
  expect(ownPath(undefined, ORIGIN)).toBe("/");
});

it.each([
  "//evil.example",
  "/\\evil.example",
  "/.//evil.example",
  "/hcps/..//evil.example",
  "https://evil.example/hcps",
  "javascript:alert(1)",
  "http://",
])("does not go to %s", (to) => {
  expect(ownPath(to, ORIGIN)).toBe("/");
});
