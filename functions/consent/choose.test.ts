import { describe, expect, it } from "vitest";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { Sha256 } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import type { ConsentEntry } from "./append.ts";
import { allStopped, type Choice, type Chooser, choose, standsFor } from "./choose.ts";
import { foldConsent } from "./fold.ts";
import { mayTurnOn } from "./may-turn-on.ts";
import { pausedUntil } from "./pause.ts";

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
    const stopped = pressed(usual, { change: "stop", to: "off" });
    expect([mails(stopped), counts(stopped), allStopped(stopped)]).toEqual([false, false, true]);
    expect(choose({ change: "stop", to: "off" }, chooser, stopped, NOW)).toEqual([]);
  });

  it("brings back by undo exactly what stood before", () => {
    const undone = pressed(pressed(usual, { change: "stop", to: "off" }), { change: "start", to: "off" });
    expect([mails(undone), counts(undone), allStopped(undone)]).toEqual([true, true, false]);
    expect(standsFor(hcp, "share_with_rep", undone, NOW)).toBe(false);
    expect(foldConsent(undone, { ...MAILS, channel: "sms", addressHash: mobileHash }, NOW).covered).toBe(
      false,
    );
    expect(choose({ change: "start", to: "off" }, chooser, undone, NOW)).toEqual([]);
  });

  it("keeps the undo while a request waits for its confirmation, and after a pause", () => {
    const stopped = pressed(usual, { change: "stop", to: "off" });
    const asked = logOf(...stopped, { ...recorded({ dataUse: "profile" }, "hcp"), action: "doi_requested" });
    const paused = pressed(pressed(asked, { change: "pause", to: "30" }), { change: "pause", to: "off" });
    expect(allStopped(paused)).toBe(true);
    const undone = pressed(paused, { change: "start", to: "off" });
    expect([mails(undone), counts(undone)]).toEqual([true, true]);
  });

  it("has no undo of a stop that never was", () => {
    expect(choose({ change: "start", to: "off" }, chooser, usual, NOW)).toEqual([]);
  });

  it.each(["stop", "email", "track_individual"] as const)("is never undone by a rep: %s", (change) => {
    const off = pressed(usual, { change, to: "off" });
    const again = logOf(
      ...off,
      recorded({ channel: "email", addressHash: emailHash, dataUse: "send" }),
      recorded({ dataUse: "track_individual" }),
      recorded({ channel: "email", addressHash: emailHash, dataUse: "track_individual" }),
    );
    expect(change === "track_individual" ? counts(again) : mails(again)).toBe(false);
  });

  it("switches a channel off for every address and on again by the same hand", () => {
    const off = pressed(usual, { change: "email", to: "off" });
    expect(off.at(-1)?.scope).toEqual({ channel: "email", purpose: "promo", dataUse: "send" });
    expect(choose({ change: "email", to: "off" }, chooser, off, NOW)).toEqual([]);
    expect(mails(pressed(off, { change: "email", to: "on" }))).toBe(true);
  });

  it("closes a use of data also where it had run out, so that nobody else opens it", () => {
    const [entry] = choose({ change: "share_with_rep", to: "off" }, chooser, usual, NOW);
    expect(entry).toMatchObject({ action: "withdraw", actor: "hcp", scope: { dataUse: "share_with_rep" } });
  });

  it("does not turn on a channel that this page may not", () => {
    expect(choose({ change: "sms", to: "on" }, { ...chooser, startable: ["email"] }, usual, NOW)).toEqual([]);
  });

  it("pauses for days without touching a permission, and ends the pause", () => {
    const paused = pressed(usual, { change: "pause", to: "30" });
    expect([pausedUntil(paused), mails(paused)]).toEqual([NOW + 30 * DAY, true]);
    expect(choose({ change: "pause", to: "30" }, chooser, paused, NOW + 1000)).toEqual([]);
    const resumed = pressed(paused, { change: "pause", to: "off" });
    expect(pausedUntil(resumed)).toBeUndefined();
    expect(choose({ change: "pause", to: "off" }, chooser, resumed, NOW)).toEqual([]);
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
