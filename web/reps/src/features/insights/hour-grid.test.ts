import { describe, expect, it } from "vitest";
import { hourGrid, hoursFinding, showsHours } from "./hour-grid.ts";

describe("the hours of the week", () => {
  it("are those of the HCP's place, also across summer time", () => {
    const grid = hourGrid(
      [
        { at: "2026-07-06T20:00:00.000Z", visits: 1 },
        { at: "2026-11-23T21:00:00.000Z", visits: 2 },
      ],
      "Europe/Dublin",
    );
    expect(grid.cells[0]?.[21]).toBe(3);
    expect(grid).toMatchObject({ visits: 3, outsideOffice: 3, from: 6, to: 23 });
  });

  it("tell office hours from the rest: eight to eighteen, Monday to Friday", () => {
    const at = (text: string) => hourGrid([{ at: text, visits: 1 }], "Europe/Dublin").outsideOffice;
    expect(at("2026-11-23T08:00:00.000Z")).toBe(0);
    expect(at("2026-11-23T17:00:00.000Z")).toBe(0);
    expect(at("2026-11-23T18:00:00.000Z")).toBe(1);
    expect(at("2026-11-23T07:00:00.000Z")).toBe(1);
    expect(at("2026-11-21T12:00:00.000Z")).toBe(1);
  });

  it("widen the picture for the night, so that no visit is missing in it", () => {
    expect(hourGrid([{ at: "2026-11-24T02:00:00.000Z", visits: 1 }], "Europe/Dublin")).toMatchObject({
      from: 2,
      to: 23,
    });
    expect(hourGrid([{ at: "2026-11-24T23:00:00.000Z", visits: 1 }], "Europe/Dublin")).toMatchObject({
      from: 6,
      to: 24,
    });
  });

  it("are told with n of m and never with a reason", () => {
    expect(hoursFinding({ visits: 9, outsideOffice: 7 })).toBe("Outside office hours in 7 of 9 visits");
    expect(hoursFinding({ visits: 6, outsideOffice: 3 })).toBe("In office hours in 3 of 6 visits");
  });

  it.each([
    [4, 599, false],
    [5, 0, true],
    [1, 600, true],
    [0, 900, false],
  ])("of %i visits and %i s are shown: %s", (visits, seconds, shown) => {
    expect(showsHours(visits, seconds)).toBe(shown);
  });
});
