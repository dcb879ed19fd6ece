import { describe, expect, it } from "vitest";
import { sumOf } from "./territory-sums.ts";

const week = (change: object = {}) => ({
  week: "2026-11-16",
  people: 7,
  attempted: 8,
  delivered: 7,
  bounced: 1,
  visited: 3,
  visitors: 2,
  raw: 20,
  machine: 12,
  human: 3,
  unknown: 5,
  ...change,
});
const small = () => {
  const {
    visited: _visited,
    visitors: _visitors,
    human: _human,
    unknown: _unknown,
    ...open
  } = week({ people: 2, attempted: 2, delivered: 2, raw: 3, machine: 0 });
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
    expect(sumOf([small()])).toMatchObject({
      visited: undefined,
      visitors: undefined,
      human: undefined,
      unknown: undefined,
      comparable: 0,
    });
  });

  it("INV-11: tell people, machines and the unknown apart, and no more than is open", () => {
    expect(sumOf([week()])).toMatchObject({ human: 3, unknown: 5, raw: 20, machine: 12 });
    expect(sumOf([week(), small()])).toMatchObject({ human: 3, unknown: 5, raw: 23, machine: 12 });
  });
});
