import { describe, expect, it } from "vitest";
import { Message, type WaitingMessage } from "../../shared/model/message.ts";
import { instantText } from "../../shared/model/time.ts";
import { delayed, ended, held, rescheduled } from "./message-changes.ts";

const NOW = Date.parse("2026-11-24T10:00:00.000Z");
const at = instantText(NOW);
/** Whatever a message may carry besides its state. */
const carried = {
  requestedByHcp: true as const,
  wording: { versionId: "tpv_01JC0000000000000000000000", sha256: "a".repeat(64), fills: { note: "Hello" } },
  note: { kind: "hold", state: "open", since: at, dueAt: at, lint: 2 },
  experiment: { experimentId: "exp_01JC0000000000000000000000", arm: "B" },
};
const message = Message.parse({
  messageId: "msg_01JC0000000000000000000000",
  hcpId: "hcp_01JC0000000000000000000000",
  channel: "email",
  sender: { userId: "u-ana", name: "Ana Ruiz" },
  state: "queued",
  createdAt: at,
  scheduledFor: at,
  dueAt: at,
  attempts: 0,
  timeline: [{ at, state: "queued" }],
  ...carried,
  rev: 1,
}) as WaitingMessage;
const reason = { code: "QUIET_HOURS", words: "Not at this hour." };

describe("a message that changes", () => {
  it.each([
    ["waits", () => delayed(message, NOW, reason, NOW)],
    ["gets another time", () => rescheduled(message, NOW, reason, NOW)],
    ["waits for a person", () => held(message, reason, NOW)],
    ["ends", () => ended(message, "cancelled", reason, NOW)],
  ])("keeps its words, its note, its place in an experiment and who asked for it when it %s", (_, change) => {
    expect(Message.parse(change())).toMatchObject({ ...carried, rev: 2 });
  });
});
