import { spawn } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeData } from "./data-lock.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "data-lock-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe("the data directory", () => {
  it("is emptied by --fresh where an earlier run made everything in it", () => {
    const data = join(dir, "state");
    takeData(data, false)();
    mkdirSync(join(data, "journal"));
    writeFileSync(join(data, "journal", "queue.jsonl"), "{}\n");
    const release = takeData(data, true);
    expect(readdirSync(data).sort()).toEqual(["invito-data", "lock"]);
    release();
    takeData(data, true)();
  });

  it("is left alone by --fresh when it holds what somebody else made", () => {
    writeFileSync(join(dir, "thesis.txt"), "years of work");
    expect(() => takeData(dir, true)).toThrow("holds files that Invito did not make");
    expect(readFileSync(join(dir, "thesis.txt"), "utf8")).toBe("years of work");
    expect(readdirSync(dir)).toEqual(["thesis.txt"]);
  });

  it("never becomes one that --fresh empties by having been used once among other files", () => {
    writeFileSync(join(dir, "thesis.txt"), "years of work");
    takeData(dir, false)();
    expect(() => takeData(dir, true)).toThrow("give another folder with --data");
    expect(existsSync(join(dir, "thesis.txt"))).toBe(true);
  });

  it("is refused with its path when it is a file", () => {
    const file = join(dir, "state");
    writeFileSync(file, "");
    expect(() => takeData(file, false)).toThrow(`the data directory ${file} cannot be used (EEXIST`);
  });

  it("belongs to one process at a time, also against --fresh", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    await new Promise((started) => other.once("spawn", started));
    takeData(dir, false);
    writeFileSync(join(dir, "lock"), String(other.pid));
    writeFileSync(join(dir, "clock.json"), "{}");
    for (const fresh of [false, true])
      expect(() => takeData(dir, fresh)).toThrow(`is in use by process ${other.pid}`);
    expect(existsSync(join(dir, "clock.json"))).toBe(true);
    const gone = new Promise((ended) => other.once("exit", ended));
    other.kill("SIGKILL");
    await gone;
    takeData(dir, false)();
    expect(existsSync(join(dir, "lock"))).toBe(false);
  });
});
