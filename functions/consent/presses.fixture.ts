import type { Channel } from "../../shared/model/channel.ts";
import type { ConsentEvent, Purpose } from "../../shared/model/consent.ts";
import { Sha256 } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import type { ConsentEntry } from "./append.ts";
import { type Choice, choose } from "./choose.ts";
import type { Chooser } from "./choose-grants.ts";
import { foldConsent } from "./fold.ts";
import { type PersonalUse, standsFor } from "./standing.ts";

export const NOW = Date.parse("2026-11-24T10:00:00Z");
export const emailHash = Sha256.parse("e".repeat(64));
export const mobileHash = Sha256.parse("a".repeat(64));
export const hcp = { emailHash, mobileHash };
export const chooser: Chooser = {
  hcp,
  wordingOf: () => ({ textSha256: Sha256.parse("0".repeat(64)) }),
  textVersion: "pages.en.2",
  reference: "vis_1",
  startable: ["email", "sms"],
};

export const STOP: Choice = { kind: "stop" };
export const START: Choice = { kind: "start" };
export const PAUSE: Choice = { kind: "pause", until: NOW + 30 * DAY };
export const RESUME: Choice = { kind: "pause", until: undefined };
export const channel = (channel: Channel, on: boolean): Choice => ({ kind: "channel", channel, on });
export const purpose = (purpose: Purpose, on: boolean): Choice => ({ kind: "purpose", purpose, on });
export const topic = (product: string, on: boolean): Choice => ({ kind: "topic", product, on });
export const use = (use: PersonalUse, on: boolean): Choice => ({ kind: "use", use, on });
/** The press that turns each of these off. */
export const OFF = {
  stop: STOP,
  email: channel("email", false),
  promo: purpose("promo", false),
  track_individual: use("track_individual", false),
} as const;

/** The log after these entries, in order. */
export function logOf(...entries: ConsentEntry[]): ConsentEvent[] {
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
export function pressed(events: readonly ConsentEvent[], choice: Choice, now = NOW): ConsentEvent[] {
  return logOf(...events, ...choose(choice, chooser, events, now));
}
export const recorded = (
  scope: ConsentEntry["scope"],
  actor: ConsentEntry["actor"] = "rep",
): ConsentEntry => ({
  action: "grant",
  actor,
  scope: { purpose: "promo", ...scope },
  evidence: { textVersion: "consent.gb.1", method: "paper", reference: "paper-1" },
  expiresAt: instantText(NOW + 100 * DAY),
});
export const MAILS = { channel: "email", addressHash: emailHash, purpose: "promo", dataUse: "send" } as const;
/** Mails are permitted, and what is watched may be kept as theirs. */
export const usual = logOf(
  recorded({ channel: "email", addressHash: emailHash, dataUse: "send" }),
  recorded({ dataUse: "track_individual" }),
);
export const mails = (events: readonly ConsentEvent[]) => foldConsent(events, MAILS, NOW).covered;
export const counts = (events: readonly ConsentEvent[]) => standsFor(hcp, "track_individual", events, NOW);
