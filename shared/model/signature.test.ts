import { describe, expect, it } from "vitest";
import { GivenSignature, Signature } from "./signature.ts";

const drawn = (...points: [number, number, number][]) => ({
  kind: "drawn",
  width: 600,
  height: 260,
  strokes: [[[10, 10, 0]], points],
});
const faultOf = (signature: unknown) => GivenSignature.safeParse(signature).error?.issues[0];

describe("a signature", () => {
  it.each(["Ab\u0000 Cd\u0007", "Ana\nRuiz", "Ana \u202EzuiR", "\u200B\u200B\u200B"])(
    "is no typed name that cannot be read on one line: %j",
    (name) => {
      expect(faultOf({ kind: "typed", name })?.path).toEqual(["name"]);
    },
  );

  it.each(["Ana Ruiz", "Zoë O’Neill-Łuk", "نور الهدى"])("may be the typed name %s", (name) => {
    expect(GivenSignature.parse({ kind: "typed", name: ` ${name} ` })).toEqual({ kind: "typed", name });
  });

  it("has no point outside its field, and says in which stroke it has", () => {
    for (const point of [
      [601, 100, 5],
      [100, 261, 5],
      [4096, 4096, 5],
    ] as const)
      expect(faultOf(drawn([20, 20, 4], [...point]))).toMatchObject({
        path: ["strokes", 1],
        message: expect.stringContaining("outside the field of 600 by 260"),
      });
  });

  it("may touch every edge of its field: a pad holds the pointer there that leaves it", () => {
    expect(GivenSignature.safeParse(drawn([0, 0, 1], [600, 260, 9])).success).toBe(true);
  });

  it("that was recorded before stays evidence that can be read", () => {
    expect(Signature.safeParse(drawn([601, 100, 5])).success).toBe(true);
    expect(Signature.safeParse({ kind: "typed", name: "Ab\u0000 Cd" }).success).toBe(true);
  });
});
