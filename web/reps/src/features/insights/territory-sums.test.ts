import { describe, expect, it } from "vitest";
import { linkCounts, sumOf } from "./territory-sums.ts";

const week = (change: object = {}) => ({
  week: "2026-11-16",
  people: 7,
  attempted: 8,
  delivered: 7,
  bounced: 1,
  visited: 3,
  visitors: 2,
  fetches: 20,
  machineFetches: 12,
  ...change,
});
const small = () => {
  const {
    visited: _visited,
    visitors: _visitors,
    ...open
  } = week({ people: 2, attempted: 2, delivered: 2, fetches: 3, machineFetches: 0 });
  return open;
};

describe("sums over weeks", () => {
  it("INV-4: compare visits with the messages of weeks whose visits are known, and with no others", () => {
    expect(sumOf([week(), small()])).toMatchObject({
      delivered: 9,
      visited: 3,
      comparable: 7,
      comparablePeople: 7,
    });
  });

  it("know no visits where every week is too small", () => {
    expect(sumOf([small()])).toMatchObject({ visited: undefined, visitors: undefined, comparable: 0 });
  });

  it("INV-11: tell people, machines and the unknown apart", () => {
    expect(linkCounts(sumOf([week()]))).toEqual({ human: 3, unknown: 5, raw: 20, machine: 12 });
  });
});
