import { describe, expect, it } from "vitest";
import { DAY, HOUR, MINUTE } from "../../shared/model/time.ts";
import { mayRenew } from "./renew-link.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const ago = (...spans: number[]) => spans.map((span) => NOW - span);

describe("a new link", () => {
  it.each([
    ["is sent when none was asked for", [], true],
    ["is not sent again within the hour", [59 * MINUTE], false],
    ["is sent again after an hour", [HOUR], true],
    ["is not sent a fourth time in a day", [2 * HOUR, 5 * HOUR, 23 * HOUR], false],
    ["is sent again when the first of three is a day old", [2 * HOUR, 5 * HOUR, DAY], true],
  ])("%s", (_, spans, may) => {
    expect(mayRenew(ago(...spans), NOW)).toBe(may);
  });
});
