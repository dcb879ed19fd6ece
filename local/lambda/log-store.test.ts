import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { createLogStore } from "./log-store.ts";

it("keeps the latest lines in memory, all of them in one file per function, and tells listeners", async () => {
  const dir = mkdtempSync(join(tmpdir(), "logs-"));
  const store = createLogStore(join(dir, "deep"), 3);
  const heard: string[] = [];
  const stop = store.follow(({ text }) => heard.push(text));
  for (let n = 0; n < 10; n += 1) store.write({ functionName: "fold", requestId: "r", text: `line ${n}` });
  stop();
  store.write({ functionName: "other", text: "x" });
  await store.close();
  expect(store.tail("fold").map(({ text }) => text)).toEqual(["line 7", "line 8", "line 9"]);
  expect(store.tail("unknown")).toEqual([]);
  expect(heard).toHaveLength(10);
  expect(readFileSync(join(dir, "deep", "fold.log"), "utf8").split("\n")).toHaveLength(11);
  rmSync(dir, { recursive: true });
});

it("sets a file aside at ten megabytes and goes on in a new one", async () => {
  const dir = mkdtempSync(join(tmpdir(), "logs-"));
  const store = createLogStore(dir);
  store.write({ functionName: "fold", text: "x".repeat(11 * 1024 * 1024) });
  await vi.waitFor(() => expect(existsSync(join(dir, "fold.log.1"))).toBe(true));
  store.write({ functionName: "fold", text: "after" });
  await store.close();
  expect(readFileSync(join(dir, "fold.log"), "utf8")).toBe("after\n");
  rmSync(dir, { recursive: true });
});
