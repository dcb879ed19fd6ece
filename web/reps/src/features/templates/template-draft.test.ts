import { describe, expect, it } from "vitest";
import { frameWords, NO_TOKEN } from "../../../../../shared/model/template-frame.ts";
import { templateProblems } from "../../../../../shared/model/template-lint.ts";
import { EMPTY, fieldsOf, longestText, neededBy, onChannel } from "./template-draft.ts";

const FRAME = {
  company: "Acme",
  link: `https://hcp.acme.example/s/${NO_TOKEN}`,
  products: ["Cardivex"],
  ...frameWords("en-IE"),
};

describe("a template that is being written", () => {
  it("is counted with its longest choice, as the network will count it", () => {
    const longest = { ...EMPTY, slots: [{ ...EMPTY.slots[0], options: ["a", "left something for you:"] }] };
    const text = longestText(longest as typeof EMPTY, "Acme", "https://hcp.acme.example");
    expect(text.body).toContain("left something for you: https://hcp.acme.example/s/");
    expect(text).toMatchObject({ segments: 1, septets: text.body.length });
  });

  it("loses what a text cannot have when it becomes one, and gets a subject when it becomes an e-mail", () => {
    const mail = onChannel({ ...EMPTY, example: "x", specialties: [{ specialty: "Cardiology" }] }, "email");
    expect(mail.subject).toContain("{hcp}");
    expect(onChannel(mail, "sms")).toEqual(EMPTY);
  });

  it("begins with words that its channel allows, and keeps what somebody wrote", () => {
    const named = { ...EMPTY, name: "New", countries: ["IE"] } satisfies typeof EMPTY;
    for (const draft of [named, onChannel(named, "email")])
      expect(templateProblems(draft, FRAME)).toEqual([]);
    expect(onChannel({ ...EMPTY, body: "Own words" }, "email").body).toBe("Own words");
  });

  it("says what it needs before it can be saved", () => {
    expect(neededBy(EMPTY)).toBe("Needs a name and a country.");
    expect(neededBy({ name: " ", countries: ["IE"] })).toBe("Needs a name.");
    expect(neededBy({ name: "New", countries: [] })).toBe("Needs a country.");
    expect(neededBy({ name: "New", countries: ["IE"] })).toBeUndefined();
  });

  it("is offered the places of its channel", () => {
    expect([fieldsOf("sms"), fieldsOf("email")]).toEqual([
      "{company} {rep} {link} {stop}",
      "{company} {rep} {hcp} {example}",
    ]);
  });
});
