import { describe, expect, it } from "vitest";
import { leadOf } from "./safety-lead.ts";

const FIRST = "Cardivex must not be used in severe hepatic impairment or during pregnancy.";
const SECOND = "The most common side effect is dizziness (1 in 10 people); fainting is uncommon.";
const THIRD = "Measure blood pressure before every dose step.";
const long = `${"Not for anybody with any of what follows, ".repeat(5)}ever.`;

describe("what the safety bar shows of a text", () => {
  it.each([
    ["a first sentence that fills two lines", `${FIRST} ${SECOND} ${THIRD}`, FIRST, `${SECOND} ${THIRD}`],
    ["two where the first is short", `${THIRD} ${FIRST} ${SECOND}`, `${THIRD} ${FIRST}`, SECOND],
    ["a line of its own", `${FIRST}\n${SECOND}\n${THIRD}`, FIRST, `${SECOND}\n${THIRD}`],
    ["all of a short text", `${THIRD} Ask first.`, `${THIRD} Ask first.`, ""],
    ["a short sentence before one that is too long", `${THIRD} ${long}`, THIRD, long],
    ["the beginning of a sentence that is too long, all of which follows", long, long, long],
    ["nothing of nothing", "", "", ""],
  ])("is %s", (_, text, lead, rest) => {
    expect(leadOf(text, "en-GB")).toEqual({ lead, rest });
  });
});
