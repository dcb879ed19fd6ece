import { describe, expect, it } from "vitest";
import { mayTurnOn } from "./may-turn-on.ts";
import { hcp, logOf, mobileHash, recorded, usual } from "./presses.fixture.ts";

describe("a channel may be turned on here", () => {
  const open = { cameBy: "email", open: true, suppressed: false } as const;
  it.each([
    ["when the person came by it", "email", open, usual, true],
    ["not when nothing proves the number", "sms", open, usual, false],
    [
      "when it was permitted for this number before",
      "sms",
      open,
      logOf(recorded({ channel: "sms", addressHash: mobileHash, dataUse: "send" })),
      true,
    ],
    ["not in a country that does not use it", "email", { ...open, open: false }, usual, false],
    ["not for an address that came back", "email", { ...open, suppressed: true }, usual, false],
  ] as const)("%s", (_, channel, facts, events, may) => {
    expect(mayTurnOn(channel, facts, hcp, events)).toBe(may);
  });
});
