import { expect, it } from "vitest";
import { sortRows } from "./sort-rows.ts";

const by = (row: { readonly v?: string | number }) => row.v;

it("sorts numbers as numbers and words as people do, accents beside their letters", () => {
  expect(sortRows([{ v: 10 }, { v: 9 }, { v: 100 }], by, false).map(by)).toEqual([9, 10, 100]);
  expect(
    sortRows([{ v: "Zola" }, { v: "Élan" }, { v: "Eda" }, { v: "v10" }, { v: "v9" }], by, false).map(by),
  ).toEqual(["Eda", "Élan", "v9", "v10", "Zola"]);
});

it("keeps rows without a value at the end, whichever way", () => {
  expect(sortRows([{}, { v: 1 }, { v: 2 }], by, false).map(by)).toEqual([1, 2, undefined]);
  expect(sortRows([{}, { v: 1 }, { v: 2 }], by, true).map(by)).toEqual([2, 1, undefined]);
});
