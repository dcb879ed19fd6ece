import { describe, expect, it } from "vitest";
import { PressEvidence } from "./press-evidence.ts";

function gate(openedAt = 0): PressEvidence {
  const press = new PressEvidence();
  press.look(true, openedAt);
  return press;
}

describe("what the gate's script tells of a press", () => {
  it.each([
    ["a finger", { isTrusted: true, pointerType: "touch" }, "touch"],
    ["a mouse", { isTrusted: true, pointerType: "mouse" }, "mouse"],
    ["a pen", { isTrusted: true, pointerType: "pen" }, "pen"],
    ["the enter key, which clicks the button", { isTrusted: true, pointerType: "" }, "key"],
    ["a browser that does not say with what", { isTrusted: true }, "key"],
    ["a program", { isTrusted: false, pointerType: "mouse" }, "untrusted"],
  ] as const)("is %s", (_, click, pressedBy) => {
    const press = gate();
    press.click(click);
    expect(press.at(1500)).toEqual({ pressedBy, dwellMs: 1500 });
  });

  it("is the last click: a program that presses after a person's touch has pressed", () => {
    const press = gate();
    press.click({ isTrusted: true, pointerType: "touch" });
    press.click({ isTrusted: false });
    expect(press.at(2000).pressedBy).toBe("untrusted");
  });

  it("is nobody's where a form was sent without any click", () => {
    expect(gate().at(5000)).toEqual({ pressedBy: "none", dwellMs: 5000 });
  });

  it("counts only the time that the page was in sight", () => {
    const press = new PressEvidence();
    press.look(false, 0);
    press.look(true, 60_000);
    press.look(true, 60_100);
    press.look(false, 60_400);
    press.look(true, 90_000);
    expect(press.at(90_250.7).dwellMs).toBe(650);
  });
});
