import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ConsentEvent, DataUse } from "../../shared/model/consent.ts";
import { type HcpId, Sha256 } from "../../shared/model/ids.ts";
import { DAY, instantText } from "../../shared/model/time.ts";
import { foldConsent } from "./fold.ts";
import { standingAt, summaryOf } from "./summary.ts";

const NOW = Date.parse("2026-11-21T10:00:00.000Z");
const ADDRESSES = ["a", "b"].map((digit) => Sha256.parse(digit.repeat(64)));
const STRANGER = Sha256.parse("c".repeat(64));

/** Logs of grants and withdrawals of any scope, in order. */
const logs = fc
  .array(
    fc.record({
      action: fc.constantFrom("grant" as const, "withdraw" as const, "doi_requested" as const),
      actor: fc.constantFrom("hcp" as const, "rep" as const),
      channel: fc.constantFrom("sms" as const, "email" as const, undefined),
      addressHash: fc.constantFrom(...ADDRESSES, undefined),
      dataUse: fc.constantFrom(...DataUse.options, undefined),
      days: fc.integer({ min: -5, max: 40 }),
    }),
    { maxLength: 8 },
  )
  .map((entries) =>
    entries.map(
      ({ action, actor, days, ...scope }, index) =>
        ({
          eventId: `cev_01JD00000000000000000000${String(index).padStart(2, "0")}`,
          hcpId: "hcp_01JD0000000000000000000001" as HcpId,
          rev: index + 1,
          at: instantText(NOW),
          action,
          actor,
          scope: { ...scope, purpose: "promo" },
          evidence: { textVersion: "t.1", method: "paper", reference: "p" },
          expiresAt: instantText(NOW + days * DAY),
        }) as ConsentEvent,
    ),
  );

describe("the summary of a consent log", () => {
  it("CON-3: says of sending what the log says, for every address and whenever it is read", () => {
    fc.assert(
      fc.property(
        logs,
        fc.constantFrom("sms" as const, "email" as const),
        fc.constantFrom(...ADDRESSES, STRANGER),
        fc.nat(50),
        (events, channel, addressHash, days) => {
          const later = NOW + days * DAY;
          const told = standingAt(summaryOf(events, NOW), channel, addressHash, later);
          const query = { channel, addressHash, purpose: "promo", dataUse: "send" } as const;
          const answer = foldConsent(events, query, later);
          expect(told.send === "granted").toBe(answer.covered);
          if (!answer.covered && days === 0) expect(told.send).toBe(answer.reason);
          if (!answer.covered && answer.reason === "withdrawn") expect(told.send).toBe("withdrawn");
        },
      ),
    );
  });

  it("INV-4: says that viewing is shared only while tracking and sharing both stand", () => {
    fc.assert(
      fc.property(logs, fc.constantFrom(...ADDRESSES, STRANGER), fc.nat(50), (events, addressHash, days) => {
        const later = NOW + days * DAY;
        const stands = (dataUse: DataUse) =>
          foldConsent(events, { channel: "email", addressHash, purpose: "promo", dataUse }, later).covered;
        expect(standingAt(summaryOf(events, NOW), "email", addressHash, later).shares).toBe(
          stands("track_individual") && stands("share_with_rep"),
        );
      }),
    );
  });
});
