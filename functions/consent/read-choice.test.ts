import { describe, expect, it } from "vitest";
import { ChoiceChange, choicePages } from "../../shared/contracts/consent/choice-pages.ts";
import { instantText } from "../../shared/model/time.ts";
import { readChoice } from "./read-choice.ts";

const NOW = Date.parse("2026-11-24T10:00:00Z");
const body = choicePages.endpoints.changeOwnChoice.body;
const read = (fields: Record<string, string>, timeZone = "Europe/London") =>
  readChoice(body.parse(fields), { timeZone }, NOW);

describe("a form of the preference centre", () => {
  it("means a press for every change there is, or is refused by the name of its field", () => {
    for (const change of ChoiceChange.options) {
      const fields = { product: "Cardivex", to: change === "viewing" ? "hidden" : "on" };
      if (change === "frequency" || change === "language")
        expect(() => read({ change, ...fields }), change).toThrow("body.to");
      else if (change !== "hours") expect(read({ change, ...fields }), change).toHaveProperty("kind");
    }
    expect(() => read({ change: "topic", to: "off" })).toThrow("body.product");
    expect(() => read({ change: "viewing", to: "on" })).toThrow("body.to");
  });

  it.each([
    ["Europe/London", "2026-12-24T00:00:00.000Z"],
    ["America/New_York", "2026-12-24T05:00:00.000Z"],
    ["Europe/Berlin", "2026-12-23T23:00:00.000Z"],
  ])("pauses until a day begins where the person works: %s", (zone, end) => {
    const choice = read({ change: "pause", to: "until", until: "2026-12-24" }, zone);
    const until = "until" in choice && choice.until !== undefined ? instantText(choice.until) : choice;
    expect(until).toBe(end);
  });

  it.each([
    "",
    "24.12.2026",
    "2026-02-31",
    "2026-11-24",
    "2020-01-01",
    "2028-01-01",
    "9999-12-31",
    "0000-01-01",
  ])("says what is wrong with a day: %s", (until) => {
    expect(read({ change: "pause", to: "until", until })).toEqual({ problem: "until" });
  });

  it.each(["2027-02-29", "2027-02-31", "2027-04-31"])(
    "does not pause until the first days of the next month when a month has no such day: %s",
    (until) => {
      expect(read({ change: "pause", to: "until", until })).toEqual({ problem: "until" });
    },
  );

  it("takes days and hours, and says what is wrong with them", () => {
    const hours = { change: "hours", to: "on", tue: "yes", thu: "yes", from: "12:00", till: "14:00" };
    expect(read(hours)).toEqual({
      kind: "prefer",
      preference: { hours: { hours: { tue: ["12:00", "14:00"], thu: ["12:00", "14:00"] } } },
    });
    expect(read({ change: "hours" })).toEqual({ kind: "prefer", preference: { hours: null } });
    for (const wrong of [{ tue: "no", thu: "no" }, { till: "12:00" }, { from: "later" }, { from: "25:00" }])
      expect(read({ ...hours, ...wrong })).toEqual({ problem: "hours" });
  });
});
