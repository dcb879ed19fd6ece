import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent, Purpose } from "../../shared/model/consent.ts";
import { Sha256 } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import type { ConsentEntry } from "./append.ts";
import { type Choice, choose } from "./choose.ts";
import type { Chooser } from "./choose-grants.ts";
import { foldConsent } from "./fold.ts";
import { mayTurnOn } from "./may-turn-on.ts";
import { pausedUntil } from "./pause.ts";
import { preferenceOf } from "./preference.ts";
import { allStopped, mayCarry, type PersonalUse, standsFor, stoppedTopics } from "./standing.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const emailHash = Sha256.parse("e".repeat(64));
const mobileHash = Sha256.parse("a".repeat(64));
const hcp = { emailHash, mobileHash };
const chooser: Chooser = {
  hcp,
  wordingOf: () => ({ textSha256: Sha256.parse("0".repeat(64)) }),
  textVersion: "pages.en.2",
  reference: "vis_1",
  startable: ["email", "sms"],
};

const STOP: Choice = { kind: "stop" };
const START: Choice = { kind: "start" };
const PAUSE: Choice = { kind: "pause", until: NOW + 30 * DAY };
const RESUME: Choice = { kind: "pause", until: undefined };
const channel = (channel: Channel, on: boolean): Choice => ({ kind: "channel", channel, on });
const purpose = (purpose: Purpose, on: boolean): Choice => ({ kind: "purpose", purpose, on });
const topic = (product: string, on: boolean): Choice => ({ kind: "topic", product, on });
const use = (use: PersonalUse, on: boolean): Choice => ({ kind: "use", use, on });
const OFF = {
  stop: STOP,
  email: channel("email", false),
  promo: purpose("promo", false),
  track_individual: use("track_individual", false),
} as const;

/** The log after these entries, in order. */
function logOf(...entries: ConsentEntry[]): ConsentEvent[] {
  return entries.map(
    (entry, index) =>
      ({
        ...entry,
        eventId: `cev_${index}`,
        hcpId: "hcp_1",
        rev: index + 1,
        at: instantText(NOW),
      }) as ConsentEvent,
  );
}
/** The log after a press. */
function pressed(events: readonly ConsentEvent[], choice: Choice, now = NOW): ConsentEvent[] {
  return logOf(...events, ...choose(choice, chooser, events, now));
}
const recorded = (scope: ConsentEntry["scope"], actor: ConsentEntry["actor"] = "rep"): ConsentEntry => ({
  action: "grant",
  actor,
  scope: { purpose: "promo", ...scope },
  evidence: { textVersion: "consent.gb.1", method: "paper", reference: "paper-1" },
  expiresAt: instantText(NOW + 100 * DAY),
});
const MAILS = { channel: "email", addressHash: emailHash, purpose: "promo", dataUse: "send" } as const;
const usual = logOf(
  recorded({ channel: "email", addressHash: emailHash, dataUse: "send" }),
  recorded({ dataUse: "track_individual" }),
);
const mails = (events: readonly ConsentEvent[]) => foldConsent(events, MAILS, NOW).covered;
const counts = (events: readonly ConsentEvent[]) => standsFor(hcp, "track_individual", events, NOW);

describe("a press on the preference centre", () => {
  it("stops everything at once, and the second press changes nothing", () => {
    const stopped = pressed(usual, STOP);
    expect([mails(stopped), counts(stopped), allStopped(stopped)]).toEqual([false, false, true]);
    expect(choose(STOP, chooser, stopped, NOW)).toEqual([]);
  });

  it("brings back by undo exactly what stood before", () => {
    const undone = pressed(pressed(usual, STOP), START);
    expect([mails(undone), counts(undone), allStopped(undone)]).toEqual([true, true, false]);
    expect(standsFor(hcp, "share_with_rep", undone, NOW)).toBe(false);
    expect(foldConsent(undone, { ...MAILS, channel: "sms", addressHash: mobileHash }, NOW).covered).toBe(
      false,
    );
    expect(choose(START, chooser, undone, NOW)).toEqual([]);
  });

  it("keeps the undo while a request waits for its confirmation, and after a pause", () => {
    const stopped = pressed(usual, STOP);
    const asked = logOf(...stopped, { ...recorded({ dataUse: "profile" }, "hcp"), action: "doi_requested" });
    const paused = pressed(pressed(asked, PAUSE), RESUME);
    expect(allStopped(paused)).toBe(true);
    const undone = pressed(paused, START);
    expect([mails(undone), counts(undone)]).toEqual([true, true]);
  });

  it("has no undo of a stop that never was", () => {
    expect(choose(START, chooser, usual, NOW)).toEqual([]);
  });

  it.each(["stop", "email", "promo", "track_individual"] as const)(
    "is never undone by a rep: %s",
    (change) => {
      const off = pressed(usual, OFF[change]);
      const again = logOf(
        ...off,
        recorded({ channel: "email", addressHash: emailHash, dataUse: "send" }),
        recorded({ dataUse: "track_individual" }),
        recorded({ channel: "email", addressHash: emailHash, dataUse: "track_individual" }),
      );
      expect(change === "track_individual" ? counts(again) : mails(again)).toBe(false);
    },
  );

  it("switches a channel off for every address and on again by the same hand", () => {
    const off = pressed(usual, channel("email", false));
    expect(off.at(-1)?.scope).toEqual({ channel: "email", dataUse: "send" });
    expect(choose(channel("email", false), chooser, off, NOW)).toEqual([]);
    expect(mails(pressed(off, channel("email", true)))).toBe(true);
  });

  it("closes a use of data also where it had run out, so that nobody else opens it", () => {
    const [entry] = choose(use("share_with_rep", false), chooser, usual, NOW);
    expect(entry).toMatchObject({ action: "withdraw", actor: "hcp", scope: { dataUse: "share_with_rep" } });
  });

  it("does not turn on a channel that this page may not", () => {
    expect(choose(channel("sms", true), { ...chooser, startable: ["email"] }, usual, NOW)).toEqual([]);
  });

  it("pauses for days without touching a permission, and ends the pause", () => {
    const paused = pressed(usual, PAUSE);
    expect([pausedUntil(paused), mails(paused)]).toEqual([NOW + 30 * DAY, true]);
    expect(choose(PAUSE, chooser, paused, NOW + 1000)).toEqual([]);
    const resumed = pressed(paused, RESUME);
    expect(pausedUntil(resumed)).toBeUndefined();
    expect(choose(RESUME, chooser, resumed, NOW)).toEqual([]);
  });

  it("stops every purpose with everything, and brings each back", () => {
    const all = logOf(
      ...usual,
      recorded({ channel: "email", addressHash: emailHash, dataUse: "send", purpose: "events" }),
      recorded({ channel: "email", addressHash: emailHash, dataUse: "track_opens" }),
    );
    const events = (log: readonly ConsentEvent[]) => mayCarry(hcp, "email", "events", log, NOW);
    const stopped = pressed(all, STOP);
    expect(stopped.at(-1)?.scope).toEqual({});
    expect([events(all), events(stopped), standsFor(hcp, "track_opens", stopped, NOW)]).toEqual([
      true,
      false,
      false,
    ]);
    const undone = pressed(stopped, START);
    expect([events(undone), mails(undone), standsFor(hcp, "track_opens", undone, NOW)]).toEqual([
      true,
      true,
      true,
    ]);
    expect(mayCarry(hcp, "email", "research", undone, NOW)).toBe(false);
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

  it("notes a wish once, and touches no permission by it", () => {
    const weekly: Choice = { kind: "prefer", preference: { frequency: "weekly" } };
    const wished = pressed(usual, weekly);
    expect([preferenceOf(wished).frequency, mails(wished), counts(wished)]).toEqual(["weekly", true, true]);
    expect(choose(weekly, chooser, wished, NOW)).toEqual([]);
    expect(choose({ kind: "prefer", preference: { language: null } }, chooser, wished, NOW)).toEqual([]);
  });

  it("never writes in anybody else's name, and permits only what was pressed", () => {
    const press = fc.oneof(
      fc.constantFrom(STOP, START, PAUSE, RESUME),
      fc.tuple(fc.constantFrom<Channel>("email", "sms"), fc.boolean()).map(([a, on]) => channel(a, on)),
      fc.tuple(fc.constantFrom<Purpose>("promo", "events"), fc.boolean()).map(([a, on]) => purpose(a, on)),
      fc.tuple(fc.constantFrom("Cardivex", "Glucora"), fc.boolean()).map(([a, on]) => topic(a, on)),
      fc.boolean().map((on) => use("track_individual", on)),
    );
    fc.assert(
      fc.property(fc.array(press, { maxLength: 12 }), press, (presses, last) => {
        const log = presses.reduce((events, choice) => pressed(events, choice), usual);
        const entries = choose(last, chooser, log, NOW);
        expect(
          entries.every(({ actor, evidence }) => actor === "hcp" && evidence.reference === "vis_1"),
        ).toBe(true);
        const off = !("on" in last) || !last.on;
        if (off && last.kind !== "start")
          expect(entries.some(({ action }) => action === "grant")).toBe(false);
        // and pressing twice is pressing once
        const after = logOf(...log, ...entries);
        expect(choose(last, chooser, after, NOW)).toEqual([]);
        // what the person does not want to hear of needs their word for it by name
        const asked = last.kind === "topic" ? [last.product] : [];
        for (const product of stoppedTopics(log))
          if (!asked.includes(product)) expect(stoppedTopics(after)).toContain(product);
      }),
      { numRuns: 500 },
    );
  });
});

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
