import { describe, expect, it } from "vitest";
import { ChoiceChange } from "../../shared/contracts/consent.ts";
import type { ConsentEvent } from "../../shared/model/consent.ts";
import { instantText, MINUTE } from "../../shared/model/time.ts";
import { justDone } from "./just-done.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const event = (change: Partial<ConsentEvent>, ago = MINUTE) =>
  ({
    actor: "hcp",
    action: "withdraw",
    scope: { purpose: "promo" },
    at: instantText(NOW - ago),
    ...change,
  }) as ConsentEvent;
const texts = { channel: "sms", dataUse: "send" } as const;

describe("a confirmation on the page of choices", () => {
  it("is shown for no address alone: only the log knows what was pressed", () => {
    for (const change of ChoiceChange.options) expect(justDone(change, [], NOW), change).toBe(false);
  });

  it("stands for a press of one's own, of this change, just now", () => {
    const off = event({ scope: texts });
    expect(justDone("sms", [off], NOW)).toBe(true);
    expect(justDone("email", [off], NOW)).toBe(false);
    expect(justDone("sms", [event({ scope: texts }, 11 * MINUTE)], NOW)).toBe(false);
    expect(justDone("sms", [event({ scope: texts, actor: "rep" })], NOW)).toBe(false);
  });

  it("tells stopping and starting everything, a pause and a data use apart", () => {
    expect(justDone("stop", [event({})], NOW)).toBe(true);
    expect(justDone("stop", [event({ scope: texts })], NOW)).toBe(false);
    expect(justDone("start", [event({ action: "grant", scope: texts })], NOW)).toBe(true);
    expect(justDone("pause", [event({ action: "resume", scope: { dataUse: "send" } })], NOW)).toBe(true);
    expect(justDone("pause", [event({ action: "grant", scope: texts })], NOW)).toBe(false);
    const counting = event({ action: "grant", scope: { dataUse: "track_individual" } });
    expect(justDone("track_individual", [counting], NOW)).toBe(true);
    expect(justDone("share_with_rep", [counting], NOW)).toBe(false);
  });
});
