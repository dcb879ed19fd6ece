import { describe, expect, it } from "vitest";
import { asksForHelp, readOptions } from "./options.ts";

describe("the options of npm start", () => {
  it.each(["garbage", "5", "24.11.2026", "2026-13-01T00:00:00Z"])("refuse %s as a business time", (at) => {
    expect(() => readOptions(["--at", at], {})).toThrow("--at takes an instant such as");
  });

  it.each(["2026-11-24", "2026-11-24T09:00:00Z", "2026-11-24T09:00:00+01:00"])("take %s", (at) => {
    expect(readOptions(["--at", at], {}).at).toBe(at);
  });

  it("take an empty PORT for none, and refuse what is no port", () => {
    expect(readOptions([], { PORT: "" }).port).toBe(4000);
    expect(() => readOptions([], { PORT: "abc" })).toThrow("PORT must be a whole number");
  });

  it("can be asked for", () => {
    expect(asksForHelp(["--help"])).toBe(true);
    expect(asksForHelp(["--fresh"])).toBe(false);
  });
});
