import { describe, expect, it } from "vitest";
import { ChoiceChange } from "../../shared/contracts/consent/choice-pages.ts";
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
const isDone = (change: ChoiceChange, events: readonly ConsentEvent[]) =>
  justDone(change, events, NOW) !== undefined;
const texts = { channel: "sms", dataUse: "send" } as const;

describe("a confirmation on the page of choices", () => {
  it("is shown for no address alone: only the log knows what was pressed", () => {
    for (const change of ChoiceChange.options) expect(isDone(change, []), change).toBe(false);
  });

  it("stands for a press of one's own, of this change, just now", () => {
    const off = event({ scope: texts });
    expect(isDone("sms", [off])).toBe(true);
    expect(isDone("email", [off])).toBe(false);
    expect(isDone("sms", [event({ scope: texts }, 11 * MINUTE)])).toBe(false);
    expect(isDone("sms", [event({ scope: texts, actor: "rep" })])).toBe(false);
  });

  it("tells stopping and starting everything, a pause and a data use apart", () => {
    expect(isDone("stop", [event({})])).toBe(true);
    expect(isDone("stop", [event({ scope: texts })])).toBe(false);
    expect(isDone("start", [event({ action: "grant", scope: texts })])).toBe(true);
    expect(isDone("pause", [event({ action: "resume", scope: { dataUse: "send" } })])).toBe(true);
    expect(isDone("pause", [event({ action: "grant", scope: texts })])).toBe(false);
    const counting = event({ action: "grant", scope: { dataUse: "track_individual" } });
    expect(isDone("track_individual", [counting])).toBe(true);
    expect(isDone("share_with_rep", [counting])).toBe(false);
  });

  it("tells purposes, topics and wishes apart", () => {
    const all = { dataUse: "send", purpose: "promo" } as const;
    expect(isDone("promo", [event({ scope: all })])).toBe(true);
    expect(isDone("events", [event({ scope: all })])).toBe(false);
    const topic = event({ scope: { ...all, product: "Cardivex" } });
    expect([isDone("topic", [topic]), isDone("promo", [topic])]).toEqual([true, false]);
    const wish = event({ action: "prefer", scope: {}, preference: { language: "de" } });
    expect([isDone("language", [wish]), isDone("hours", [wish])]).toEqual([true, false]);
  });
});
