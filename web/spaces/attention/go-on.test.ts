import { describe, expect, it } from "vitest";
import { placeToGoOn } from "./go-on.ts";

describe("the place to go on from", () => {
  it.each([
    ["is where the film was left", "64", 130, 64],
    ["is none near the beginning", "3", 130, undefined],
    ["is none near the end", "127", 130, undefined],
    ["is none when nothing was kept", null, 130, undefined],
    ["is none for what is no number", "soon", 130, undefined],
    ["is none beyond a film that got shorter", "64", 60, undefined],
  ])("%s", (_, kept, length, place) => {
    expect(placeToGoOn(kept, length)).toBe(place);
  });
});
