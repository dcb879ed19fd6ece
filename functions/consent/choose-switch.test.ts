import { describe, expect, it } from "vitest";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { choose } from "./choose.ts";
import { foldConsent } from "./fold.ts";
import {
  channel,
  chooser,
  emailHash,
  hcp,
  logOf,
  MAILS,
  mails,
  mobileHash,
  NOW,
  pressed,
  purpose,
  recorded,
  START,
  STOP,
  topic,
  usual,
} from "./presses.fixture.ts";
import { mayCarry, stoppedTopics } from "./standing.ts";

describe("a switch of the preference centre", () => {
  it("switches a channel off for every address and on again by the same hand", () => {
    const off = pressed(usual, channel("email", false));
    expect(off.at(-1)?.scope).toEqual({ channel: "email", dataUse: "send" });
    expect(choose(channel("email", false), chooser, off, NOW)).toEqual([]);
    expect(mails(pressed(off, channel("email", true)))).toBe(true);
  });

  it("does not turn on a channel that this page may not", () => {
    expect(choose(channel("sms", true), { ...chooser, startable: ["email"] }, usual, NOW)).toEqual([]);
  });

  it("closes a channel for every purpose, and opens it for those that it carried", () => {
    const both = pressed(usual, purpose("events", true));
    const off = pressed(both, channel("email", false));
    expect(mayCarry(hcp, "email", "events", off, NOW)).toBe(false);
    const on = pressed(off, channel("email", true));
    expect([mails(on), mayCarry(hcp, "email", "events", on, NOW)]).toEqual([true, true]);
    expect(mayCarry(hcp, "email", "research", on, NOW)).toBe(false);
    // what was off before the channel was stays off
    const without = pressed(
      pressed(pressed(both, purpose("events", false)), channel("email", false)),
      channel("email", true),
    );
    expect([mails(without), mayCarry(hcp, "email", "events", without, NOW)]).toEqual([true, false]);
  });

  it("turns a purpose off on every channel and on again where it came from", () => {
    const texts = logOf(...usual, recorded({ channel: "sms", addressHash: mobileHash, dataUse: "send" }));
    const off = pressed(texts, purpose("promo", false));
    expect([mails(off), mayCarry(hcp, "sms", "promo", off, NOW)]).toEqual([false, false]);
    expect(choose(purpose("promo", false), chooser, off, NOW)).toEqual([]);
    const on = pressed(off, purpose("promo", true));
    expect([mails(on), mayCarry(hcp, "sms", "promo", on, NOW)]).toEqual([true, true]);
    expect(choose(purpose("promo", true), { ...chooser, startable: [] }, off, NOW)).toEqual([]);
    // other purposes are asked for by mail only
    expect(choose(purpose("research", true), { ...chooser, startable: ["sms"] }, usual, NOW)).toEqual([]);
  });

  it("CON-2: a topic goes without the rest, and no switch but its own brings it back", () => {
    const about = (log: readonly ConsentEvent[], product: string) =>
      foldConsent(log, { ...MAILS, product }, NOW).covered;
    const off = pressed(usual, topic("Cardivex", false));
    expect([about(off, "Cardivex"), about(off, "Glucora"), mails(off)]).toEqual([false, true, true]);
    expect(choose(topic("Cardivex", false), chooser, off, NOW)).toEqual([]);
    for (const way of [
      [channel("email", false), channel("email", true)],
      [purpose("promo", false), purpose("promo", true)],
      [STOP, START],
    ]) {
      const back = way.reduce((log, choice) => pressed(log, choice), off);
      expect([about(back, "Cardivex"), about(back, "Glucora"), stoppedTopics(back)]).toEqual([
        false,
        true,
        ["Cardivex"],
      ]);
    }
    const on = pressed(off, topic("Cardivex", true));
    expect([about(on, "Cardivex"), stoppedTopics(on)]).toEqual([true, []]);
    expect(on.at(-1)?.scope).toMatchObject({ product: "Cardivex", channel: "email", addressHash: emailHash });
  });
});
