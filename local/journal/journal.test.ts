import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openDurableMap } from "./durable-map.ts";
import { createJournal } from "./journal.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "journal-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** What a later run finds in the log. */
async function reopened(name: string): Promise<readonly unknown[]> {
  const journal = createJournal(dir);
  const { entries } = await journal.open(name);
  await journal.close();
  return entries;
}

describe("a journal", () => {
  it("gives a later run what was appended, in order", async () => {
    const journal = createJournal(dir);
    const log = await journal.open<{ n: number }>("orders");
    expect(log.entries).toEqual([]);
    await Promise.all([log.append({ n: 1 }), log.append({ n: 2 }), log.append({ n: 3 })]);
    await journal.close();
    expect(await reopened("orders")).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }]);
  });

  it("keeps the order of appends and compactions that were asked for at once", async () => {
    const journal = createJournal(dir);
    const log = await journal.open<string>("mixed");
    await Promise.all([log.append("a"), log.append("b"), log.compact(["ab"]), log.append("c")]);
    await journal.close();
    expect(await reopened("mixed")).toEqual(["ab", "c"]);
  });

  it.each([
    ["without its newline", '{"n":1}\n{"n":2'],
    ["that ends but is no JSON", '{"n":1}\n{"n":\n'],
    ["of zero bytes", '{"n":1}\n\0\0\0'],
  ])("drops a last line %s and appends cleanly after it", async (_case, content) => {
    writeFileSync(join(dir, "torn.jsonl"), content);
    const journal = createJournal(dir);
    const log = await journal.open("torn");
    expect(log.entries).toEqual([{ n: 1 }]);
    await log.append({ n: 3 });
    await journal.close();
    expect(readFileSync(join(dir, "torn.jsonl"), "utf8")).toBe('{"n":1}\n{"n":3}\n');
  });

  it("refuses a log that is damaged before its last line", async () => {
    writeFileSync(join(dir, "damaged.jsonl"), '{"n":1\n{"n":2}\n');
    await expect(createJournal(dir).open("damaged")).rejects.toThrow("line 1 is damaged");
  });

  it("refuses a second writer of the same log", async () => {
    const journal = createJournal(dir);
    await journal.open("one");
    await expect(journal.open("one")).rejects.toThrow("already open");
    await journal.close();
  });

  it("finds every acknowledged entry after kill -9 of its writer, three times in a row", async () => {
    let acknowledged = 0;
    for (let round = 0; round < 3; round += 1) {
      const writer = fileURLToPath(new URL("./crash-writer.fixture.mjs", import.meta.url));
      const child = spawn(process.execPath, [writer, dir], { stdio: ["ignore", "pipe", "inherit"] });
      let output = "";
      for await (const chunk of child.stdout) {
        output += String(chunk);
        if (output.split("\n").length > 200) break;
      }
      child.kill("SIGKILL");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      const printed = output.split("\n").slice(0, -1).map(Number);
      acknowledged = Math.max(...printed) + 1;
      const found = (await reopened("numbers")).map((entry) => (entry as { number: number }).number);
      expect(found.length).toBeGreaterThanOrEqual(acknowledged);
      expect(found).toEqual(found.map((_number, index) => index));
    }
    expect(acknowledged).toBeGreaterThan(500);
  });
});

describe("a durable map", () => {
  it("equals a plain map after any changes, compactions and restarts", async () => {
    const change = fc.oneof(
      fc.tuple(fc.constantFrom("a", "b", "c", "__proto__"), fc.integer()),
      fc.tuple(fc.constantFrom("a", "b", "c", "__proto__")),
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.array(change), { maxLength: 5 }), { maxLength: 3 }),
        async (runs) => {
          const expected = new Map<string, number>();
          run += 1;
          for (const writes of runs) {
            const journal = createJournal(dir);
            const map = await openDurableMap<number>(journal, `map-${run}`);
            expect([...map.entries()]).toEqual([...expected]);
            for (const changes of writes) {
              for (const [key, ...value] of changes) {
                if (value[0] === undefined) expected.delete(key);
                else expected.set(key, value[0]);
              }
            }
            await Promise.all(writes.map((changes) => map.write(changes)));
            expect([...map.entries()]).toEqual([...expected]);
            await journal.close();
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  it("does not let its file grow with the number of changes", async () => {
    const journal = createJournal(dir);
    const map = await openDurableMap<number>(journal, "hot");
    await Promise.all(Array.from({ length: 10_000 }, (_, n) => map.write([["key", n]])));
    await journal.close();
    expect(readFileSync(join(dir, "hot.jsonl"), "utf8").split("\n").length).toBeLessThan(2500);
    const later = createJournal(dir);
    expect((await openDurableMap<number>(later, "hot")).get("key")).toBe(9999);
    await later.close();
  });
});
