import { describe, expect, it } from "vitest";
import { keepUnsent, unsentOf } from "./unsent.ts";

const beacon = {
  seq: 3,
  items: ["ver_01JD0000000000000000000001"],
  k: [3],
  i: [0],
  a: [0],
  b: [0],
  r: [100],
};

/** A tab's storage. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

describe("what a page could not send", () => {
  it("is sent by the next page of the same visit, once", () => {
    const tab = storage();
    keepUnsent("one", [beacon], tab);
    expect(unsentOf("one", tab)).toEqual([beacon]);
    expect(unsentOf("one", tab)).toEqual([]);
  });

  it("is thrown away when the tab is on another visit", () => {
    const tab = storage();
    keepUnsent("one", [beacon], tab);
    expect(unsentOf("two", tab)).toEqual([]);
    expect(tab.length).toBe(0);
  });

  it("leaves nothing on the phone when everything arrived", () => {
    const tab = storage();
    keepUnsent("one", [beacon], tab);
    keepUnsent("one", [], tab);
    expect(tab.length).toBe(0);
  });
});
