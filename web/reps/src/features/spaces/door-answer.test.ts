import { describe, expect, it } from "vitest";
import { doorAnswer } from "./door-answer.ts";

const OPENED = "2026-11-24T10:00:00.000Z";
const asked = {
  at: "2026-11-24T10:01:00.000Z",
  action: "doi_requested",
  actor: "hcp",
  reference: "door:abc",
  eventId: "cev_1",
};
const confirmed = { ...asked, action: "doi_confirmed", reference: "cev_1", eventId: "cev_2" };

describe("what becomes of a code", () => {
  it("is open, then asked, then confirmed", () => {
    expect(doorAnswer([], OPENED)).toBe("open");
    expect(doorAnswer([asked], OPENED)).toBe("asked");
    expect(doorAnswer([asked, confirmed], OPENED)).toBe("confirmed");
  });

  it("does not count what was asked before, by a rep, or elsewhere", () => {
    expect(doorAnswer([{ ...asked, at: "2026-11-24T09:00:00.000Z" }], OPENED)).toBe("open");
    expect(doorAnswer([{ ...asked, actor: "rep" }], OPENED)).toBe("open");
    expect(doorAnswer([{ ...asked, reference: "paper-1" }], OPENED)).toBe("open");
  });
});
