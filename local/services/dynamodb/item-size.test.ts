import { describe, expect, test } from "vitest";
import { itemSize, writeUnits } from "./item-size.ts";

describe("the size of an item", () => {
  test.each<[string, Record<string, unknown>, number]>([
    ["text counts in UTF-8", { pk: { S: "äb" } }, 5],
    ["a number: a byte for two digits, one more", { n: { N: "1234" } }, 4],
    ["zeros at the ends of a number are free", { n: { N: "1200" } }, 3],
    ["a negative number has a byte more", { n: { N: "-12" } }, 4],
    ["binary counts decoded", { b: { B: "AAEC" } }, 4],
    ["boolean and null are a byte", { t: { BOOL: true }, n: { NULL: true } }, 4],
    ["a set is the sum of its values", { s: { SS: ["a", "bc"] } }, 4],
    ["an empty list is three bytes", { l: { L: [] } }, 4],
    [
      "each entry of a list or map is a byte more",
      { l: { L: [{ S: "ab" }] }, m: { M: { k: { S: "v" } } } },
      14,
    ],
  ])("%s", (_, item, size) => {
    expect(itemSize(item)).toBe(size);
  });
});

test.each([
  [0, 1],
  [1, 1],
  [1024, 1],
  [1025, 2],
])("%d bytes cost %d write units", (size, units) => {
  expect(writeUnits(size)).toBe(units);
});
