import { describe, expect, it } from "vitest";
import { difference, moved } from "./arrange-items.ts";

describe("moving an item", () => {
  it("puts it where it is wanted and keeps the others in order", () => {
    expect(moved(["a", "b", "c"], 0, 1)).toEqual(["b", "a", "c"]);
    expect(moved(["a", "b", "c"], 2, 0)).toEqual(["c", "a", "b"]);
    expect(moved(["a", "b"], 0, 9)).toEqual(["b", "a"]);
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(moved(["a"], 4, 0)).toEqual(["a"]);
  });
});

describe("the difference between two arrangements", () => {
  it("tells what came, what went, and whether the rest changed places", () => {
    expect(difference(["a", "b"], ["b", "c"])).toEqual({ added: ["c"], removed: ["a"], reordered: false });
    expect(difference(["a", "b"], ["b", "a"])).toEqual({ added: [], removed: [], reordered: true });
    expect(difference(["a"], ["a"])).toEqual({ added: [], removed: [], reordered: false });
  });
});
