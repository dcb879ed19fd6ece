import { describe, expect, it } from "vitest";
import { isMachine } from "./fetch-class.ts";

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1";

describe("a request of a link", () => {
  it.each([
    ["a prefetch", { userAgent: PHONE, purpose: "prefetch;prerender" }],
    ["who asks for headers alone", { userAgent: PHONE, head: true }],
    ["a link preview", { userAgent: "Mozilla/5.0 facebookexternalhit/1.1 Facebot Twitterbot/1.0" }],
    ["a scanner that says so", { userAgent: "Barracuda Sentinel (scanner)" }],
    ["a library for programs", { userAgent: "node" }],
    ["a program without a name", {}],
  ])("INV-11: %s is a machine", (_, fetch) => {
    expect(isMachine(fetch)).toBe(true);
  });

  it("INV-11: is unknown, not human, with the user agent of a phone", () => {
    expect(isMachine({ userAgent: PHONE })).toBe(false);
  });
});
