import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent, Purpose } from "../../shared/model/consent.ts";
import { DAY, HOUR, MINUTE } from "../../shared/model/time.ts";
import { type Choice, choose } from "./choose.ts";
import { foldConsent } from "./fold.ts";
import { pausedUntil } from "./pause.ts";
import { preferenceOf } from "./preference.ts";
import {
  channel,
  chooser,
  counts,
  emailHash,
  hcp,
  logOf,
  MAILS,
  mails,
  mobileHash,
  NOW,
  OFF,
  PAUSE,
  pressed,
  purpose,
  RESUME,
  recorded,
  START,
  STOP,
  topic,
  use,
  usual,
} from "./presses.fixture.ts";
import { allStopped, mayCarry, standsFor, stoppedTopics } from "./standing.ts";

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

  it("closes a use of data also where it had run out, so that nobody else opens it", () => {
    const [entry] = choose(use("share_with_rep", false), chooser, usual, NOW);
    expect(entry).toMatchObject({ action: "withdraw", actor: "hcp", scope: { dataUse: "share_with_rep" } });
  });

  it("pauses for days without touching a permission, and ends the pause", () => {
    const paused = pressed(usual, PAUSE);
    expect([pausedUntil(paused), mails(paused)]).toEqual([NOW + 30 * DAY, true]);
    expect(choose(PAUSE, chooser, paused, NOW + 1000)).toEqual([]);
    const resumed = pressed(paused, RESUME);
    expect(pausedUntil(resumed)).toBeUndefined();
    expect(choose(RESUME, chooser, resumed, NOW)).toEqual([]);
  });

  it("pauses until any time to come, also until one that is near, and until another while it pauses", () => {
    const until = (end: number): Choice => ({ kind: "pause", until: end });
    for (const near of [MINUTE, 7 * HOUR, 12 * HOUR])
      expect(pausedUntil(pressed(usual, until(NOW + near)))).toBe(NOW + near);
    const paused = pressed(usual, PAUSE);
    expect(pausedUntil(pressed(paused, until(NOW + 30 * DAY + 7 * HOUR)))).toBe(NOW + 30 * DAY + 7 * HOUR);
    const over = pressed(usual, until(NOW - HOUR));
    expect(pausedUntil(pressed(over, until(NOW + MINUTE)))).toBe(NOW + MINUTE);
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
