import { describe, expect, it } from "vitest";
import type { TimelineRow } from "../../../../../shared/contracts/insights.ts";
import { eventWords } from "./event-row.tsx";

const at = "2026-11-22T21:10:00.000Z";
const row = (value: unknown) => value as TimelineRow;

describe("a row of the timeline", () => {
  it("tells a visit by its active time and what was opened", () => {
    const items = [{ versionId: "ver_1", title: "First weeks", activeSeconds: 130, watchedSeconds: 90 }];
    expect(eventWords(row({ kind: "visit", at, visitId: "vis_1", items }))).toMatchObject({
      title: "Visit, 2 min 10 s active",
      note: "First weeks",
    });
    expect(eventWords(row({ kind: "visit", at, visitId: "vis_1", items: [] }))).toMatchObject({
      title: "Visit",
      note: "nothing was opened",
    });
  });

  it("tells why a message did not leave", () => {
    const message = {
      messageId: "msg_1",
      channel: "sms",
      state: "denied",
      senderName: "Ana",
      reason: { code: "FREQ_CAP", words: "Not before 3 Dec." },
    };
    expect(eventWords(row({ kind: "message", at, message }))).toMatchObject({
      title: "Text did not leave",
      note: "Not before 3 Dec.",
      tone: "stop",
    });
  });

  it("tells whose act a permission was, and for what", () => {
    const consent = {
      eventId: "cev_1",
      action: "doi_confirmed",
      actor: "hcp",
      method: "doi_button",
      dataUse: "send",
      channel: "email",
    };
    expect(eventWords(row({ kind: "consent", at, consent }))).toMatchObject({
      title: "Permission confirmed",
      note: "product information by e-mail · by own button press",
    });
  });
});
