import { afterEach, expect, it, vi } from "vitest";
import { openHotLog } from "./hot-log.ts";
import { openLog } from "./log.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

it("the hot logger writes the lines that Powertools' logger writes", () => {
  const lines: Record<string, unknown>[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0);
  const error = new TypeError("first", { cause: new Error("second") });
  for (const log of [openLog("a-service"), openHotLog("a-service")])
    log.error("it failed", { requestId: "request-1", error });
  const [whole, hot] = lines.map((line) => ({ ...line, timestamp: "now" }));
  expect(lines[1]?.["timestamp"]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  // sampling and the place in the source are Powertools' own
  expect(whole).toMatchObject(hot ?? {});
  expect(Object.keys(hot ?? {})).toEqual(Object.keys(whole ?? {}).filter((key) => key !== "sampling_rate"));
});
